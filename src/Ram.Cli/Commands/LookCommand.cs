using System.CommandLine;
using System.Globalization;
using Ram.Cli.Options;
using Ram.Cli.Pages;
using Ram.Data;
using Ram.Figures;
using Ram.Model;

namespace Ram.Cli.Commands;

/// <summary><c>ram look</c>.</summary>
internal sealed class LookCommand : Command, IShowsExamples
{
    private const string DefaultTask = "mnist";

    private static readonly string[] _inversions = ["auto", "yes", "no"];
    private static readonly string _defaultPage = Path.Combine(OutputFile.Folder, "look.html");

    private readonly Option<string?> _model = FileOption.Model();
    private readonly Option<string?> _task = Choice.TaskOption(
        $"Look at a dozen of this task's test images; default: {DefaultTask}");
    private readonly Option<string?> _image = FileOption.Of(
        "--image", "Look at your own picture, PNG or JPEG, of any size: it is put on the ground that the model learned "
        + "from, and turned grey for a model of grey images", "FILE");
    private readonly Option<(int Width, int Height)?> _size = SizeOption.Of(
        "--size", "Scale the picture to this size in pixels; default: its own");
    private readonly Option<string?> _invert = Choice.Of(
        "--invert", "Whether light and dark of the picture are exchanged; auto finds it out by the border", _inversions);
    private readonly Option<string?> _out = FileOption.Of(
        "--out", $"Receives the page; - for standard output; default: {_defaultPage}", "HTML");

    /// <summary>The command.</summary>
    public LookCommand(Terminal terminal, TaskLoader tasks)
        : base("look", "Write a page that shows where a model looks, what it sees and what it believes.")
    {
        foreach (Option option in new Option[] { _model, _task, _image, _size, _invert, _out })
            Add(option);
        SetAction(parsed => Run(terminal, tasks, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("look --model artifacts/mnist.safetensors --task mnist", "A dozen test images, glimpse by glimpse"),
        ("look --model artifacts/mnist.safetensors --image my-digit.png", "A digit that you drew"),
    ];

    private int Run(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        if (parsed.GetValue(_task) is not null && parsed.GetValue(_image) is not null)
            throw new UsageException("--task and --image are both given; allowed: one of them.");
        if (parsed.GetValue(_image) is null && (parsed.GetValue(_size) is not null || parsed.GetValue(_invert) is not null))
            throw new UsageException("--size and --invert are for the picture of --image, which is not given.");
        string target = parsed.GetValue(_out) ?? _defaultPage, modelPath = parsed.GetRequiredValue(_model)!;
        OutputFile.Check(target, modelPath, parsed.GetValue(_image));
        RecurrentAttentionModel model = WeightFile.Load(modelPath);
        (string said, string page) = parsed.GetValue(_image) is string image
            ? LookAtPicture(terminal, parsed, model, modelPath, image, IsMoving(target))
            : LookAtTask(tasks, model, modelPath, parsed.GetValue(_task) ?? DefaultTask, IsMoving(target));
        TextWriter words = OutputFile.Words(terminal, target);
        OutputFile.Write(terminal, target, page);
        words.WriteLine(said);
        words.WriteLine($"Open {target}.");
        return ExitCode.Success;
    }

    private static bool IsMoving(string target) =>
        string.Equals(Path.GetExtension(target), ".svg", StringComparison.OrdinalIgnoreCase);

    private (string Said, string Page) LookAtPicture(
        Terminal terminal, ParseResult parsed, RecurrentAttentionModel model, string modelPath, string path, bool isMoving)
    {
        bool? invert = parsed.GetValue(_invert) switch { "yes" => true, "no" => false, _ => null };
        var picture = UserPicture.Read(path, model, invert, parsed.GetValue(_size));
        foreach (string remark in picture.Remarks)
            terminal.Error.WriteLine(remark);
        Rollout rollout = model.Look(picture.Image);
        float probability = rollout.Probabilities.Row(model.Options.Glimpses - 1)[rollout.Prediction];
        string name = model.TrainedOn?.Classes[rollout.Prediction]
            ?? rollout.Prediction.ToString(CultureInfo.InvariantCulture);
        string said = string.Create(
            CultureInfo.InvariantCulture, $"It says {name}, with a probability of {probability:0.000}.");
        return (said, isMoving
            ? Trajectory.Animate(rollout, picture.Image).ToAnimatedSvg()
            : LookPage.OfPicture(model, modelPath, path, rollout, picture.Image, [.. picture.Remarks, said]));
    }

    private static (string Said, string Page) LookAtTask(
        TaskLoader tasks, RecurrentAttentionModel model, string modelPath, string name, bool isMoving)
    {
        DigitTask task = tasks.Load(name);
        LabelledImages test = task.Test.Slice(0, Math.Min(LookPage.MostImages, task.Test.Count));
        Rollout[] rollouts =
            [.. Enumerable.Range(0, test.Count).Select(index => model.Look(test.Images.Single(index)))];
        int right = rollouts.Index().Count(item => item.Item.Prediction == test.Labels[item.Index]);
        return ($"{right} of {test.Count} test images right.", isMoving
            ? Trajectory.Animate(rollouts[0], test.Images, 0, test.Labels[0]).ToAnimatedSvg()
            : LookPage.OfTask(model, modelPath, task, rollouts));
    }
}
