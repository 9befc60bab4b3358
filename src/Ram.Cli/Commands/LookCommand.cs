using System.CommandLine;
using Ram.Cli.Options;
using Ram.Cli.Pages;
using Ram.Data;
using Ram.Figures;
using Ram.Files;
using Ram.Model;

namespace Ram.Cli.Commands;

/// <summary><c>ram look</c>.</summary>
internal sealed class LookCommand : Command, IShowsExamples
{
    private const string DefaultTask = "mnist";

    private static readonly string _defaultPage = Path.Combine(OutputFile.Folder, "look.html");

    private readonly Option<string?> _model = FileOption.Model();
    private readonly Option<string?> _task = Choice.TaskOption(
        $"Look at a dozen of this task's test images; default: {DefaultTask}");
    private readonly Option<string?> _image = FileOption.Of(
        "--image", "Look at your own picture, of any size: a light background is turned dark, "
        + "colour is turned grey for a model of grey images", "PNG");
    private readonly Option<string?> _out = FileOption.Of(
        "--out", $"Receives the page; default: {_defaultPage}", "HTML");

    /// <summary>The command.</summary>
    public LookCommand(Terminal terminal, TaskLoader tasks)
        : base("look", "Write a page that shows where a model looks, what it sees and what it believes.")
    {
        foreach (Option option in new Option[] { _model, _task, _image, _out })
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
        string target = parsed.GetValue(_out) ?? _defaultPage;
        OutputFile.Check(target);
        string modelPath = parsed.GetRequiredValue(_model)!;
        RecurrentAttentionModel model = WeightFile.Load(modelPath);
        string page = parsed.GetValue(_image) is string image
            ? LookAtPicture(terminal, model, image, IsMoving(target))
            : LookAtTask(terminal, tasks, model, parsed.GetValue(_task) ?? DefaultTask, IsMoving(target));
        AtomicFile.Write(target, page);
        terminal.Say($"Open {target}.");
        return ExitCode.Success;
    }

    private static bool IsMoving(string target) =>
        string.Equals(Path.GetExtension(target), ".svg", StringComparison.OrdinalIgnoreCase);

    private static string LookAtPicture(Terminal terminal, RecurrentAttentionModel model, string path, bool isMoving)
    {
        UserPicture picture = UserPicture.Read(path, model.Options.Channels);
        foreach (string remark in picture.Remarks(model.Options))
            terminal.Error.WriteLine(remark);
        Rollout rollout = model.Look(picture.Image);
        float belief = rollout.Probabilities.Row(model.Options.Glimpses - 1)[rollout.Prediction];
        terminal.Say($"It says {rollout.Prediction}, with a probability of {belief:0.000}.");
        return isMoving
            ? Trajectory.Animate(rollout, picture.Image).ToAnimatedSvg()
            : LookPage.OfPicture(path, rollout, picture.Image, picture.Remarks(model.Options));
    }

    private static string LookAtTask(
        Terminal terminal, TaskLoader tasks, RecurrentAttentionModel model, string name, bool isMoving)
    {
        DigitTask task = tasks.Load(name);
        LabelledImages test = task.Test.Slice(0, Math.Min(LookPage.MostImages, task.Test.Count));
        Rollout[] rollouts =
            [.. Enumerable.Range(0, test.Count).Select(index => model.Look(test.Images.Single(index)))];
        int right = rollouts.Index().Count(item => item.Item.Prediction == test.Labels[item.Index]);
        terminal.Say($"{right} of {test.Count} test images right.");
        return isMoving
            ? Trajectory.Animate(rollouts[0], test.Images, 0, test.Labels[0]).ToAnimatedSvg()
            : LookPage.OfTask(task, rollouts, test);
    }
}
