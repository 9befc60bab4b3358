using System.Text.Json.Nodes;

namespace Ram.Notebooks.Execution;

/// <summary>What the parent asks of the child: one line of JSON on its standard input.</summary>
/// <param name="Cell">The cell's number among the code cells.</param>
/// <param name="Code">Its text.</param>
/// <param name="OutputCap">How many characters of output it may leave.</param>
internal sealed record CellRequest(int Cell, string Code, int OutputCap);

/// <summary>What the child answers: one line of JSON on the pipe.</summary>
/// <param name="Outputs">nbformat outputs, without execution counts.</param>
/// <param name="Error">Why the cell failed, or null.</param>
internal sealed record CellReply(JsonArray Outputs, CellError? Error);

/// <summary>Why a cell failed.</summary>
/// <param name="Message">One line.</param>
/// <param name="Line">The line in the cell, from 1, where known.</param>
/// <param name="Column">The column, from 1, of a compile error.</param>
/// <param name="Details">The stack trace or the remaining errors.</param>
/// <param name="NoPackages">Whether packages could not be restored.</param>
internal sealed record CellError(
    string Message, int? Line = null, int? Column = null, string Details = "", bool NoPackages = false);
