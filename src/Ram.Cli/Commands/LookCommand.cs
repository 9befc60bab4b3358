namespace Ram.Cli.Commands;

/// <summary><c>ram look</c>.</summary>
internal sealed class LookCommand(Terminal terminal, TaskLoader tasks) : CliCommand(
    "look", "Write a page that shows where a model looks, what it sees and what it believes.",
    ("look --model artifacts/mnist.safetensors --task mnist", "A dozen test images, glimpse by glimpse"),
    ("look --model artifacts/mnist.safetensors --image my-digit.png", "A digit that you drew"))
{
    private const string DefaultTask = "mnist", DefaultPage = $"{OutputFile.Folder}/look.html";

    private readonly Option<string?> _model = ModelFile();
    private readonly Option<string?> _task = TaskOption(
        $"Look at a dozen of this task's test images; default: {DefaultTask}");
    private readonly Option<string?> _image = FileName(
        "--image", "Look at your own PNG or JPEG picture, fitted to the ground and colours that the model learned");
    private readonly Option<(int Width, int Height)?> _size = Size(
        "Scale the picture to this size in pixels; default: its own");
    private readonly Option<string?> _invert = Choice(
        "--invert", "Exchange light and dark or not; auto, the default, goes by the border", ["auto", "yes", "no"]);
    private readonly Option<string?> _out = FileName(
        "--out", $"Receives the page; - for standard output; default: {DefaultPage}", "HTML");

    /// <summary>Whether a file's name asks for a moving picture in place of a page.</summary>
    public static bool IsMoving(string target) =>
        string.Equals(Path.GetExtension(target), ".svg", StringComparison.OrdinalIgnoreCase);

    protected override void Run()
    {
        Parsed.CheckAtMostOne([_task, _image]);
        if (Get(_image) is null && Parsed.Given(_size, _invert).Length > 0)
            throw new UsageException("--size and --invert are for the picture of --image, which is not given.");
        string target = Get(_out) ?? DefaultPage, modelPath = Get(_model)!;
        OutputFile.Check(terminal, target, modelPath, Get(_image));
        RecurrentAttentionModel model = WeightFile.Load(modelPath);
        (string said, string page) = Get(_image) is string image
            ? LookAtPicture(model, modelPath, image, IsMoving(target))
            : LookAtTask(model, modelPath, tasks.Load(Get(_task) ?? DefaultTask, model, modelPath), IsMoving(target));
        OutputFile.Write(terminal, target, () => page);
        terminal.Say($"{said}");
        OutputFile.SayOpen(terminal, target);
    }

    private (string Said, string Page) LookAtPicture(
        RecurrentAttentionModel model, string modelPath, string path, bool isMoving)
    {
        bool? invert = Get(_invert) switch { "yes" => true, "no" => false, _ => null };
        var picture = new UserPicture(path, model, invert, Get(_size));
        foreach (string remark in picture.Remarks)
            terminal.Error.WriteLine(remark);
        Rollout rollout = model.Look(picture.Image);
        float probability = rollout.Probabilities.Row(model.Options.Glimpses - 1)[rollout.Prediction];
        string name = model.TrainedOn?.Classes[rollout.Prediction] ?? Invariant($"{rollout.Prediction}");
        string said = Invariant($"It says {name}, with a probability of {probability:0.000}.");
        return (said, isMoving ? Trajectory.Animate(rollout, picture.Image).ToAnimatedSvg()
            : LookPage.OfPicture(model, modelPath, path, rollout, picture.Image, [.. picture.Remarks, said]));
    }

    private static (string Said, string Page) LookAtTask(
        RecurrentAttentionModel model, string modelPath, DigitTask task, bool isMoving)
    {
        LabelledImages test = task.Test.Slice(0, Math.Min(LookPage.MostImages, task.Test.Count));
        Rollout[] rollouts =
            [.. Enumerable.Range(0, test.Count).Select(index => model.Look(test.Images.Single(index)))];
        int right = rollouts.Index().Count(item => item.Item.Prediction == test.Labels[item.Index]);
        return ($"{right} of {test.Count} test images right.", isMoving
            ? Trajectory.Animate(rollouts[0], test.Images, 0, test.Labels[0]).ToAnimatedSvg()
            : LookPage.OfTask(model, modelPath, task, rollouts));
    }
}
