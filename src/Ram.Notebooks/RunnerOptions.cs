namespace Ram.Notebooks;

/// <summary>How notebooks are run and where the result goes. With neither <see cref="InPlace"/> nor
/// <see cref="Out"/> they are executed and nothing is written.</summary>
public sealed record RunnerOptions
{
    /// <summary>How long the notebooks may train.</summary>
    public Budget Budget { get; init; } = Budget.Quick;

    /// <summary>Write the outputs back into each notebook, once all of its cells have passed.</summary>
    public bool InPlace { get; init; }

    /// <summary>A folder that receives each executed notebook under its own name, or null.</summary>
    public string? Out { get; init; }

    /// <summary>The longest that one cell may take; its process is killed after that.</summary>
    public TimeSpan CellTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest that one notebook may take.</summary>
    public TimeSpan NotebookTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many characters of output a cell may leave; the rest is dropped and a note says so.</summary>
    public int OutputCap { get; init; } = 4 << 20;
}
