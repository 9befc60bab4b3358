using System.CommandLine;
using Ram.Cli.Options;
using Ram.Cli.Slurm;
using Ram.Cli.Training;
using Ram.Data;
using Ram.Experiments;
using Ram.Figures;
using Ram.Files;
using Ram.Training;

namespace Ram.Cli.Commands;

/// <summary><c>ram experiment</c>.</summary>
internal sealed class ExperimentCommand : Command, IShowsExamples
{
    private const double CheckpointSeconds = 180;

    private static readonly string _scratch = Path.Combine(OutputFile.Folder, "experiments");

    private readonly Argument<string[]> _names = Choice.SeveralArguments(
        "NAME", "What to train; of several, what is missing", [.. Experiment.All.Select(experiment => experiment.Name)]);
    private readonly Option<bool> _list = Flag.Of("--list", "Show all experiments, how they stand and how long they take");
    private readonly Option<bool> _all = Flag.Of(
        "--all", "Train what is missing, the shortest first; goes on from checkpoints, and past what fails");
    private readonly Option<ulong?> _seed = Number.Seed(
        "The seed of everything random; results of other seeds than 1 bear it in their name; default: 1");
    private readonly Option<int?> _seeds = Number.Whole(
        "--seeds", "Train what is missing by each seed from 1 to this one; default: one seed", 1, 1000);
    private readonly Option<bool> _missing = Flag.Of(
        "--missing", "Train NAME only if it has no result yet, from its checkpoint if it has one");
    private readonly Option<string?> _recipe = Choice.Of(
        "--recipe", $"How to train; default: {ExperimentRun.RecipeNames[0]}",
        ExperimentRun.RecipeNames);
    private readonly Option<int?> _epochs = Number.Whole(
        "--epochs", "The passes over the training images; default: those of the experiment", 1, int.MaxValue);
    private readonly Option<int?> _threads = Number.Threads();
    private readonly Option<string?> _checkpoint = FileOption.Of(
        "--checkpoint", $"Receives the state of the training while it runs; default: {_scratch}/NAME.checkpoint");
    private readonly Option<double?> _checkpointEvery = Number.Positive(
        "--checkpoint-every", $"The seconds from one checkpoint to the next; default: {CheckpointSeconds}", 86400);
    private readonly Option<bool> _resume = Flag.Of(
        "--resume", "Go on from the checkpoint; the result is that of an unbroken training");
    private readonly Option<string?> _folder = FileOption.Of(
        "--folder", "The folder of results/, models/ and kept checkpoints/; default: data here or in a folder above", "DIR");
    private readonly Option<string?> _scratchFolder = FileOption.Of(
        "--scratch", $"The folder of checkpoints and of models that are not kept; default: {_scratch}", "DIR");
    private readonly Option<bool> _json = Flag.Json("With --list: print one JSON object");
    private readonly SlurmOptions _slurm = new();

