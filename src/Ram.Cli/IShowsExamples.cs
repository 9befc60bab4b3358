namespace Ram.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal interface IShowsExamples
{
    /// <summary>What comes after <c>ram</c>, and what it is for.</summary>
    IReadOnlyList<(string Arguments, string Purpose)> Examples { get; }
}
