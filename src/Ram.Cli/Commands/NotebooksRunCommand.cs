using Ram.Cli.Notebooks;

namespace Ram.Cli.Commands;

/// <summary><c>ram notebooks run</c>.</summary>
internal sealed class NotebooksRunCommand(Terminal terminal) : CliCommand(
    "run", "Run every cell; stop at the first that fails.",
    ("notebooks run", "Check that all notebooks run"),
    ("notebooks run notebooks/01-the-retina.ipynb --in-place", "Make one notebook's outputs anew"))
{
    private const string Folder = "notebooks", Quick = "quick", Full = "full";

    private readonly Argument<string[]> _files = new("files")
    {
        Description = $"Notebooks, or folders of them ({Folder}/solutions, for example); default: the series",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string?> _budget =
        Choice("--budget", $"How long experiments train; default: {Quick}", [Quick, Full]);
    private readonly Option<bool> _inPlace = Flag("--in-place", "Write the outputs into the notebooks themselves");
    private readonly Option<string?> _out = FileName(
        "--out", "Write the executed notebooks into this folder; default: run them and write nothing", "DIR");

    protected override void Run()
    {
        Parsed.CheckAtMostOne([_inPlace, _out]);
        string[] files = Get(_files) is { Length: > 0 } named
            ? [.. named.SelectMany(file => Directory.Exists(file) ? NotebooksIn(file) : [file])] : NotebooksIn(Folder);
        Array.ForEach(files, file => NotebookDocument.Load(file)); // before the kernel is built, which takes minutes
        using var stop = new StopSignal();
        bool isFull = Get(_budget) == Full;
        var runner = new NotebookRunner(terminal, Dotnet.BuildKernel(terminal, stop.Token))
        {
            Budget = Get(_budget) ?? Quick,
            CellTimeout = TimeSpan.FromMinutes(isFull ? 720 : 10),
            NotebookTimeout = TimeSpan.FromHours(isFull ? 24 : 1),
            InPlace = Get(_inPlace),
            Out = Get(_out),
        };
        // Cells run in their notebook's folder, from where a relative path would lead elsewhere.
        if (Environment.GetEnvironmentVariable(Mnist.Variable) is string data && !string.IsNullOrWhiteSpace(data))
            Environment.SetEnvironmentVariable(Mnist.Variable, Path.GetFullPath(data));
        runner.RunAsync(files, stop.Token).GetAwaiter().GetResult();
    }

    private static string[] NotebooksIn(string folder)
    {
        string[] all = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.ipynb") : [];
        return all.Length > 0
            ? [.. all.Order(StringComparer.Ordinal)] : throw new RamException(
                $"There are no notebooks in {Path.GetFullPath(folder)}; name them, or start in the project's folder.");
    }
}
