using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ram.Cli.Options;
using Ram.Data;
using Ram.Files;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Cli.Commands;

/// <summary><c>ram evaluate</c>.</summary>
internal sealed class EvaluateCommand : Command, IShowsExamples
{
    private readonly Option<string?> _model = FileOption.Model();
    private readonly Option<string?> _task = Choice.TaskOption("Evaluate on this task's test images");
    private readonly Option<string?> _images = FileOption.Of(
        "--images", "Evaluate on these images, of any size: [count, height, width] or [count, channels, height, width] "
        + "in IDX, also gzipped", "IDX");
    private readonly Option<string?> _labels = FileOption.Of(
        "--labels", "The classes of --images, [count] in IDX, also gzipped", "IDX");
    private readonly Option<string?> _firstLocations = FileOption.Of(
        "--first-locations", "Where each image is first looked at: a line \"x y\" an image, -1 -1 being top left and 1 1 "
        + "bottom right; default: the centre");
    private readonly Option<int?> _samples = Number.Whole(
        "--samples", "Average the beliefs of so many random rollouts an image, from the centre; "
        + "default: one deterministic rollout", 1, 1 << 20);
    private readonly Option<string?> _predictions = FileOption.Of(
        "--predictions", "Receives the class that the model says of each image, one a line");
    private readonly Option<bool> _json = Flag.Of("--json", "Print one JSON object");

    /// <summary>The command.</summary>
    public EvaluateCommand(Terminal terminal, TaskLoader tasks)
        : base("evaluate", "Count a model's errors on labelled images.")
    {
        foreach (Option option in new Option[]
        {
            _model, _task, _images, _labels, _firstLocations, _samples, _predictions, _json,
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
        ("evaluate --model my.safetensors --images x.idx --labels y.idx --predictions said.txt --json",
            "Your own images"),
    ];

    private int Run(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        CheckUsage(parsed);
        if (parsed.GetValue(_predictions) is string file)
            OutputFile.Check(file);
        RecurrentAttentionModel model = WeightFile.Load(parsed.GetRequiredValue(_model)!);
        LabelledImages examples = LoadExamples(tasks, parsed, model);
        Evaluation evaluation = Evaluate(terminal, parsed, model, examples);
        if (parsed.GetValue(_predictions) is string predictions)
            AtomicFile.Write(predictions, string.Concat(evaluation.Predictions.Select(label => $"{label}\n")));
        if (parsed.GetValue(_json))
            terminal.Output.WriteLine(Json(evaluation));
        else
            Print(terminal, evaluation);
        return ExitCode.Success;
    }

    private static void Print(Terminal terminal, Evaluation evaluation)
    {
        string counts = string.Create(
            CultureInfo.InvariantCulture, $"{evaluation.Errors} of {evaluation.Images} images");
        terminal.Say(
            $"Error {evaluation.ErrorPercent:0.00}% ({counts}; standard error {evaluation.StandardErrorPercent:0.00}%).");
    }

    private static string Json(Evaluation evaluation) => JsonSerializer.Serialize(new
    {
        images = evaluation.Images,
        errors = evaluation.Errors,
        errorPercent = evaluation.ErrorPercent,
        standardErrorPercent = evaluation.StandardErrorPercent,
    });

    private void CheckUsage(ParseResult parsed)
    {
        bool task = parsed.GetValue(_task) is not null;
        bool images = parsed.GetValue(_images) is not null, labels = parsed.GetValue(_labels) is not null;
        if (images != labels)
            throw new UsageException(
                $"--{(images ? "images" : "labels")} is given without --{(images ? "labels" : "images")}; both are needed.");
        if (task == images)
            throw new UsageException(
                $"{(task ? "--task and --images are both" : "Neither --task nor --images is")} given; "
                + "allowed: --task TASK, or --images IDX --labels IDX.");
        if (parsed.GetValue(_firstLocations) is not null && parsed.GetValue(_samples) is not null)
            throw new UsageException(
                "--first-locations and --samples are both given; random rollouts begin at the centre.");
    }

    private LabelledImages LoadExamples(TaskLoader tasks, ParseResult parsed, RecurrentAttentionModel model) =>
        parsed.GetValue(_task) is string task
            ? tasks.Load(task).Test
            : LabelledFiles.Read(parsed.GetValue(_images)!, parsed.GetValue(_labels)!, model.Options);

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
