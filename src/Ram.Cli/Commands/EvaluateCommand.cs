using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ram.Cli.Commands;

/// <summary><c>ram evaluate</c>.</summary>
internal sealed class EvaluateCommand(Terminal terminal, TaskLoader tasks) : CliCommand(
    "evaluate", "Count a model's errors on labelled images.",
    ("evaluate --model artifacts/mnist.safetensors --task mnist", "The test error"),
    ("evaluate --model artifacts/mnist.safetensors --task mnist --samples 10", "Ten random rollouts for each image"),
    ("evaluate --model data/models/cluttered-60-8.safetensors --task cluttered-60 --stop-when-sure",
        "The error against the glimpses used, when the model stops looking as soon as it is sure"),
    ("evaluate --model my.safetensors --folder my-pictures", "Your own pictures, a folder for each class"),
    ("evaluate --model my.safetensors --images x.idx --labels y.idx --predictions said.txt --json", "Your own images"))
{
    private static readonly JsonSerializerOptions _jsonOptions = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Option<string?> _model = FileOption.Model();
    private readonly Option<string?> _task = Choice.TaskOption("Evaluate on this task's test images");
    private readonly OwnImagesOptions _own = new("Evaluate on");
    private readonly Option<string?> _firstLocations = FileOption.Of(
        "--first-locations", "Where each image is first looked at: a line \"x y\" an image, -1 -1 being top left and 1 1 "
        + "bottom right; default: the centre");
    private readonly Option<int?> _samples = Number.Whole(
        "--samples", "Average the beliefs of so many random rollouts an image, from the centre; "
        + "default: one deterministic rollout", 1, 1 << 20);
    private readonly Option<string?> _predictions = FileOption.Of(
        "--predictions", "Receives the number of the class that the model says of each image, one a line; - for standard "
        + "output");
    private readonly EarlyExitOptions _early = new();
    private readonly Option<bool> _json = Flag.Json();

    protected override void Run()
    {
        CheckUsage();
        string modelPath = Get(_model)!;
        string? predictions = Get(_predictions), figure = Get(_early.Figure);
        string?[] inputs = [modelPath, Get(_own.Folder), Get(_own.Images), Get(_own.Labels), Get(_firstLocations)];
        if (predictions is not null)
            OutputFile.Check(predictions, inputs);
        if (figure is not null)
            OutputFile.Check(figure, [.. inputs, predictions]);
        RecurrentAttentionModel model = WeightFile.Load(modelPath);
        LabelledImages examples = LoadExamples(model);
        Remark(model, examples);
        Evaluation evaluation = Evaluate(model, examples);
        var confusion = new ConfusionMatrix(evaluation, examples);
        if (predictions is not null)
            OutputFile.Write(terminal, predictions, string.Concat(evaluation.Predictions.Select(label => $"{label}\n")));
        (EarlyExit Answers, double[] Thresholds)? early = _early.Measure(
            terminal, Parsed, model, examples, Get(_task) is string task ? () => tasks.Load(task).Validation : null);
        if (early is ({ } answers, { } thresholds) && figure is not null)
            OutputFile.Write(terminal, figure, answers.ToFigure(thresholds).ToSvg());
        if (Get(_json))
            terminal.Output.WriteLine(Json(evaluation, confusion, early));
        else
            Print(OutputFile.Words(terminal, predictions, figure), evaluation, confusion, early);
    }

    private void CheckUsage()
    {
        _own.Check(Parsed);
        CheckAtMostOne(_task, _own.Folder, _own.Images);
        if (Given(_task, _own.Folder, _own.Images).Length == 0)
            throw new UsageException("None of --task, --folder and --images is given; "
                + "allowed: --task TASK, --folder DIR, or --images IDX --labels IDX.");
        if (Given(_task, _own.Size).Length == 2)
            throw new UsageException("--size is given with --task; the images of a task have a size.");
        _early.Check(Parsed, _firstLocations, _samples);
        string[] shared =
        [
            .. Given(_json).Select(option => option.Name),
            .. new[] { _predictions, _early.Figure }
                .Where(option => OutputFile.IsStandardOutput(Get(option))).Select(option => option.Name),
        ];
        if (shared.Length > 1)
            throw new UsageException(
                $"{shared[0]} and {shared[1]} both go to standard output; name a file for one.");
        if (Given(_firstLocations, _samples).Length == 2)
            throw new UsageException(
                "--first-locations and --samples are both given; random rollouts begin at the centre.");
    }

    private LabelledImages LoadExamples(RecurrentAttentionModel model) => Get(_task) is string task
        ? tasks.Load(task).Test
        : _own.Of(Parsed, model.Options.Channels).Read(model.TrainedOn?.Classes
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

    private Evaluation Evaluate(RecurrentAttentionModel model, LabelledImages examples)
    {
        string looking = $"Looking at {Count.Of(examples.Count, "image")}";
        if (Get(_samples) is int samples)
            return terminal.During(
                $"{looking} {Count.Of(samples, "time")}", () => Evaluation.RunSampled(model, examples, samples));
        Matrix? locations = Get(_firstLocations) is string file ? LocationFile.Read(file, examples.Count) : null;
        return terminal.During(looking, () => Evaluation.Run(model, examples, locations));
    }

    private static void Print(
        TextWriter output, Evaluation evaluation, ConfusionMatrix confusion, (EarlyExit Answers, double[] Thresholds)? early)
    {
        string counts = $"{evaluation.Errors} of {Count.Of(evaluation.Images, "image")}";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Error {evaluation.ErrorPercent:0.00}% ({counts}; standard error {evaluation.StandardErrorPercent:0.00}%)."));
        if (evaluation.Errors > 0)
        {
            output.WriteLine("A row for each class, a column for what the model said:");
            output.Write(confusion);
        }
        if (early is not ({ } answers, { } thresholds))
            return;
        Table table = answers.ToTable(thresholds);
        output.WriteLine($"\n{table.Title}:\n{table.ToMarkdown()}{table.Caption}");
    }

    private static string Json(
        Evaluation evaluation, ConfusionMatrix confusion, (EarlyExit Answers, double[] Thresholds)? early) =>
        JsonSerializer.Serialize(
            new
            {
                evaluation.Images,
                evaluation.Errors,
                evaluation.ErrorPercent,
                evaluation.StandardErrorPercent,
                Classes = confusion.ClassNames,
                Confusion = confusion.ToRows(),
                AfterGlimpses = early?.Answers.AfterEachGlimpse(),
                WhenSure = early?.Thresholds.Select(early.Value.Answers.WhenSure),
            },
            _jsonOptions);
}
