using System.Diagnostics;

namespace Ram.Cli.Notebooks;

/// <summary>How notebooks are run and where the result goes. With neither <see cref="InPlace"/> nor
/// <see cref="Out"/> they are executed and nothing is written.</summary>
internal sealed record RunnerOptions
{
    /// <summary>Ram.Kernel.dll.</summary>
    public required string Kernel { get; init; }

    /// <summary>How long the notebooks may train, told to them by the environment variable <c>RAM_BUDGET</c>.</summary>
    public string Budget { get; init; } = "quick";

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

    /// <summary>Takes a line after each cell.</summary>
    public Action<string> CellEnded { get; init; } = _ => { };

    /// <summary>Takes a line after each notebook that ran to its end.</summary>
    public Action<string> NotebookEnded { get; init; } = _ => { };
}

/// <summary>Runs C# notebooks without a notebook server, each in a kernel of its own.</summary>
internal static class NotebookRunner
{
    /// <summary>Runs notebooks one after the other, cell by cell, up to the first failure. All files are read and
    /// checked before the first cell runs. A notebook is written only once all of its cells have passed.</summary>
    /// <param name="files">The notebooks, in the order to run them.</param>
    /// <param name="options">Budget, limits, and where the result goes.</param>
    /// <param name="cancellation">Kills the running notebook's process; nothing of it is written.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task RunAsync(
        IEnumerable<string> files, RunnerOptions options, CancellationToken cancellation = default)
    {
        NotebookDocument[] documents = [.. files.Select(NotebookDocument.Load)];
        CheckTargets(documents, options);
        foreach (NotebookDocument document in documents)
        {
            var clock = Stopwatch.StartNew();
            await ExecuteAsync(document, options, clock, cancellation);
            string? target = Target(document, options);
            if (target is not null)
                Write(document, target);
            options.NotebookEnded(
                $"{document.Path}: {Count.Of(document.CodeCells.Count, "cell")} in {Seconds(clock.Elapsed)}"
                + (target is null ? "" : $", written to {target}"));
        }
    }

    private static void CheckTargets(NotebookDocument[] documents, RunnerOptions options)
    {
        if (options.Out is string folder
            && documents.GroupBy(document => Path.GetFileName(document.Path)).FirstOrDefault(group => group.Count() > 1)
                is IGrouping<string, NotebookDocument> twice)
            throw new RamException($"{string.Join(" and ", twice.Select(document => document.Path))} would both be "
                + $"written to {Path.Combine(folder, twice.Key)}; run them into different folders.");
        string[] inputs = options.InPlace ? [] : [.. documents.Select(document => document.Path)];
        foreach (NotebookDocument document in documents)
            if (Target(document, options) is string target)
                OutputFile.CheckFile(target, mustRename: options.InPlace, inputs);
    }

    private static string? Target(NotebookDocument document, RunnerOptions options) =>
        options.InPlace ? document.Path
        : options.Out is string folder ? Path.Combine(folder, Path.GetFileName(document.Path))
        : null;

    /// <summary>Runs all cells of a notebook and puts their outputs into the document.</summary>
    private static async Task ExecuteAsync(
        NotebookDocument document, RunnerOptions options, Stopwatch clock, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(document.Path))!;
        var paths = new MachinePaths(folder);
        await using var kernel = new KernelProcess(options.Kernel, folder, options.Budget);
        foreach (NotebookCell cell in document.CodeCells)
        {
            TimeSpan started = clock.Elapsed, left = options.NotebookTimeout - started;
            var outputs = new CellOutputs(cell.CodeNumber, options.OutputCap, paths.Hide);
            CellError? error = await kernel.RunAsync(
                cell.Source, outputs, left < options.CellTimeout ? left : options.CellTimeout, cancellation);
            options.CellEnded(
                Invariant($"{document.Path}: cell {cell.CodeNumber} of {document.CodeCells.Count} ")
                + $"{(error is null ? "passed" : "failed")}, {Seconds(clock.Elapsed - started)}");
            if (error is not null && clock.Elapsed >= options.NotebookTimeout)
                error = new CellError(Invariant(
                    $"the notebook took longer than {options.NotebookTimeout.TotalSeconds:0.###} s and was stopped"));
            if (error is not null)
                throw new RamException($"{document.Path}: {cell.Name}{error.Place}: {paths.Hide(error.Message)}");
            NotebookJson.Set(cell.Json, "execution_count", cell.CodeNumber);
            NotebookJson.Set(cell.Json, "outputs", outputs.Close());
        }
    }

    private static void Write(NotebookDocument document, string target)
    {
        if (target == document.Path && !document.IsUnchangedOnDisk())
            throw new RamException($"{document.Path}: changed while it ran, so it was not written; run it again.");
        document.Fingerprint = NotebookFingerprint.Of(document);
        AtomicFile.Write(target, document.ToBytes());
    }

    private static string Seconds(TimeSpan time) => Invariant($"{time.TotalSeconds:0.0} s");
}
