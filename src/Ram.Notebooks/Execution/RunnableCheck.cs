using Ram.Notebooks.Documents;

namespace Ram.Notebooks.Execution;

/// <summary>Finds, before the first cell runs, what this runner cannot run.</summary>
internal static class RunnableCheck
{
    /// <summary>The first thing that cannot be run, or null.</summary>
    public static RunFailure? Find(NotebookDocument document)
    {
        var kernel = document.Kernel ?? document.Language;
        if (kernel is not null && !IsCSharp(kernel))
        {
            return new RunFailure(document.Path, null, null, null, null,
                $"its kernel is \"{kernel}\"; only C# notebooks with the kernel \".net-csharp\" can be run.");
        }
        return document.CodeCells.Select(cell => Find(document, cell)).FirstOrDefault(problem => problem is not null);
    }

    private static RunFailure? Find(NotebookDocument document, NotebookCell cell)
    {
        if (cell.Language is { } language && !IsCSharp(language))
        {
            return Failure(null,
                $"the cell's language is \"{language}\"; only C# cells can be run.");
        }
        if (CellDirectives.FindUnknownMagic(cell.Source) is { } magic)
        {
            return Failure(magic.Line,
                $"the magic command {magic.Name} is not supported, only #!csharp; remove it or write it in C#.");
        }
        return null;

        RunFailure Failure(int? line, string message) =>
            new(document.Path, cell.Number, cell.CodeNumber, line, null, message);
    }

    private static bool IsCSharp(string name) =>
        name.ToUpperInvariant() is ".NET-CSHARP" or "CSHARP" or "C#" or "DOTNET-INTERACTIVE.CSHARP" or "POLYGLOT-NOTEBOOK";
}
