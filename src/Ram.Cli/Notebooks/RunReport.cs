using static System.FormattableString;

namespace Ram.Cli.Notebooks;

/// <summary>What a run did.</summary>
/// <param name="Notebooks">The notebooks that ran to their end, in order.</param>
/// <param name="CellsRun">Code cells that passed, in all notebooks.</param>
/// <param name="Failure">The first failure, with which the run ended, or null.</param>
internal sealed record RunReport(IReadOnlyList<NotebookResult> Notebooks, int CellsRun, RunFailure? Failure);

/// <summary>A notebook that ran to its end.</summary>
/// <param name="Notebook">The notebook as it was named to the runner.</param>
/// <param name="CellsRun">Its code cells, all of which passed.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Written">Where it was written, or null.</param>
internal sealed record NotebookResult(string Notebook, int CellsRun, TimeSpan Elapsed, string? Written);

/// <summary>Why a run ended early.</summary>
/// <param name="Notebook">The notebook as it was named to the runner.</param>
/// <param name="Cell">The cell's number among all cells of the notebook, from 1, or null if no cell is to blame.</param>
/// <param name="CodeCell">The cell's number among the code cells, from 1: the [n] that a front end shows.</param>
/// <param name="Line">The line within the cell, from 1, where known.</param>
/// <param name="Column">The column, from 1, of a compile error.</param>
/// <param name="Message">What happened, in one line.</param>
/// <param name="Details">The stack trace or the remaining errors; empty if there is nothing to add.</param>
internal sealed record RunFailure(
    string Notebook, int? Cell = null, int? CodeCell = null, int? Line = null, int? Column = null, string Message = "", string Details = "")
{
    /// <summary>One line: notebook, cell, line, column and message.</summary>
    public override string ToString()
    {
        var place = new List<string>();
        if (Cell is int cell)
            place.Add(Invariant($"cell {cell} (code cell {CodeCell})"));
        if (Line is int line)
            place.Add(Invariant($"line {line}"));
        if (Column is int column)
            place.Add(Invariant($"column {column}"));
        return place.Count == 0 ? $"{Notebook}: {Message}" : $"{Notebook}: {string.Join(", ", place)}: {Message}";
    }
}

/// <summary>Where a run stands: reported before and after each code cell.</summary>
/// <param name="Notebook">The notebook as it was named to the runner.</param>
/// <param name="CodeCell">The code cell, from 1.</param>
/// <param name="CodeCells">How many code cells the notebook has.</param>
/// <param name="State">Whether the cell starts, passed or failed.</param>
/// <param name="Elapsed">How long the cell has taken; zero when it starts.</param>
internal sealed record CellProgress(string Notebook, int CodeCell, int CodeCells, CellState State, TimeSpan Elapsed);

/// <summary>What has become of a cell.</summary>
internal enum CellState
{
    /// <summary>It is about to run.</summary>
    Started,

    /// <summary>It ran to its end.</summary>
    Passed,

    /// <summary>It failed, and the run ends with it.</summary>
    Failed,
}
