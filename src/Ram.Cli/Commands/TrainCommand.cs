using System.CommandLine;
using Ram.Cli.Options;
using Ram.Cli.Training;
using Ram.Data;
using Ram.Experiments;
using Ram.Model;
using Ram.Training;

namespace Ram.Cli.Commands;

/// <summary><c>ram train</c>.</summary>
internal sealed class TrainCommand : Command, IShowsExamples
{
    private static readonly string _defaultRecipe = Recipe.Names[0];

    private readonly Argument<string?> _task = Choice.TaskArgument("What to learn");
    private readonly Option<int?> _glimpses = Number.Whole(
        "--glimpses", $"How often the model looks at an image; {RecipeDefault.Of(recipe => recipe.Model.Glimpses)}",
        1, 1000);
    private readonly Option<int?> _patchSize = Number.Whole(
        "--patch-size", $"The side of a patch in pixels; {RecipeDefault.Of(recipe => recipe.Model.PatchSize)}",
        1, 1024);
    private readonly Option<int?> _patches = Number.Whole(
        "--patches", "The patches of a glimpse, each twice as wide as the one before and as coarse; "
        + RecipeDefault.Of(recipe => recipe.Model.Patches), 1, 16);
    private readonly Option<string?> _core = Choice.Of(
        "--core", $"The recurrence of the core network; {RecipeDefault.Of(recipe => CoreName(recipe.Model.Core))}",
        [.. Enum.GetValues<CoreKind>().Select(CoreName)]);
    private readonly Option<double?> _std = Number.Positive(
        "--std", "The standard deviation of the next location at the end of the training, half an image being 1; "
        + RecipeDefault.Of(recipe => recipe.Model.Std), 1000);
    private readonly Option<int?> _epochs = Number.Whole(
        "--epochs", $"The passes over the training images; {RecipeDefault.Of(recipe => recipe.Training.Epochs)}",
        1, int.MaxValue);
    private readonly Option<long?> _updates = Number.Whole(
        "--updates", "The updates of the weights, in place of --epochs; default: those of the epochs", 1, long.MaxValue);
    private readonly Option<int?> _batch = Number.Whole(
        "--batch", $"The images of an update; {RecipeDefault.Of(recipe => recipe.Training.Batch)}", 1, 1 << 20);
    private readonly Option<int?> _rollouts = Number.Whole(
        "--rollouts", "The rollouts of each image in an update, M; "
        + RecipeDefault.Of(recipe => recipe.Training.Rollouts), 1, 1 << 14);
    private readonly Option<double?> _rate = Number.Positive(
        "--rate", $"The first learning rate; {RecipeDefault.Of(recipe => recipe.Training.Rate.Start)}", 1000);
    private readonly Option<ulong?> _seed = Number.Whole(
        "--seed", $"The seed of everything random; {RecipeDefault.Of(recipe => recipe.Training.Seed)}",
        0UL, ulong.MaxValue);
    private readonly Option<int?> _threads = Number.Whole(
        "--threads", "The threads, which do not change the result; default: one a core", 1, 1024);
    private readonly Option<string?> _recipe = Choice.Of(
        "--recipe", $"The best that we know, the paper's, or a minute's; default: {_defaultRecipe}", Recipe.Names);
    private readonly Option<string?> _out = FileOption.Of(
        "--out", "Receives the model that is best on validation, and its result beside it as .json; "
        + "default: artifacts/TASK.safetensors", "MODEL");
    private readonly CheckpointOptions _checkpoint = new();

    /// <summary>The command.</summary>
    public TrainCommand(Terminal terminal, TaskLoader tasks)
        : base("train", "Train a model on a task. Ctrl-C saves a checkpoint and says how to resume.")
    {
        Add(_task);
        foreach (Option option in new Option[]
        {
            _glimpses, _patchSize, _patches, _core, _std, _epochs, _updates, _batch, _rollouts, _rate, _seed, _threads, _recipe,
            _out,
        }.Concat(_checkpoint.All))
            Add(option);
        SetAction(parsed => Run(terminal, tasks, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("train mnist --glimpses 6", "Learn MNIST with six glimpses, some ten minutes on two cores"),
        ("train mnist --recipe paper --checkpoint artifacts/paper.checkpoint",
            "Train as the paper did, safe from power cuts"),
    ];

    private int Run(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        TrainingPlan plan = Plan(parsed);
        DigitTask data = tasks.Load(plan.Task, plan.Recipe.Training.Seed);
        TrainedModel trained = new TrainingSession(terminal, plan, data).Run();
        RunResult result = trained.Result;
        string rollouts = $"{result.TestImages} images of {result.Data}, one deterministic rollout each";
        terminal.Say($"Test error {result.TestErrorPercent:0.00}% ({result.TestErrors} of {rollouts}).");
        terminal.Say($"Wrote {plan.ModelPath} and {plan.ResultPath}.");
        string look = CommandLine.Of(["look", "--model", plan.ModelPath, "--task", plan.Task]);
        terminal.Note($"See how it looks:  {look}");
        return ExitCode.Success;
    }

    private TrainingPlan Plan(ParseResult parsed)
    {
        string task = parsed.GetRequiredValue(_task)!;
        if (parsed.GetValue(_epochs) is not null && parsed.GetValue(_updates) is not null)
            throw new UsageException("--epochs and --updates are both given; allowed: one of them.");
        Recipe recipe = Overridden(parsed, Recipe.Find(parsed.GetValue(_recipe) ?? _defaultRecipe, task));
        string model = parsed.GetValue(_out) ?? Path.Combine(OutputFile.Folder, task + ".safetensors");
        return _checkpoint.Of(parsed, new TrainingPlan(task, recipe, _checkpoint.Reproducing(parsed), model));
    }

    private Recipe Overridden(ParseResult parsed, Recipe recipe)
    {
        (RamOptions model, TrainingOptions training) = (recipe.Model, recipe.Training);
        model = model with
        {
            Glimpses = parsed.GetValue(_glimpses) ?? model.Glimpses,
            PatchSize = parsed.GetValue(_patchSize) ?? model.PatchSize,
            Patches = parsed.GetValue(_patches) ?? model.Patches,
            Core = parsed.GetValue(_core) is string core ? Enum.Parse<CoreKind>(core, ignoreCase: true) : model.Core,
            Std = parsed.GetValue(_std) ?? model.Std,
        };
        training = training with
        {
            Epochs = parsed.GetValue(_epochs) ?? training.Epochs,
            Updates = parsed.GetValue(_updates) ?? training.Updates,
            Batch = parsed.GetValue(_batch) ?? training.Batch,
            Rollouts = parsed.GetValue(_rollouts) ?? training.Rollouts,
            Rate = training.Rate with { Start = parsed.GetValue(_rate) ?? training.Rate.Start },
            Seed = parsed.GetValue(_seed) ?? training.Seed,
            Threads = parsed.GetValue(_threads) ?? training.Threads,
        };
        try
        {
            return recipe with { Model = model.Validate(), Training = training.Validate() };
        }
        catch (RamException error)
        {
            throw new UsageException(error.Message, error);
        }
    }

    private static string CoreName(CoreKind core) => core == CoreKind.Lstm ? "lstm" : "rectifier";
}
