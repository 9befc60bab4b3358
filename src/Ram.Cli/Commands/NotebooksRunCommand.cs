using Ram.Cli.Notebooks;

namespace Ram.Cli.Commands;

/// <summary><c>ram notebooks run</c>.</summary>
internal sealed class NotebooksRunCommand(Terminal terminal) : CliCommand(
    "run", "Run every cell; stop at the first that fails.",
    ("notebooks run", "Check that all notebooks run"),
    ("notebooks run notebooks/01-the-retina.ipynb --in-place", "Make one notebook's outputs anew"))
{
    private const string Folder = "notebooks";

    private readonly Argument<string[]> _files = new("files")
    {
        Description = $"Notebooks, or folders of them ({Folder}/solutions, for example); default: the series",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string?> _budget =
        Choice.Of("--budget", "How long experiments train; default: quick", ["quick", "full"]);
    private readonly Option<bool> _inPlace = Flag.Of("--in-place", "Write the outputs into the notebooks themselves");
    private readonly Option<string?> _out = FileOption.Of(
        "--out", "Write the executed notebooks into this folder; default: run them and write nothing", "DIR");

    protected override void Run()
    {
        CheckAtMostOne(_inPlace, _out);
        string[] files = Get(_files) is { Length: > 0 } named
            ? [.. named.SelectMany(file => Directory.Exists(file) ? NotebooksIn(file) : [file])]
            : NotebooksIn(Folder);
        using var stop = new StopSignal();
        var options = new RunnerOptions
        {
            Kernel = Dotnet.BuildKernel(terminal, stop.Token),
            Budget = Get(_budget) ?? "quick",
            InPlace = Get(_inPlace),
            Out = Get(_out),
            CellEnded = terminal.Error.WriteLine,
            NotebookEnded = terminal.Output.WriteLine,
        };
        KeepDataFolder();
        NotebookRunner.RunAsync(files, options, stop.Token).GetAwaiter().GetResult();
    }

    private static string[] NotebooksIn(string folder)
    {
        string[] all = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.ipynb") : [];
        Array.Sort(all, StringComparer.Ordinal);
        return all.Length > 0
            ? all
            : throw new RamException(
                $"There are no notebooks in {Path.GetFullPath(folder)}; name them, or start in the project's folder.");
    }

    // Cells run in their notebook's folder, from where a relative path would lead elsewhere.
    private static void KeepDataFolder()
    {
        string? folder = Environment.GetEnvironmentVariable(Mnist.Variable);
        if (!string.IsNullOrWhiteSpace(folder))
            Environment.SetEnvironmentVariable(Mnist.Variable, Path.GetFullPath(folder));
    }
}
