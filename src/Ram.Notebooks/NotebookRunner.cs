using Ram.Notebooks.Documents;
using Ram.Notebooks.Execution;
namespace Ram.Notebooks;

/// <summary>Runs C# notebooks without .NET Interactive and without Jupyter, each in a process of its own.</summary>
public static class NotebookRunner
{
    /// <summary>Runs notebooks one after the other, cell by cell, up to the first failure. All files are read and
    /// checked before the first cell runs. A notebook is written only once all of its cells have passed.</summary>
    /// <param name="files">The notebooks, in the order to run them.</param>
    /// <param name="options">Budget, limits, and where the result goes.</param>
    /// <param name="progress">Told before and after each cell; null for nobody.</param>
    /// <param name="cancellation">Kills the running notebook's process; nothing of it is written.</param>
    /// <returns>What ran, and the first failure if there was one.</returns>
    /// <exception cref="NotebookException">A notebook cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<RunReport> RunAsync(
        IEnumerable<string> files,
        RunnerOptions options,
        IProgress<CellProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        var results = new List<NotebookResult>();
        var cells = 0;
        List<NotebookDocument> documents = [];
        foreach (var file in files)
        {
            try
            {
                var document = NotebookDocument.Load(file);
                if (RunnableCheck.Find(document) is { } problem)
                    return new RunReport(results, cells, problem);
                documents.Add(document);
            }
            catch (NotebookException error)
            {
                var message = error.Message.StartsWith(file + ": ", StringComparison.Ordinal)
                    ? error.Message[(file.Length + 2)..]
                    : error.Message;
                return new RunReport(results, cells, new RunFailure(file, null, null, null, null, message));
            }
        }
        CheckTargets(documents, options);
        foreach (var document in documents)
        {
            var run = new NotebookRun(document, options, progress);
            var failure = await run.ExecuteAsync(cancellation);
            cells += run.CellsPassed;
            if (failure is not null)
                return new RunReport(results, cells, failure);
            results.Add(run.Skipped
                ? new NotebookResult(document.Path, run.CellsPassed, run.Elapsed, null, "needs packages from the network")
                : new NotebookResult(document.Path, run.CellsPassed, run.Elapsed, Write(document, options)));
        }
        return new RunReport(results, cells, null);
    }

    private static void CheckTargets(List<NotebookDocument> documents, RunnerOptions options)
    {
        if (options.Out is null)
            return;
        if (options.InPlace)
            throw new NotebookException("Write in place or to a folder, not both.");
        var twice = documents.GroupBy(document => Path.GetFileName(document.Path)).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new NotebookException($"{string.Join(" and ", twice.Select(document => document.Path))} would both be "
                + $"written to {Path.Combine(options.Out, twice.Key)}; run them into different folders.");
    }

    private static string? Write(NotebookDocument document, RunnerOptions options)
    {
        if (options.Out is { } folder)
        {
            var target = Path.Combine(folder, Path.GetFileName(document.Path));
            AsideFile.Write(target, document.ToBytes());
            return target;
        }
        if (!options.InPlace)
            return null;
        if (!document.IsUnchangedOnDisk())
            throw new NotebookException($"{document.Path}: changed while it ran, so it was not written; run it again.");
        AsideFile.Write(document.Path, document.ToBytes());
        return document.Path;
    }
}
