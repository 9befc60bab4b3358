using static System.FormattableString;

namespace Ram.Notebooks;

/// <summary>What a run did.</summary>
/// <param name="Notebooks">The notebooks that ran to their end or were skipped, in order.</param>
/// <param name="CellsRun">Code cells that passed, in all notebooks.</param>
/// <param name="Failure">The first failure, with which the run ended, or null.</param>
public sealed record RunReport(IReadOnlyList<NotebookResult> Notebooks, int CellsRun, RunFailure? Failure)
{
    /// <summary>Whether every cell of every notebook passed.</summary>
    public bool Passed => Failure is null;
}

/// <summary>A notebook that ran to its end, or was skipped.</summary>
/// <param name="Notebook">The notebook as it was named to the runner.</param>
/// <param name="CellsRun">Its code cells, all of which passed.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Written">Where it was written, or null.</param>
/// <param name="Skipped">
/// Why it did not: null, or a sentence if it is tagged <c>needs-packages</c> and they could not be restored.
/// </param>
public sealed record NotebookResult(
    string Notebook, int CellsRun, TimeSpan Elapsed, string? Written, string? Skipped = null);

/// <summary>Why a run ended early.</summary>
/// <param name="Notebook">The notebook as it was named to the runner.</param>
/// <param name="Cell">The cell's number among all cells of the notebook, from 1, or null if no cell is to blame.</param>
/// <param name="CodeCell">The cell's number among the code cells, from 1: the [n] that a front end shows.</param>
/// <param name="Line">The line within the cell, from 1, where known.</param>
/// <param name="Column">The column, from 1, of a compile error.</param>
/// <param name="Message">What happened, in one line.</param>
/// <param name="Details">The stack trace or the remaining errors; empty if there is nothing to add.</param>
public sealed record RunFailure(
    string Notebook, int? Cell, int? CodeCell, int? Line, int? Column, string Message, string Details = "")
{
    /// <summary>One line: notebook, cell, line, column and message.</summary>
    public override string ToString()
    {
        List<string> place = [];
        if (Cell is { } cell)
            place.Add(Invariant($"cell {cell} (code cell {CodeCell})"));
        if (Line is { } line)
            place.Add(Invariant($"line {line}"));
        if (Column is { } column)
            place.Add(Invariant($"column {column}"));
        return place.Count == 0 ? $"{Notebook}: {Message}" : $"{Notebook}: {string.Join(", ", place)}: {Message}";
    }
}
