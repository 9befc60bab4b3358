using System.Diagnostics;

namespace Ram.Cli.Notebooks;

/// <summary>
/// Runs C# notebooks without a notebook server, each in a kernel of its own. With neither <see cref="InPlace"/> nor
/// <see cref="Out"/> nothing is written.
/// </summary>
internal sealed record NotebookRunner
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

    public TimeSpan NotebookTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many characters of output a cell may leave; the rest is dropped and a note says so.</summary>
    public int OutputCap { get; init; } = 4 << 20;

    /// <summary>Takes a remark after each cell, and a line of output after each notebook that ran to its end.</summary>
    public required Terminal Terminal { get; init; }

    /// <summary>
    /// Runs notebooks one after the other, cell by cell, up to the first failure. All files are read and checked before
    /// the first cell runs. When cancelled, the running notebook's process is killed and nothing of it is written.
    /// </summary>
    public async Task RunAsync(IEnumerable<string> files, CancellationToken cancellation = default)
    {
        NotebookDocument[] documents = [.. files.Select(NotebookDocument.Load)];
        CheckTargets(documents);
        foreach (NotebookDocument document in documents)
        {
            var clock = Stopwatch.StartNew();
            await ExecuteAsync(document, clock, cancellation);
            string? target = Target(document);
            if (target == document.FilePath && !document.IsUnchangedOnDisk())
                throw new RamException($"{target}: changed while it ran, so it was not written; run it again.");
            if (target is not null)
                AtomicFile.Write(target, document.ToBytes());
            string cells = Count.Of(document.CodeCells.Count, "cell");
            string written = target is null ? "" : $", written to {target}";
            Terminal.Say($"{document.FilePath}: {cells} in {Seconds(clock.Elapsed)}{written}");
        }
    }

    private void CheckTargets(NotebookDocument[] documents)
    {
        IGrouping<string, string>? twice = documents.Select(document => document.FilePath)
            .GroupBy(path => Path.GetFileName(path)).FirstOrDefault(group => group.Count() > 1);
        if (Out is not null && twice is not null)
            throw new RamException($"{string.Join(" and ", twice)} would both be written to "
                + $"{Path.Combine(Out, twice.Key)}; run them into different folders.");
        string[] inputs = InPlace ? [] : [.. documents.Select(document => document.FilePath)];
        foreach (string target in documents.Select(Target).OfType<string>())
            OutputFile.CheckFile(target, mustRename: InPlace, inputs);
    }

    private string? Target(NotebookDocument document) =>
        InPlace ? document.FilePath : Out is null ? null : Path.Combine(Out, Path.GetFileName(document.FilePath));

    private async Task ExecuteAsync(NotebookDocument document, Stopwatch clock, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(document.FilePath))!;
        var paths = new MachinePaths(folder);
        await using var kernel = new KernelProcess(Kernel, folder, Budget);
        foreach (NotebookCell cell in document.CodeCells)
        {
            TimeSpan started = clock.Elapsed, left = NotebookTimeout - started;
            var outputs = new CellOutputs(cell.CodeNumber, OutputCap, paths.Hide);
            string? error =
                await kernel.RunAsync(cell.Source, outputs, left < CellTimeout ? left : CellTimeout, cancellation);
            string outcome = $"{(error is null ? "passed" : "failed")}, {Seconds(clock.Elapsed - started)}";
            Terminal.Note($"{document.FilePath}: cell {cell.CodeNumber} of {document.CodeCells.Count} {outcome}");
            if (error is not null && clock.Elapsed >= NotebookTimeout)
                error = Invariant(
                    $": the notebook took longer than {NotebookTimeout.TotalSeconds:0.###} s and was stopped");
            if (error is not null)
                throw new RamException($"{document.FilePath}: {cell.Name}{paths.Hide(error)}");
            NotebookJson.Set(cell.Json, "execution_count", cell.CodeNumber);
            NotebookJson.Set(cell.Json, "outputs", outputs.Close());
        }
    }

    private static string Seconds(TimeSpan time) => Invariant($"{time.TotalSeconds:0.0} s");
}
