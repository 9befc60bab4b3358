namespace Ram.Experiments;

/// <summary>
/// How long an experiment trains: quick, by the sprint recipes, minutes to the paper's figure; or full, by our best
/// ones. The environment variable <c>RAM_BUDGET</c> decides; quick unless it is <c>full</c>.
/// </summary>
public static class Budget
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "RAM_BUDGET";

    /// <summary>Whether experiments take the time that their results need.</summary>
    /// <exception cref="RamException">When the variable is neither <c>quick</c> nor <c>full</c>.</exception>
    public static bool IsFull => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "quick" => false,
        "full" => true,
        string other => throw new RamException($"{Variable} is \"{other}\"; allowed: quick, full."),
    };

    /// <summary>The name of the recipe that the budget allows: <c>sprint</c> or <c>ours</c>.</summary>
    public static string RecipeName => Choose("sprint", "ours");

    /// <summary>The first value in the quick budget, the second in the full one.</summary>
    public static TValue Choose<TValue>(TValue quick, TValue full) => IsFull ? full : quick;
}
