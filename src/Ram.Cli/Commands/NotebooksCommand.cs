using System.CommandLine;
using Ram.Cli.Notebooks;
using Ram.Cli.Options;
using Ram.Cli.Training;
using Ram.Data;

namespace Ram.Cli.Commands;

/// <summary><c>ram notebooks run</c>.</summary>
internal sealed class NotebooksCommand : Command
{
    private const string Folder = "notebooks";

    /// <summary>The command with its one part.</summary>
    public NotebooksCommand(Terminal terminal) : base("notebooks", "Run the notebooks without a notebook server.") =>
        Add(new RunPart(terminal));

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
            string[] files = Chosen(parsed.GetValue(_files));
            using var stop = new StopSignal();
            var options = new RunnerOptions
            {
                Kernel = Dotnet.BuildKernel(terminal, stop.Token),
                Budget = parsed.GetValue(_budget) ?? "quick",
                InPlace = parsed.GetValue(_inPlace),
                Out = parsed.GetValue(_out),
            };
            KeepDataFolder();
            RunReport report = NotebookRunner
                .RunAsync(files, options, new CellLines(terminal), stop.Token)
                .GetAwaiter().GetResult();
            foreach (NotebookResult result in report.Notebooks)
            {
                string written = result.Written is null ? "" : $", written to {result.Written}";
                terminal.Say($"{result.Notebook}: {result.CellsRun} cells in {result.Elapsed.TotalSeconds:0.0} s{written}");
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

    /// <summary>A line a cell. Unlike <see cref="Progress{T}"/> it writes at once, so that lines keep their order.</summary>
    private sealed class CellLines(Terminal terminal) : IProgress<CellProgress>
    {
        public void Report(CellProgress value)
        {
            if (value.State == CellState.Started)
                return;
            string outcome = value.State == CellState.Passed ? "passed" : "failed";
            terminal.Note(
                $"{value.Notebook}: cell {value.CodeCell} of {value.CodeCells} {outcome}, {value.Elapsed.TotalSeconds:0.0} s");
        }
    }
}
