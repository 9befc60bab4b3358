namespace Ram.Training;

/// <summary>How a learning rate changes over a training.</summary>
public enum ScheduleKind
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>Linear from the first rate to the floor: the paper's, with a floor of zero.</summary>
    Linear,

    /// <summary>Multiplied by the decay after each epoch, down to the floor.</summary>
    Exponential,

    /// <summary>Half a cosine from the first rate to the floor.</summary>
    Cosine,
}
