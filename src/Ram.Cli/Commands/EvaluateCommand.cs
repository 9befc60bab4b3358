using System.Globalization;

namespace Ram.Cli.Commands;

/// <summary><c>ram evaluate</c>.</summary>
internal sealed class EvaluateCommand(Terminal terminal, TaskLoader tasks) : CliCommand(
    "evaluate", "Count a model's errors on labelled images.",
    ("evaluate --model artifacts/mnist.safetensors --task mnist", "The test error"),
    ("evaluate --model artifacts/mnist.safetensors --task mnist --samples 10", "Ten random rollouts for each image"),
    ("evaluate --model data/models/cluttered-60-8-long.safetensors --task cluttered-60 --stop-when-sure",
        "The error against the glimpses used, when the model stops looking as soon as it is sure"),
    ("evaluate --model my.safetensors --folder my-pictures", "Your own pictures, a folder for each class"),
    ("evaluate --model my.safetensors --images x.idx --labels y.idx --predictions said.txt --json", "Your own images"))
{
    private const string StopWhenSure = "--stop-when-sure";

    private readonly Option<string?> _model = ModelFile();
    private readonly Option<string?> _task = TaskOption("Evaluate on this task's test images");
    private readonly OwnImages _own = new("Evaluate on");
    private readonly Option<string?> _firstLocations = FileName("--first-locations",
        "First locations, a line \"x y\" an image, from -1 -1 (top left) to 1 1 (bottom right); default: the centre");
    private readonly Option<int?> _samples = Whole(
        "--samples", "Average this many random rollouts from the centre; default: one deterministic rollout", 1, 1 << 20);
    private readonly Option<string?> _predictions = FileName(
        "--predictions", "Receives the number of each image's predicted class, one a line; - for standard output");
    private readonly Option<double[]?> _sure = Text(
        StopWhenSure, "Also count the errors after each glimpse, and with looking stopped once a class is as probable "
        + "as P; default: 0.5 to 0.99, and for a task the smallest P that makes no more validation errors", "P,…",
        ParseThresholds, mayBeEmpty: true);
    private readonly Option<string?> _figure = FileName(
        "--figure", $"With {StopWhenSure}: receives a figure of the error over the glimpses used", "SVG");
    private readonly Option<bool> _json = JsonFlag();

    protected override void Run()
    {
        CheckUsage();
        string? predictions = Get(_predictions), figure = Get(_figure);
        string?[] inputs = [Get(_model), .. _own.Inputs, Get(_firstLocations)];
        OutputFile.Check(terminal, predictions, inputs);
        OutputFile.Check(terminal, figure, [.. inputs, predictions]);
        RecurrentAttentionModel model = WeightFile.Load(Get(_model)!);
        LabelledImages examples = LoadExamples(model);
        Remark(model, examples);
        (Evaluation evaluation, EarlyExit? early) = Evaluate(model, examples);
        var confusion = new ConfusionMatrix(evaluation, examples);
        OutputFile.Write(
            terminal, predictions, () => string.Concat(evaluation.Predictions.Select(label => $"{label}\n")));
        double[] thresholds = early is null ? [] : Thresholds(model);
        OutputFile.Write(terminal, figure, () => early!.ToFigure(thresholds).ToSvg());
        if (Get(_json))
            terminal.Output.WriteLine(ToJson(new
            {
                evaluation.Images,
                evaluation.Errors,
                evaluation.ErrorPercent,
                evaluation.StandardErrorPercent,
                Classes = confusion.ClassNames,
                Confusion = confusion.ToRows(),
                AfterGlimpses = early?.AfterEachGlimpse(),
                WhenSure = early is null ? null : thresholds.Select(early.WhenSure),
            }));
        else
            Print(evaluation, confusion, early?.ToTable(thresholds));
    }

    private void CheckUsage()
    {
        _own.Check();
        Parsed.CheckAtMostOne([_task, _own.Folder, _own.Images]);
        if (Parsed.Given(_task, _own.Folder, _own.Images).Length == 0)
            throw new UsageException("None of --task, --folder and --images is given; "
                + "allowed: --task TASK, --folder DIR, or --images IDX --labels IDX.");
        if (Parsed.Given(_task, _own.Size).Length == 2)
            throw new UsageException("--size is given with --task; the images of a task have a size.");
        Parsed.CheckNeeds(_figure, ", whose curve it shows", _sure);
        foreach (Option random in new Option[] { _firstLocations, _samples })
            Parsed.CheckAtMostOne([_sure, random], $"{StopWhenSure} is for deterministic rollouts from the centre");
        Parsed.CheckAtMostOne([_firstLocations, _samples], "random rollouts begin at the centre");
        Parsed.CheckOneOutput(_json, _predictions, _figure);
    }

    private LabelledImages LoadExamples(RecurrentAttentionModel model) => Get(_task) is string task
        ? tasks.Load(task, model, Get(_model)!).Test : _own.Read(model.Options.Channels, model.TrainedOn?.Classes
            ?? [.. Enumerable.Range(0, model.Options.Classes).Select(label => Invariant($"{label}"))]);

    private void Remark(RecurrentAttentionModel model, LabelledImages examples)
    {
        if (model.TrainedOn is TrainedOn known && (known.Width, known.Height) != (examples.Width, examples.Height))
            terminal.Error.WriteLine(
                $"The images are {examples.Width}x{examples.Height} pixels, but the model learned from "
                + $"{known.Width}x{known.Height}, and its locations are relative to the image: "
                + $"--size {known.Width}x{known.Height} scales them.");
        (Ground learned, Ground found) = (UserPicture.ModelGround(model), examples.Images.FindGround());
        if (learned != Ground.Mixed && found != Ground.Mixed && learned != found)
            terminal.Error.WriteLine(
                $"The images look inverted: they are on {UserPicture.Word(found)} ground, and the model learned from "
                + $"{UserPicture.Word(learned)} ground.");
    }

    // Stopping early looks at the images as a plain evaluation does: what it sees serves both.
    private (Evaluation Evaluation, EarlyExit? Early) Evaluate(RecurrentAttentionModel model, LabelledImages examples)
    {
        string looking = $"Looking at {Count.Of(examples.Count, "image")}";
        if (Get(_samples) is int samples)
            return (terminal.During(
                $"{looking} {Count.Of(samples, "time")}", () => Evaluation.RunSampled(model, examples, samples)), null);
        if (Parsed.Given(_sure).Length == 0)
        {
            Matrix? locations =
                Get(_firstLocations) is string file ? InputFile.ReadLocations(file, examples.Count) : null;
            return (terminal.During(looking, () => Evaluation.Run(model, examples, locations)), null);
        }
        if (!model.Options.ClassifyEveryGlimpse)
            terminal.Note(
                $"The model was trained to name the class after its last glimpse only; earlier answers mean nothing.");
        EarlyExit early = terminal.During(looking, () => EarlyExit.Of(model, examples));
        return (early.Evaluation, early);
    }

    /// <summary>Those that were given, or the usual ones and the best on the task's validation images.</summary>
    private double[] Thresholds(RecurrentAttentionModel model)
    {
        if (Get(_sure) is { Length: > 0 } given)
            return given;
        double? least =
            Get(_task) is string task ? EarlyExit.Of(model, tasks.Load(task).Validation).LeastThreshold() : null;
        return [.. EarlyExit.UsualThresholds.Append(least ?? 1).Distinct().Order()];
    }

    private void Print(Evaluation evaluation, ConfusionMatrix confusion, Table? early)
    {
        string counts = $"{evaluation.Errors} of {Count.Of(evaluation.Images, "image")}; standard error";
        terminal.Say($"Error {evaluation.ErrorPercent:0.00}% ({counts} {evaluation.StandardErrorPercent:0.00}%).");
        if (evaluation.Errors > 0)
            terminal.Words.Write($"A row for each class, a column for what the model said:\n{confusion}");
        if (early is not null)
            terminal.Say($"\n{early.Title}:\n{early.ToMarkdown()}{early.Caption}");
    }

    private static double[]? ParseThresholds(string found)
    {
        double[] thresholds = [.. found.Split(',').Select(text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0)];
        return thresholds.All(value => value is > 0 and <= 1) ? thresholds : throw new UsageException(
            $"{StopWhenSure} is {found}; allowed: numbers above 0 and up to 1 with commas between, such as 0.9,0.99.");
    }
}
