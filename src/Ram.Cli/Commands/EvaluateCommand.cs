using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ram.Cli.Options;
using Ram.Data;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Cli.Commands;

/// <summary><c>ram evaluate</c>.</summary>
internal sealed class EvaluateCommand : Command, IShowsExamples
{
    private readonly Option<string?> _model = FileOption.Model();
    private readonly Option<string?> _task = Choice.TaskOption("Evaluate on this task's test images");
    private readonly Option<string?> _folder = FileOption.Of(
        "--folder", "Evaluate on the PNG and JPEG files of this folder, a subfolder for each class", "DIR");
    private readonly Option<string?> _images = FileOption.Of(
        "--images", "Evaluate on these images, of any size: [count, height, width] or [count, channels, height, width] "
        + "in IDX, also gzipped", "IDX");
    private readonly Option<string?> _labels = FileOption.Of(
        "--labels", "The classes of --images, [count] in IDX, also gzipped", "IDX");
    private readonly Option<(int Width, int Height)?> _size = SizeOption.Of(
        "--size", "Scale the images of --folder or --images to this size in pixels; default: their own");
    private readonly Option<string?> _firstLocations = FileOption.Of(
        "--first-locations", "Where each image is first looked at: a line \"x y\" an image, -1 -1 being top left and 1 1 "
        + "bottom right; default: the centre");
    private readonly Option<int?> _samples = Number.Whole(
        "--samples", "Average the beliefs of so many random rollouts an image, from the centre; "
        + "default: one deterministic rollout", 1, 1 << 20);
    private readonly Option<string?> _predictions = FileOption.Of(
        "--predictions", "Receives the number of the class that the model says of each image, one a line; - for standard "
        + "output");
    private readonly Option<bool> _json = Flag.Of("--json", "Print one JSON object");

