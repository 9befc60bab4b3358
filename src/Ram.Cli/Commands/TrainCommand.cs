namespace Ram.Cli.Commands;

/// <summary><c>ram train</c>.</summary>
internal sealed class TrainCommand(Terminal terminal, TaskLoader tasks) : CliCommand(
    "train",
    "Train a model on a task of the paper, or on your own images. Ctrl-C saves a checkpoint and says how to resume.",
    ("train mnist", "Learn MNIST with six glimpses, some ten minutes on two cores"),
    ("train cluttered-60 --recipe sprint", "Come to the paper's figure in minutes"),
    ("train mnist --recipe paper", "Train as the paper did; add --resume after a power cut"),
    ("train --folder pictures --glimpses 8", "Learn your own pictures, in pictures/cat, pictures/dog and so on"))
{
    private const string DefaultRecipe = "ours";
    private const double DefaultShare = 0.15;

    private readonly Argument<string?> _task = Word("TASK", "What to learn", DigitTask.Names);
    private readonly OwnImages _own = new("Learn");
    private readonly Option<string?> _channels = Choice(
        "--channels", "1 to see your own images in grey, 3 in colour; default: grey if all of them are", ["1", "3"]);
    private readonly Option<double?> _validation = Positive(
        "--validation", Invariant($"The share of your own images kept for validation; default: {DefaultShare}"), 0.5);
    private readonly Option<int?> _glimpses = Whole(
        "--glimpses", $"How often the model looks at an image; {DefaultOf(recipe => recipe.Model.Glimpses)}", 1, 1000);
    private readonly Option<int?> _patchSize = Whole(
        "--patch-size", $"The side of a patch in pixels; {DefaultOf(recipe => recipe.Model.PatchSize)}", 1, 1024);
    private readonly Option<int?> _patches = Whole(
        "--patches", "The patches of a glimpse, each twice as wide and as coarse as the one before; "
        + DefaultOf(recipe => recipe.Model.Patches), 1, 16);
    private readonly Option<string?> _core = Choice(
        "--core", $"The recurrence of the core network; {DefaultOf(recipe => CoreName(recipe.Model.Core))}",
        [.. Enum.GetValues<CoreKind>().Select(CoreName)]);
    private readonly Option<double?> _std = Positive(
        "--std", "The standard deviation of the next location at the end of the training, half an image being 1; "
        + DefaultOf(recipe => recipe.Model.Std), 1000);
    private readonly Option<int?> _epochs = Whole(
        "--epochs", "The epochs; a training on your own images ends earlier when nothing gets better; "
        + DefaultOf(recipe => recipe.Training.Epochs), 1);
    private readonly Option<long?> _updates = Updates("--epochs");
    private readonly Option<int?> _batch = Whole(
        "--batch", $"The images of an update; {DefaultOf(recipe => recipe.Training.Batch)}", 1, 1 << 20);
    private readonly Option<int?> _rollouts = Whole(
        "--rollouts", $"The rollouts of an image, M; {DefaultOf(recipe => recipe.Training.Rollouts)}", 1, 1 << 14);
    private readonly Option<double?> _rate = Positive(
        "--rate", $"The first learning rate; {DefaultOf(recipe => recipe.Training.Rate.Start)}", 1000);
    private readonly Option<ulong?> _seed = Seed();
    private readonly Option<int?> _threads = Threads();
    private readonly Option<string?> _recipe = Choice(
        "--recipe", $"The best that we know, the paper's, the shortest, or ours for longer; default: {DefaultRecipe}",
        Recipe.Names);
    private readonly Option<string?> _out = ModelOut($"{OutputFile.Folder}/TASK.safetensors");
    private readonly CheckpointOptions _checkpoint = new();

    protected override void Run()
    {
        CheckUsage();
        (Recipe recipe, TrainingData data) = Get(_task) is string task ? PrepareTask(task) : PrepareOwn();
        string model = Get(_out) ?? Path.Combine(OutputFile.Folder, data.Task + ".safetensors");
        TrainingFiles files = _checkpoint.Of(
            new TrainingFiles(_checkpoint.Reproducing, model) { Inputs = _own.Inputs });
        RunResult result = new TrainingSession(terminal, files).Run(recipe, data);
        string count = Count.Of(data.Test?.Count ?? data.Validation.Count, "image");
        string wrong = $"{result.TestErrors} of {count} of {result.Data}, one deterministic rollout each";
        if (data.Test is null)
            terminal.Say($"Validation error {result.ValidationErrorPercent:0.00}% of {count}.");
        else
            terminal.Say($"Test error {result.TestErrorPercent:0.00}% ({wrong}).");
        terminal.Say($"Wrote {model} and {files.ResultPath}.");
        string[] images = data.Test is null ? ["--image", "PICTURE"] : ["--task", data.Task];
        terminal.Note($"See how it looks:  {CommandLine.Of(["look", "--model", model, .. images])}");
    }

    private void CheckUsage()
    {
        _own.Check();
        bool isTask = Get(_task) is not null;
        int sources = Parsed.Given(_own.Folder, _own.Images).Length + (isTask ? 1 : 0);
        if (sources != 1)
            throw new UsageException(
                $"{(sources == 0 ? "What to learn is missing" : "More than one thing to learn is given")}; allowed: "
                + $"a TASK, one of {string.Join(", ", DigitTask.Names)}; or your own images, --folder DIR, or "
                + "--images IDX --labels IDX. See ram train --help.");
        if (isTask && Parsed.Given(_own.Size, _channels, _validation) is [Option own, ..])
            throw new UsageException($"{own.Name} is for your own images, --folder or --images, and not for a TASK.");
        if (!isTask && Parsed.Given(_recipe).Length > 0)
            throw new UsageException("--recipe is for a TASK; your own images have a recipe that fits their size.");
        Parsed.CheckAtMostOne([_epochs, _updates]);
    }

    private (Recipe Recipe, TrainingData Data) PrepareTask(string task)
    {
        Recipe recipe = Overridden(Recipe.Find(Get(_recipe) ?? DefaultRecipe, task));
        return (recipe, TrainingData.Of(tasks.Load(task, recipe.Training.Seed), recipe));
    }

    private (Recipe Recipe, TrainingData Data) PrepareOwn()
    {
        int? channels = Get(_channels) switch { "1" => 1, "3" => 3, _ => null };
        LabelledImages all = terminal.During("Reading images", () => _own.Read(channels));
        (LabelledImages train, LabelledImages validation) =
            all.Split(Get(_validation) ?? DefaultShare, Get(_seed) ?? 1);
        Recipe recipe = Overridden(OwnRecipe.For(train));
        foreach (string note in TrainingData.Notes(all, train, validation).Concat(OwnRecipe.Notes(recipe, train)))
            terminal.Error.WriteLine(note);
        return (recipe, TrainingData.Own(Get(_own.Folder) ?? Get(_own.Images)!, train, validation, recipe));
    }

    private Recipe Overridden(Recipe recipe)
    {
        (RamOptions model, TrainingOptions training) = (recipe.Model, recipe.Training);
        model = model with
        {
            Glimpses = Get(_glimpses) ?? model.Glimpses,
            PatchSize = Get(_patchSize) ?? model.PatchSize,
            Patches = Get(_patches) ?? model.Patches,
            Core = Get(_core) is string core ? Enum.Parse<CoreKind>(core, ignoreCase: true) : model.Core,
            Std = Get(_std) ?? model.Std,
        };
        training = training with
        {
            Epochs = Get(_epochs) ?? training.Epochs,
            Updates = Get(_updates) ?? training.Updates,
            Batch = Get(_batch) ?? training.Batch,
            Rollouts = Get(_rollouts) ?? training.Rollouts,
            Rate = training.Rate with { Start = Get(_rate) ?? training.Rate.Start },
            Seed = Get(_seed) ?? training.Seed,
            Threads = Get(_threads) ?? training.Threads,
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

    private static string CoreName(CoreKind core) => core.ToString().ToLowerInvariant();

    /// <summary>A default in the help's words: each value once, with the tasks and recipes that have it.</summary>
    private static string DefaultOf<T>(Func<Recipe, T> value)
    {
        static string Grouped(
            IEnumerable<string> names, Func<string, string> text, Func<string, string, string> of, string separator) =>
            names.GroupBy(text).ToArray() is [var only]
                ? only.Key
                : string.Join(separator, names.GroupBy(text).Select(group => of(string.Join(", ", group), group.Key)));
        string ByTask(string recipe) => Grouped(
            DigitTask.Names, task => Invariant($"{value(Recipe.Find(recipe, task))}"),
            (tasks, text) => $"{text} ({tasks})", ", ");
        return $"default: {Grouped(Recipe.Names, ByTask, (recipes, text) => $"{recipes}: {text}", "; ")}";
    }
}
