namespace Ram.Notebooks;

/// <summary>Where a run stands: reported before and after each code cell.</summary>
/// <param name="Notebook">The notebook as it was named to the runner.</param>
/// <param name="CodeCell">The code cell, from 1.</param>
/// <param name="CodeCells">How many code cells the notebook has.</param>
/// <param name="State">Whether the cell starts, passed or failed.</param>
/// <param name="Elapsed">How long the cell has taken; zero when it starts.</param>
public sealed record CellProgress(string Notebook, int CodeCell, int CodeCells, CellState State, TimeSpan Elapsed);

/// <summary>What has become of a cell.</summary>
public enum CellState
{
    /// <summary>It is about to run.</summary>
    Started,

    /// <summary>It ran to its end.</summary>
    Passed,

    /// <summary>It failed, and the run ends with it.</summary>
    Failed,

    /// <summary>Its packages could not be restored, and the rest of its notebook is left out.</summary>
    Skipped,
}