    /// <summary>The command.</summary>
    public ExperimentCommand(Terminal terminal, TaskLoader tasks)
        : base(
            "experiment",
            "Train a row of the paper's tables, test it once and keep the result. Ctrl-C saves a checkpoint.")
    {
        Add(_names);
        foreach (Option option in new Option[]
        {
            _list, _all, _seed, _seeds, _missing, _recipe, _epochs, _threads, _checkpoint, _checkpointEvery, _resume, _folder,
            _scratchFolder, _json,
        }.Concat(_slurm.All))
            Add(option);
        SetAction(parsed => Run(terminal, tasks, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("experiment --list", "What there is, what is done and what is missing"),
        ("experiment mnist-7", "Train the paper's best model of MNIST"),
        ("experiment cluttered-60-8 --seed 2 --resume", "Go on with another seed"),
        ("experiment --all", "Train all that is missing; the same again after Ctrl-C"),
        ("experiment mnist-7 cluttered-60-8 --seeds 5 --slurm --time 4:00:00", "Two rows by five seeds on a cluster"),
    ];

    private int Run(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        CheckUsage(parsed);
        var folders = new ExperimentFolders(
            parsed.GetValue(_folder) ?? ExperimentFolders.DefaultData, parsed.GetValue(_scratchFolder) ?? _scratch);
        ExperimentRun[] runs = Runs(parsed);
        if (_slurm.Of(parsed, _list, _seed, _threads, _checkpoint, _resume, _missing) is SlurmRequest slurm)
            return RunOnSlurm(terminal, parsed, folders, runs, slurm);
        if (parsed.GetValue(_list))
            List(terminal, parsed, folders, runs);
        else if (parsed.GetValue(_all) || runs.Length > 1)
            return TrainMissing(terminal, tasks, parsed, folders, runs);
        else if (parsed.GetValue(_missing) && File.Exists(folders.Result(runs[0])))
            terminal.Note($"{runs[0].Name} is done: {folders.Result(runs[0])}.");
        else
            Train(
                terminal, tasks, parsed, folders, runs[0], parsed.GetValue(_resume)
                || (parsed.GetValue(_missing) && folders.FindCheckpoint(runs[0]) is not null));
        return ExitCode.Success;
    }

    private void CheckUsage(ParseResult parsed)
    {
        string[] names = parsed.GetValue(_names) ?? [];
        bool list = parsed.GetValue(_list), all = parsed.GetValue(_all);
        if (new[] { names.Length > 0, list, all }.Count(given => given) != 1)
            throw new UsageException(
                "One of NAME, --list and --all is needed, and only one of them; --list shows the names.");
        if (parsed.GetValue(_seed) is not null && parsed.GetValue(_seeds) is not null)
            throw new UsageException("--seed and --seeds are both given; allowed: one of them.");
        if ((names.Length != 1 || parsed.GetValue(_seeds) > 1)
            && (parsed.GetValue(_resume) || parsed.GetValue(_checkpoint) is not null))
            throw new UsageException(
                "--resume and --checkpoint are for one training, NAME; a list goes on from checkpoints by itself.");
        if (parsed.GetValue(_json) && !list)
            throw new UsageException("--json is given without --list, which it is for.");
    }

    private ExperimentRun[] Runs(ParseResult parsed)
    {
        IEnumerable<Experiment> rows = parsed.GetValue(_names) is { Length: > 0 } names
            ? names.Select(Experiment.Find)
            : Experiment.All;
        ulong[] seeds = parsed.GetValue(_seeds) is int most
            ? [.. Enumerable.Range(1, most).Select(seed => (ulong)seed)]
            : [parsed.GetValue(_seed) ?? 1];
        return [.. rows.SelectMany(row => seeds.Select(seed => Chosen(parsed, row, seed)))];
    }

    private ExperimentRun Chosen(ParseResult parsed, Experiment experiment, ulong seed) => new(
        experiment, parsed.GetValue(_recipe) ?? ExperimentRun.RecipeNames[0], seed, parsed.GetValue(_epochs));

    private void List(Terminal terminal, ParseResult parsed, ExperimentFolders folders, ExperimentRun[] runs)
    {
        if (parsed.GetValue(_folder) is null && !Directory.Exists(folders.Results))
            throw new RamException(
                $"There are no results here: no {folders.Results} in {Directory.GetCurrentDirectory()} or a folder above; "
                + "start in the project's folder or name another with --folder.");
        var list = ExperimentList.Of(runs, folders);
        Table table = list.ToTable();
        terminal.Output.WriteLine(parsed.GetValue(_json) ? list.ToJson() : table.ToMarkdown() + table.Caption);
    }

    private int RunOnSlurm(
        Terminal terminal, ParseResult parsed, ExperimentFolders folders, ExperimentRun[] runs, SlurmRequest request)
    {
        Experiment[] rows = [.. Experiment.All];
        string recipe = runs[0].RecipeName;
        string arguments = CommandLine.Join(
        [
            "--missing", "--recipe", recipe, .. Given(parsed, _epochs), .. Given(parsed, _checkpointEvery),
            "--folder", folders.Data, "--scratch", folders.Scratch,
        ]);
        var array = new SlurmArray(
            $"experiment-{recipe}", folders.Scratch,
            $$"""
            rows=({{string.Join(' ', rows.Select(row => row.Name))}})
            row=${rows[SLURM_ARRAY_TASK_ID % ${#rows[@]}]}
            seed=$((SLURM_ARRAY_TASK_ID / ${#rows[@]} + 1))

            """,
            "experiment \"$row\" --seed \"$seed\" " + arguments,
            [.. runs.Select(run => new SlurmTask(
                Array.IndexOf(rows, run.Experiment) + rows.Length * ((int)run.Seed - 1), run.Name, folders.Result(run)))]);
        bool complete = new SlurmRun(terminal, request, array, done => RunResult.Load(done.ResultPath).TestErrorPercent)
            .Finish();
        if (!request.ScriptOnly)
            List(terminal, parsed, folders, runs);
        return complete ? ExitCode.Success : ExitCode.Failure;
    }

    private int TrainMissing(
        Terminal terminal, TaskLoader tasks, ParseResult parsed, ExperimentFolders folders, ExperimentRun[] runs)
    {
        ExperimentRun[] missing = [.. ExperimentList.Of(runs, folders).Missing];
        int failed = 0;
        foreach ((int index, ExperimentRun run) in missing.Index())
        {
            terminal.Note($"{run.Name}, {index + 1} of {missing.Length}");
            try
            {
                Train(terminal, tasks, parsed, folders, run, resume: folders.FindCheckpoint(run) is not null);
            }
            catch (RamException error)
            {
                failed++;
                terminal.Note($"{run.Name} failed: {error.Message}");
            }
        }
        int done = runs.Length - missing.Length;
        terminal.Say($"{missing.Length - failed} trained, {failed} failed, {done} were done before.");
        return failed == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private void Train(
        Terminal terminal, TaskLoader tasks, ParseResult parsed, ExperimentFolders folders, ExperimentRun run,
        bool resume)
    {
        TrainingPlan plan = Plan(parsed, folders, run, resume);
        DigitTask data = tasks.LoadMnist(plan.Task, run.Seed);
        if (resume && !File.Exists(plan.StopPath) && folders.FindCheckpoint(run) is string kept)
            TakeOver(terminal, kept, plan.StopPath);
        RunResult result = new TrainingSession(terminal, plan, TrainingData.Of(data, plan.Recipe)).Run().Result;
        // The result says all that a finished checkpoint does; one that is left would be taken for work to do.
        foreach (string checkpoint in new[] { plan.StopPath, folders.KeptCheckpoint(run) }.Where(File.Exists))
            File.Delete(AtomicFile.Resolve(checkpoint));
        Report(terminal, run, result);
        terminal.Say($"Wrote {plan.ResultPath} and {plan.ModelPath}.");
    }

    private static void Report(Terminal terminal, ExperimentRun run, RunResult result)
    {
        string images = $"{result.TestErrors} of {result.TestImages} images of {result.Data}";
        terminal.Say(
            $"{run.Name}: test error {result.TestErrorPercent:0.00}% ± {result.StandardErrorPercent:0.00} ({images}).");
    }

    private TrainingPlan Plan(ParseResult parsed, ExperimentFolders folders, ExperimentRun run, bool resume)
    {
        Recipe recipe = run.Recipe;
        TrainingOptions training = recipe.Training;
        training = training with { Threads = parsed.GetValue(_threads) ?? training.Threads };
        var plan = new TrainingPlan(
            run.Experiment.Task, recipe with { Training = training }, run.Arguments, folders.Model(run))
        {
            Network = run.Experiment.Network,
            ResultPath = folders.Result(run),
            CheckpointPath = parsed.GetValue(_checkpoint) ?? folders.Checkpoint(run),
            CheckpointEvery = TimeSpan.FromSeconds(parsed.GetValue(_checkpointEvery) ?? CheckpointSeconds),
            Resume = resume,
            ResumeArguments = [.. Given(parsed, _folder), .. Given(parsed, _scratchFolder), .. Given(parsed, _threads)],
        };
        plan.CheckApart();
        return plan;
    }

    private static void TakeOver(Terminal terminal, string kept, string checkpoint)
    {
        OutputFile.CheckFile(checkpoint, mustRename: true, kept);
        File.Copy(kept, checkpoint);
        terminal.Note($"{checkpoint} does not exist; going on from {kept}.");
    }

    private static string[] Given<T>(ParseResult parsed, Option<T> option) =>
        parsed.GetValue(option) is { } value ? [option.Name, FormattableString.Invariant($"{value}")] : [];
}
