using System.CommandLine;
using System.Globalization;
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
    private const string DefaultRecipe = "ours";
    private const double DefaultShare = 0.15;

    private readonly Argument<string?> _task = Choice.TaskArgument("What to learn");
    private readonly Option<string?> _folder = FileOption.Of(
        "--folder", "Learn your own pictures instead: a folder with one subfolder of pictures for each class; "
        + "default: none", "DIR");
    private readonly Option<string?> _images = FileOption.Of(
        "--images", "Learn your own images instead: [count, height, width] or [count, channels, height, width] in IDX, also "
        + "gzipped; default: none", "IDX");
    private readonly Option<string?> _labels = FileOption.Of(
        "--labels", "The classes of --images, [count] in IDX, also gzipped; default: none", "IDX");
    private readonly Option<(int Width, int Height)?> _size = SizeOption.Of(
        "--size", "Scale your own images to this size in pixels; default: their own size, which must be the same for all");
    private readonly Option<string?> _channels = Choice.Of(
        "--channels", "1 to see your own images in grey, 3 in colour; default: grey if all of them are", ["1", "3"]);
    private readonly Option<double?> _validation = Number.Positive(
        "--validation", "The share of your own images that is kept for validation; default: "
        + DefaultShare.ToString(CultureInfo.InvariantCulture), 0.5);
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
        "--epochs", "The passes over the training images; your own end earlier when nothing gets better; "
        + RecipeDefault.Of(recipe => recipe.Training.Epochs), 1, int.MaxValue);
    private readonly Option<long?> _updates = Number.Whole(
        "--updates", "The updates of the weights, in place of --epochs; default: those of the epochs", 1, long.MaxValue);
    private readonly Option<int?> _batch = Number.Whole(
        "--batch", $"The images of an update; {RecipeDefault.Of(recipe => recipe.Training.Batch)}", 1, 1 << 20);
    private readonly Option<int?> _rollouts = Number.Whole(
        "--rollouts", "The rollouts of each image in an update, M; "
        + RecipeDefault.Of(recipe => recipe.Training.Rollouts), 1, 1 << 14);
    private readonly Option<double?> _rate = Number.Positive(
        "--rate", $"The first learning rate; {RecipeDefault.Of(recipe => recipe.Training.Rate.Start)}", 1000);
    private readonly Option<ulong?> _seed = Number.Seed();
    private readonly Option<int?> _threads = Number.Threads();
    private readonly Option<string?> _recipe = Choice.Of(
        "--recipe", $"The best that we know, the paper's, or the shortest; default: {DefaultRecipe}", Recipe.Names);
    private readonly Option<string?> _out = FileOption.Of(
        "--out", "Receives the model that is best on validation, and its result beside it as .json; "
        + "default: artifacts/TASK.safetensors", "MODEL");
    private readonly CheckpointOptions _checkpoint = new();

    /// <summary>The command.</summary>
    public TrainCommand(Terminal terminal, TaskLoader tasks)
        : base(
            "train",
            "Train a model on a task of the paper, or on your own images. Ctrl-C saves a checkpoint and says how to resume.")
    {
        Add(_task);
        foreach (Option option in new Option[]
        {
            _folder, _images, _labels, _size, _channels, _validation, _glimpses, _patchSize, _patches, _core, _std, _epochs,
            _updates, _batch, _rollouts, _rate, _seed, _threads, _recipe, _out,
        }.Concat(_checkpoint.All))
            Add(option);
        SetAction(parsed => Run(terminal, tasks, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("train mnist --glimpses 6", "Learn MNIST with six glimpses, some ten minutes on two cores"),
        ("train cluttered-60 --recipe sprint", "Come to the paper's figure in minutes"),
        ("train mnist --recipe paper --resume", "Train as the paper did; go on after a power cut"),
        ("train --folder pictures --glimpses 8", "Learn your own pictures, in pictures/cat, pictures/dog and so on"),
    ];

    private int Run(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        CheckUsage(parsed);
        (TrainingPlan plan, TrainingData data) = parsed.GetValue(_task) is string task
            ? PrepareTask(tasks, parsed, task)
            : PrepareOwn(terminal, parsed);
        RunResult result = new TrainingSession(terminal, plan, data).Run().Result;
        if (data.Test is null)
            terminal.Say($"Validation error {result.ValidationErrorPercent:0.00}% of {data.Validation.Count} images.");
        else
            terminal.Say(
                $"Test error {result.TestErrorPercent:0.00}% ({result.TestErrors} of {result.TestImages} images of {result.Data}, one deterministic rollout each).");
        terminal.Say($"Wrote {plan.ModelPath} and {plan.ResultPath}.");
        string[] images = data.Test is null ? ["--image", "PICTURE"] : ["--task", plan.Task];
        terminal.Note($"See how it looks:  {CommandLine.Of(["look", "--model", plan.ModelPath, .. images])}");
        return ExitCode.Success;
    }

    private void CheckUsage(ParseResult parsed)
    {
        bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
        bool task = parsed.GetValue(_task) is not null, folder = IsGiven(_folder);
        if (IsGiven(_images) != IsGiven(_labels))
            throw new UsageException("--images and --labels go together; one of them is missing.");
        int sources = new[] { task, folder, IsGiven(_images) }.Count(given => given);
        string allowed = $"TASK, which is one of {string.Join(", ", DigitTask.Names)}; "
            + "or your own images, --folder DIR, or --images IDX --labels IDX. See ram train --help.";
        if (sources == 0)
            throw new UsageException($"What to learn is missing: {allowed}");
        if (sources > 1)
            throw new UsageException($"More than one thing to learn is given; allowed: {allowed}");
        Option? own = new Option[] { _size, _channels, _validation }.FirstOrDefault(IsGiven);
        if (task && own is not null)
            throw new UsageException($"{own.Name} is for your own images, --folder or --images, and not for a TASK.");
        if (!task && IsGiven(_recipe))
            throw new UsageException("--recipe is for a TASK; your own images have a recipe that fits their size.");
        if (IsGiven(_epochs) && IsGiven(_updates))
            throw new UsageException("--epochs and --updates are both given; allowed: one of them.");
    }

    private (TrainingPlan Plan, TrainingData Data) PrepareTask(TaskLoader tasks, ParseResult parsed, string task)
    {
        Recipe recipe = Overridden(parsed, Recipe.Find(parsed.GetValue(_recipe) ?? DefaultRecipe, task));
        TrainingPlan plan = Plan(parsed, task, recipe);
        return (plan, TrainingData.Of(tasks.Load(task, recipe.Training.Seed), recipe));
    }

    private (TrainingPlan Plan, TrainingData Data) PrepareOwn(Terminal terminal, ParseResult parsed)
    {
        (string? folder, string? images, string? labels) =
            (parsed.GetValue(_folder), parsed.GetValue(_images), parsed.GetValue(_labels));
        OwnData own = terminal.During("Reading images", () => OwnData.Load(
            folder, images, labels, parsed.GetValue(_size),
            parsed.GetValue(_channels) is string channels ? int.Parse(channels, CultureInfo.InvariantCulture) : null,
            parsed.GetValue(_validation) ?? DefaultShare, parsed.GetValue(_seed) ?? 1));
        Recipe recipe = Overridden(parsed, OwnRecipe.For(own.Train));
        TrainingPlan plan = Plan(parsed, own.Name.Split('.')[0], recipe) with { Inputs = [folder, images, labels] };
        foreach (string note in own.Notes.Concat(OwnRecipe.Notes(recipe, own.Train)))
            terminal.Error.WriteLine(note);
        return (plan, TrainingData.Of(own, recipe));
    }

    private TrainingPlan Plan(ParseResult parsed, string name, Recipe recipe)
    {
        string model = parsed.GetValue(_out) ?? Path.Combine(OutputFile.Folder, name + ".safetensors");
        return _checkpoint.Of(parsed, new TrainingPlan(name, recipe, _checkpoint.Reproducing(parsed), model));
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
