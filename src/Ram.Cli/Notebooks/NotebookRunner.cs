using Ram.Files;

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
}

/// <summary>Runs C# notebooks without a notebook server, each in a kernel of its own.</summary>
internal static class NotebookRunner
{
    /// <summary>Runs notebooks one after the other, cell by cell, up to the first failure. All files are read and
    /// checked before the first cell runs. A notebook is written only once all of its cells have passed.</summary>
    /// <param name="files">The notebooks, in the order to run them.</param>
    /// <param name="options">Budget, limits, and where the result goes.</param>
    /// <param name="progress">Told before and after each cell; null for nobody.</param>
    /// <param name="cancellation">Kills the running notebook's process; nothing of it is written.</param>
    /// <returns>What ran, and the first failure if there was one.</returns>
    /// <exception cref="RamException">A notebook cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<RunReport> RunAsync(
        IEnumerable<string> files,
        RunnerOptions options,
        IProgress<CellProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var results = new List<NotebookResult>();
        var documents = new List<NotebookDocument>();
        int cells = 0;
        foreach (string file in files)
        {
            try
            {
                documents.Add(NotebookDocument.Load(file));
            }
            catch (RamException error)
            {
                return new RunReport(results, cells, new RunFailure(file, Message: error.Message));
            }
            if (documents[^1].FindProblem() is RunFailure problem)
                return new RunReport(results, cells, problem);
        }
        CheckTargets(documents, options);
        foreach (NotebookDocument document in documents)
        {
            var run = new NotebookRun(document, options, progress);
            RunFailure? failure = await run.ExecuteAsync(cancellation);
            cells += run.CellsPassed;
            if (failure is not null)
                return new RunReport(results, cells, failure);
            results.Add(new NotebookResult(document.Path, run.CellsPassed, run.Elapsed, Write(document, options)));
        }
        return new RunReport(results, cells, null);
    }

    private static void CheckTargets(List<NotebookDocument> documents, RunnerOptions options)
    {
        IGrouping<string, NotebookDocument>? twice = documents
            .GroupBy(document => Path.GetFileName(document.Path)).FirstOrDefault(group => group.Count() > 1);
        if (options.Out is not null && twice is not null)
            throw new RamException($"{string.Join(" and ", twice.Select(document => document.Path))} would both be "
                + $"written to {Path.Combine(options.Out, twice.Key)}; run them into different folders.");
        string[] inputs = options.InPlace ? [] : [.. documents.Select(document => document.Path)];
        foreach (NotebookDocument document in documents)
            if (Target(document, options) is string target)
                OutputFile.CheckFile(target, mustRename: options.InPlace, inputs);
    }

    private static string? Target(NotebookDocument document, RunnerOptions options) =>
        options.InPlace ? document.Path
        : options.Out is string folder ? Path.Combine(folder, Path.GetFileName(document.Path))
        : null;

    private static string? Write(NotebookDocument document, RunnerOptions options)
    {
        if (Target(document, options) is not string target)
            return null;
        if (options.InPlace && !document.IsUnchangedOnDisk())
            throw new RamException($"{document.Path}: changed while it ran, so it was not written; run it again.");
        document.Fingerprint = NotebookFingerprint.Of(document);
        AtomicFile.Write(target, document.ToBytes());
        return target;
    }
}
