using System.Diagnostics;
using System.Text.Json.Nodes;
using Ram.Notebooks.Documents;
using static System.FormattableString;

namespace Ram.Notebooks.Execution;

/// <summary>One notebook's run: its cells in order, in one child process.</summary>
internal sealed class NotebookRun(NotebookDocument document, RunnerOptions options, IProgress<CellProgress>? progress)
{
    private readonly Stopwatch _clock = new();
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(document.Path))!;

    public int CellsPassed { get; private set; }

    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Whether it was left as it was, because it needs packages that could not be restored and says so.</summary>
    public bool Skipped { get; private set; }

    /// <summary>Runs all cells and puts their outputs into the document, up to the first failure.</summary>
    public async Task<RunFailure?> ExecuteAsync(CancellationToken cancellation)
    {
        _clock.Start();
        var cells = document.CodeCells.ToList();
        var paths = new MachinePaths(_folder);
        await using var kernel = new KernelProcess(_folder, options.Budget);
        foreach (var cell in cells)
        {
            var started = _clock.Elapsed;
            Report(cell, cells.Count, CellState.Started, TimeSpan.Zero);
            var (reply, whole) = await RunAsync(kernel, cell, cancellation);
            var elapsed = _clock.Elapsed - started;
            if (reply.Error is { NoPackages: true } && document.NeedsPackages)
            {
                Report(cell, cells.Count, CellState.Skipped, elapsed);
                Skipped = true;
                return null;
            }
            if (reply.Error is { } error)
            {
                Report(cell, cells.Count, CellState.Failed, elapsed);
                return new RunFailure(document.Path, cell.Number, cell.CodeNumber, error.Line, error.Column,
                    whole ?? paths.Hide(error.Message), paths.Hide(error.Details));
            }
            paths.Hide(reply.Outputs);
            Number(reply.Outputs, cell.CodeNumber);
            cell.SetOutputs(reply.Outputs);
            CellsPassed++;
            Report(cell, cells.Count, CellState.Passed, elapsed);
        }
        return null;
    }

    private async Task<(CellReply Reply, string? Whole)> RunAsync(
        KernelProcess kernel, NotebookCell cell, CancellationToken cancellation)
    {
        var left = options.NotebookTimeout - _clock.Elapsed;
        var timeout = left < options.CellTimeout ? left : options.CellTimeout;
        if (timeout <= TimeSpan.Zero)
            timeout = TimeSpan.FromTicks(1);
        var request = new CellRequest(cell.CodeNumber, cell.Source, options.OutputCap);
        var reply = await kernel.RunAsync(request, timeout, cancellation);
        var outOfTime = reply.Error is not null && _clock.Elapsed >= options.NotebookTimeout;
        return (reply, outOfTime
            ? Invariant($"the notebook took longer than {options.NotebookTimeout.TotalSeconds:0.###} s and was stopped")
            : null);
    }

    private void Report(NotebookCell cell, int count, CellState state, TimeSpan elapsed) =>
        progress?.Report(new CellProgress(document.Path, cell.CodeNumber, count, state, elapsed));

    private static void Number(JsonArray outputs, int count)
    {
        foreach (var output in outputs.OfType<JsonObject>())
        {
            if ((string?)output["output_type"] == "execute_result")
                output.Insert(output.IndexOf("data") + 1, "execution_count", count);
        }
    }
}