    /// <summary>The command.</summary>
    public EvaluateCommand(Terminal terminal, TaskLoader tasks)
        : base("evaluate", "Count a model's errors on labelled images.")
    {
        foreach (Option option in new Option[]
        {
            _model, _task, _folder, _images, _labels, _size, _firstLocations, _samples, _predictions, _json,
        })
            Add(option);
        SetAction(parsed => Run(terminal, tasks, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("evaluate --model artifacts/mnist.safetensors --task mnist", "The test error"),
        ("evaluate --model artifacts/mnist.safetensors --task mnist --samples 10",
            "The error of ten random rollouts together"),
        ("evaluate --model my.safetensors --folder my-pictures", "Your own pictures, a folder for each class"),
        ("evaluate --model my.safetensors --images x.idx --labels y.idx --predictions said.txt --json",
            "Your own images"),
    ];

    private int Run(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        CheckUsage(parsed);
        string modelPath = parsed.GetRequiredValue(_model)!;
        if (parsed.GetValue(_predictions) is string file)
            OutputFile.Check(
                file, modelPath, parsed.GetValue(_folder), parsed.GetValue(_images), parsed.GetValue(_labels),
                parsed.GetValue(_firstLocations));
        RecurrentAttentionModel model = WeightFile.Load(modelPath);
        LabelledImages examples = LoadExamples(tasks, parsed, model);
        Remark(terminal, model, examples);
        Evaluation evaluation = Evaluate(terminal, parsed, model, examples);
        var confusion = new ConfusionMatrix(evaluation, examples);
        if (parsed.GetValue(_predictions) is string predictions)
            OutputFile.Write(terminal, predictions, string.Concat(evaluation.Predictions.Select(label => $"{label}\n")));
        if (parsed.GetValue(_json))
            terminal.Output.WriteLine(Json(evaluation, confusion));
        else
            Print(OutputFile.Words(terminal, parsed.GetValue(_predictions)), evaluation, confusion);
        return ExitCode.Success;
    }

    private static void Remark(Terminal terminal, RecurrentAttentionModel model, LabelledImages examples)
    {
        if (model.TrainedOn is TrainedOn known && (known.Width, known.Height) != (examples.Width, examples.Height))
            terminal.Note(
                $"The images are {examples.Width}x{examples.Height} pixels, but the model learned from {known.Width}x{known.Height}, and its locations are relative to the image: --size {known.Width}x{known.Height} scales them.");
        (Ground learned, Ground found) = (UserPicture.ModelGround(model), examples.Images.FindGround());
        if (learned != Ground.Mixed && found != Ground.Mixed && learned != found)
            terminal.Note(
                $"The images look inverted: they are on {Word(found)} ground, and the model learned from {Word(learned)} ground.");
    }

    private static string Word(Ground ground) => ground == Ground.Light ? "light" : "dark";

    private static void Print(TextWriter output, Evaluation evaluation, ConfusionMatrix confusion)
    {
        string counts = string.Create(
            CultureInfo.InvariantCulture, $"{evaluation.Errors} of {evaluation.Images} images");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Error {evaluation.ErrorPercent:0.00}% ({counts}; standard error {evaluation.StandardErrorPercent:0.00}%)."));
        if (evaluation.Errors == 0)
            return;
        output.WriteLine("A row for each class, a column for what the model said:");
        output.Write(confusion);
    }

    private static string Json(Evaluation evaluation, ConfusionMatrix confusion) => JsonSerializer.Serialize(new
    {
        images = evaluation.Images,
        errors = evaluation.Errors,
        errorPercent = evaluation.ErrorPercent,
        standardErrorPercent = evaluation.StandardErrorPercent,
        classes = confusion.ClassNames,
        confusion = confusion.ToRows(),
    });

    private void CheckUsage(ParseResult parsed)
    {
        bool task = parsed.GetValue(_task) is not null, folder = parsed.GetValue(_folder) is not null;
        bool json = parsed.GetValue(_json);
        bool images = parsed.GetValue(_images) is not null, labels = parsed.GetValue(_labels) is not null;
        if (images != labels)
            throw new UsageException(
                $"--{(images ? "images" : "labels")} is given without --{(images ? "labels" : "images")}; both are needed.");
        string[] given =
            [.. new[] { (task, "--task"), (folder, "--folder"), (images, "--images") }.Where(o => o.Item1).Select(o => o.Item2)];
        if (given.Length != 1)
            throw new UsageException(
                (given.Length == 0 ? "None of --task, --folder and --images is" : $"{given[0]} and {given[1]} are both")
                + " given; allowed: --task TASK, --folder DIR, or --images IDX --labels IDX.");
        if (task && parsed.GetValue(_size) is not null)
            throw new UsageException("--size is given with --task; the images of a task have a size.");
        if (json && OutputFile.IsStandardOutput(parsed.GetValue(_predictions)))
            throw new UsageException("--json and --predictions both go to standard output; name a file for one.");
        if (parsed.GetValue(_firstLocations) is not null && parsed.GetValue(_samples) is not null)
            throw new UsageException(
                "--first-locations and --samples are both given; random rollouts begin at the centre.");
    }

    private LabelledImages LoadExamples(TaskLoader tasks, ParseResult parsed, RecurrentAttentionModel model) =>
        parsed.GetValue(_task) is string task
            ? tasks.Load(task).Test
            : OwnData.Read(
                parsed.GetValue(_folder), parsed.GetValue(_images), parsed.GetValue(_labels), parsed.GetValue(_size),
                model.Options.Channels, model.TrainedOn?.Classes ?? Numbers(model.Options.Classes));

    private static string[] Numbers(int classes) =>
        [.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))];

    private Evaluation Evaluate(
        Terminal terminal, ParseResult parsed, RecurrentAttentionModel model, LabelledImages examples)
    {
        if (parsed.GetValue(_samples) is int samples)
            return terminal.During(
                $"Looking at {examples.Count} images {samples} times",
                () => Evaluation.RunSampled(model, examples, samples));
        Matrix? locations = parsed.GetValue(_firstLocations) is string file
            ? LocationFile.Read(file, examples.Count)
            : null;
        return terminal.During(
            $"Looking at {examples.Count} images", () => Evaluation.Run(model, examples, locations));
    }
}
