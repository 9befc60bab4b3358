using System.CommandLine;
using Ram.Cli.Options;
using Ram.Cli.Training;
using Ram.Data;
using Ram.Notebooks;

namespace Ram.Cli.Commands;

/// <summary><c>ram notebooks run</c> and <c>ram notebooks export</c>.</summary>
internal sealed class NotebooksCommand : Command
{
    private const string Folder = "notebooks";

    /// <summary>The command with its two parts.</summary>
    public NotebooksCommand(Terminal terminal)
        : base("notebooks", "Run the notebooks without a notebook server, or turn them into web pages.")
    {
        Add(new RunPart(terminal));
        Add(new ExportPart(terminal));
    }

    private static Argument<string[]> Files() => new("files")
    {
        Description = $"Notebooks, or folders of them; default: all of {Folder}/, in the order of their names",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static string[] Chosen(string[]? files) => files is { Length: > 0 }
        ? [.. files.SelectMany(file => Directory.Exists(file) ? NotebooksIn(file) : [file])]
        : NotebooksIn(Folder);

    private static string[] NotebooksIn(string folder)
    {
        string[] all = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.ipynb") : [];
        Array.Sort(all, StringComparer.Ordinal);
        return all.Length > 0
            ? all
            : throw new RamException(
                $"There are no notebooks in {Path.GetFullPath(folder)}; name them, or start in the project's folder.");
    }

    private sealed class RunPart : Command, IShowsExamples
    {
        private readonly Argument<string[]> _files = Files();
        private readonly Option<string?> _budget =
            Choice.Of("--budget", "How long experiments train; default: quick", ["quick", "full"]);
        private readonly Option<bool> _inPlace = Flag.Of("--in-place", "Write the outputs into the notebooks themselves");
        private readonly Option<string?> _out = FileOption.Of(
            "--out", "Write the executed notebooks into this folder; default: run them and write nothing", "DIR");

        public RunPart(Terminal terminal) : base("run", "Run every cell; stop at the first that fails.")
        {
            Add(_files);
            foreach (Option option in new Option[] { _budget, _inPlace, _out })
                Add(option);
            SetAction(parsed => Run(terminal, parsed));
        }

        public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
        [
            ("notebooks run", "Check that all notebooks run"),
            ("notebooks run notebooks/01-the-retina.ipynb --in-place", "Make one notebook's outputs anew"),
        ];

        private int Run(Terminal terminal, ParseResult parsed)
        {
            if (parsed.GetValue(_inPlace) && parsed.GetValue(_out) is not null)
                throw new UsageException("--in-place and --out are both given; allowed: one of them.");
            var options = new RunnerOptions
            {
                Budget = parsed.GetValue(_budget) == "full" ? Budget.Full : Budget.Quick,
                InPlace = parsed.GetValue(_inPlace),
                Out = parsed.GetValue(_out),
            };
            KeepDataFolder();
            using var stop = new StopSignal();
            RunReport report = NotebookRunner
                .RunAsync(Chosen(parsed.GetValue(_files)), options, new CellLines(terminal), stop.Token)
                .GetAwaiter().GetResult();
            foreach (NotebookResult result in report.Notebooks)
            {
                string written = result.Written is null ? "" : $", written to {result.Written}";
                string ran = $"{result.CellsRun} cells in {result.Elapsed.TotalSeconds:0.0} s{written}";
                terminal.Say($"{result.Notebook}: {(result.Skipped is { } reason ? $"skipped: {reason}" : ran)}");
            }
            return report.Failure is RunFailure failure
                ? throw new RamException($"{failure}")
                : ExitCode.Success;
        }

        // Cells run in their notebook's folder, from where a relative path would lead elsewhere.
        private static void KeepDataFolder()
        {
            string? folder = Environment.GetEnvironmentVariable(Mnist.Variable);
            if (!string.IsNullOrWhiteSpace(folder))
                Environment.SetEnvironmentVariable(Mnist.Variable, Path.GetFullPath(folder));
        }
    }

    private sealed class ExportPart : Command, IShowsExamples
    {
        private static readonly string _defaultFolder = Path.Combine(OutputFile.Folder, "site");

        private readonly Argument<string[]> _files = Files();
        private readonly Option<string?> _out =
            FileOption.Of("--out", $"Receives the pages; default: {_defaultFolder}", "DIR");

        public ExportPart(Terminal terminal)
            : base("export", "Turn the notebooks and their outputs into web pages that need no network.")
        {
            Add(_files);
            Add(_out);
            SetAction(parsed => Run(terminal, parsed));
        }

        public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
            [("notebooks export --out artifacts/site", "A small web site of all notebooks")];

        private int Run(Terminal terminal, ParseResult parsed)
        {
            ExportReport report = SiteExporter.Export(
                Chosen(parsed.GetValue(_files)), parsed.GetValue(_out) ?? _defaultFolder);
            foreach (string problem in report.Problems)
                terminal.Error.WriteLine(problem);
            terminal.Say($"Open {report.Pages[0]}.");
            return ExitCode.Success;
        }
    }

    /// <summary>A line a cell. Unlike <see cref="Progress{T}"/> it writes at once, so that lines keep their order.</summary>
    private sealed class CellLines(Terminal terminal) : IProgress<CellProgress>
    {
        public void Report(CellProgress value)
        {
            if (value.State == CellState.Started)
                return;
            string outcome = value.State switch
            {
                CellState.Passed => "passed",
                CellState.Skipped => "skipped",
                _ => "failed",
            };
            terminal.Note(
                $"{value.Notebook}: cell {value.CodeCell} of {value.CodeCells} {outcome}, {value.Elapsed.TotalSeconds:0.0} s");
        }
    }
}
