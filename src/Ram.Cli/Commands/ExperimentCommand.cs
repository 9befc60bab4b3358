using System.CommandLine;
using Ram.Cli.Options;
using Ram.Cli.Training;
using Ram.Data;
using Ram.Experiments;
using Ram.Figures;
using Ram.Training;

namespace Ram.Cli.Commands;

/// <summary><c>ram experiment</c>.</summary>
internal sealed class ExperimentCommand : Command, IShowsExamples
{
    private const double CheckpointSeconds = 180;

    private static readonly string _scratch = Path.Combine(OutputFile.Folder, "experiments");

    private readonly Argument<string?> _name = Choice.OptionalArgument(
        "NAME", "What to train", [.. Experiment.All.Select(experiment => experiment.Name)]);
    private readonly Option<bool> _list = Flag.Of("--list", "Show all experiments, how they stand and how long they take");
    private readonly Option<bool> _all = Flag.Of(
        "--all", "Train what is missing, the shortest first; goes on from checkpoints, and past what fails");
    private readonly Option<ulong?> _seed = Number.Seed(
        "The seed of everything random; results of other seeds than 1 bear it in their name; default: 1");
    private readonly Option<string?> _recipe = Choice.Of(
        "--recipe", $"The best that we know or the paper's; default: {ExperimentRun.RecipeNames[0]}",
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

    /// <summary>The command.</summary>
    public ExperimentCommand(Terminal terminal, TaskLoader tasks)
        : base(
            "experiment",
            "Train a row of the paper's tables, test it once and keep the result. Ctrl-C saves a checkpoint.")
    {
        Add(_name);
        foreach (Option option in new Option[]
        {
            _list, _all, _seed, _recipe, _epochs, _threads, _checkpoint, _checkpointEvery, _resume, _folder,
            _scratchFolder, _json,
        })
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
    ];

    private int Run(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        CheckUsage(parsed);
        var folders = new ExperimentFolders(
            parsed.GetValue(_folder) ?? ExperimentFolders.DefaultData, parsed.GetValue(_scratchFolder) ?? _scratch);
        if (parsed.GetValue(_name) is string name)
            Train(terminal, tasks, parsed, folders, Chosen(parsed, Experiment.Find(name)), parsed.GetValue(_resume));
        else if (parsed.GetValue(_all))
            return TrainAll(terminal, tasks, parsed, folders);
        else
            List(terminal, parsed, folders);
        return ExitCode.Success;
    }

    private void CheckUsage(ParseResult parsed)
    {
        bool name = parsed.GetValue(_name) is not null, list = parsed.GetValue(_list), all = parsed.GetValue(_all);
        if (new[] { name, list, all }.Count(given => given) != 1)
            throw new UsageException(
                "One of NAME, --list and --all is needed, and only one of them; --list shows the names.");
        if (!name && (parsed.GetValue(_resume) || parsed.GetValue(_checkpoint) is not null))
            throw new UsageException(
                "--resume and --checkpoint are for one experiment, NAME; --all goes on from checkpoints by itself.");
        if (parsed.GetValue(_json) && !list)
            throw new UsageException("--json is given without --list, which it is for.");
    }

    private ExperimentRun Chosen(ParseResult parsed, Experiment experiment) => new(
        experiment, parsed.GetValue(_recipe) ?? ExperimentRun.RecipeNames[0], parsed.GetValue(_seed) ?? 1,
        parsed.GetValue(_epochs));

    private ExperimentList Load(ParseResult parsed, ExperimentFolders folders) =>
        ExperimentList.Of(Experiment.All.Select(experiment => Chosen(parsed, experiment)), folders);

    private void List(Terminal terminal, ParseResult parsed, ExperimentFolders folders)
    {
        if (parsed.GetValue(_folder) is null && !Directory.Exists(folders.Results))
            throw new RamException(
                $"There are no results here: no {folders.Results} in {Directory.GetCurrentDirectory()} or a folder above; "
                + "start in the project's folder or name another with --folder.");
        ExperimentList list = Load(parsed, folders);
        Table table = list.ToTable();
        terminal.Output.WriteLine(parsed.GetValue(_json) ? list.ToJson() : table.ToMarkdown() + table.Caption);
    }

    private int TrainAll(Terminal terminal, TaskLoader tasks, ParseResult parsed, ExperimentFolders folders)
    {
        ExperimentRun[] missing = [.. Load(parsed, folders).Missing];
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
        int done = Experiment.All.Count - missing.Length;
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
            File.Delete(checkpoint);
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
        OutputFile.Check(checkpoint);
        File.Copy(kept, checkpoint);
        terminal.Note($"{checkpoint} does not exist; going on from {kept}.");
    }

    private static string[] Given<T>(ParseResult parsed, Option<T> option) =>
        parsed.GetValue(option) is { } value ? [option.Name, FormattableString.Invariant($"{value}")] : [];
}
