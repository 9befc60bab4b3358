using System.Diagnostics;
using System.Text.Json.Nodes;
using static System.FormattableString;

namespace Ram.Cli.Notebooks;

/// <summary>One notebook's run: its cells in order, in one kernel.</summary>
internal sealed class NotebookRun(NotebookDocument document, RunnerOptions options, IProgress<CellProgress>? progress)
{
    private readonly Stopwatch _clock = new();
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(document.Path))!;

    public int CellsPassed { get; private set; }

    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Runs all cells and puts their outputs into the document, up to the first failure.</summary>
    public async Task<RunFailure?> ExecuteAsync(CancellationToken cancellation)
    {
        _clock.Start();
        NotebookCell[] cells = [.. document.CodeCells];
        var paths = new MachinePaths(_folder);
        await using var kernel = new KernelProcess(options.Kernel, _folder, options.Budget);
        foreach (NotebookCell cell in cells)
        {
            TimeSpan started = _clock.Elapsed;
            Report(CellState.Started, TimeSpan.Zero);
            var outputs = new CellOutputs(options.OutputCap);
            CellError? error = await RunAsync(kernel, cell, outputs, cancellation);
            Report(error is null ? CellState.Passed : CellState.Failed, _clock.Elapsed - started);
            if (error is not null)
            {
                return new RunFailure(document.Path, cell.Number, cell.CodeNumber, error.Line, error.Column,
                    paths.Hide(error.Message), paths.Hide(error.Details));
            }
            JsonArray shown = outputs.Close(cell.CodeNumber);
            paths.Hide(shown);
            cell.SetOutputs(shown);
            CellsPassed++;

            void Report(CellState state, TimeSpan elapsed) =>
                progress?.Report(new CellProgress(document.Path, cell.CodeNumber, cells.Length, state, elapsed));
        }
        return null;
    }

    private async Task<CellError?> RunAsync(
        KernelProcess kernel, NotebookCell cell, CellOutputs outputs, CancellationToken cancellation)
    {
        TimeSpan left = options.NotebookTimeout - _clock.Elapsed;
        TimeSpan timeout = left < options.CellTimeout ? left : options.CellTimeout;
        if (timeout <= TimeSpan.Zero)
            timeout = TimeSpan.FromTicks(1);
        CellError? error = await kernel.RunAsync(cell.Source, outputs, timeout, cancellation);
        return error is not null && _clock.Elapsed >= options.NotebookTimeout
            ? new CellError(Invariant($"the notebook took longer than {options.NotebookTimeout.TotalSeconds:0.###} s and was stopped"))
            : error;
    }
}
