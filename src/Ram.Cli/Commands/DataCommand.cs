namespace Ram.Cli.Commands;

/// <summary><c>ram data</c>.</summary>
internal sealed class DataCommand(Terminal terminal, TaskLoader tasks) : CliCommand(
    "data", "Verify MNIST, or the data set that RAM_DATA names, and show a task's images.",
    ("data", "Verify MNIST"),
    ("data cluttered-60 --sheet artifacts/cluttered-60.svg", "See what a task looks like"))
{
    private const string DefaultTask = "mnist";

    private readonly Argument<string?> _task = Word("TASK", $"Whose images; default: {DefaultTask}", DigitTask.Names);
    private readonly Option<string?> _sheet =
        FileName("--sheet", "Receives a picture of some test images with their labels", "SVG");

    protected override void Run()
    {
        string? sheet = Get(_sheet);
        OutputFile.Check(terminal, sheet);
        DigitTask task = tasks.Load(Get(_task) ?? DefaultTask);
        LabelledImages some = task.Test.Slice(0, Math.Min(50, task.Test.Count));
        OutputFile.Write(terminal, sheet, () => ContactSheet.Of(
            some.Images, [.. some.Labels.Select(label => some.ClassNames[label])],
            title: $"Test images of {task.Name} ({task.DataName})").ToSvg());
        IExamples train = task.Train;
        if (task.DataName == Mnist.Name)
            terminal.Say($"MNIST: {Mnist.Find()}, {Mnist.Files.Count} files, as they were published.");
        terminal.Say(
            $"{task.Name}: {train.Width}x{train.Height} pixels, {train.Classes} classes, made of {task.DataName}.");
        terminal.Say(
            $"{train.Count} images to train on, {task.Validation.Count} to validate, {task.Test.Count} to test.");
        terminal.Say($"SHA-256 of the digits: {task.DataChecksum}");
        OutputFile.SayOpen(terminal, sheet);
    }
}
