namespace Ram.Data;

/// <summary>The three parts of a data set. No image of one part is ever seen in another.</summary>
public enum DataSplit
{
    /// <summary>What the weights are trained on.</summary>
    Train,

    /// <summary>What settings and the best epoch are chosen on.</summary>
    Validation,

    /// <summary>What is reported, and looked at for nothing else.</summary>
    Test,
}
