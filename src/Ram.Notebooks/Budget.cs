namespace Ram.Notebooks;

/// <summary>How long the notebooks may train, told to them by the environment variable <c>RAM_BUDGET</c>.</summary>
public enum Budget
{
    /// <summary>Minutes for a whole series: <c>RAM_BUDGET=quick</c>.</summary>
    Quick,

    /// <summary>As long as the experiments take: <c>RAM_BUDGET=full</c>.</summary>
    Full,
}
