using System.Globalization;

namespace Ram.Cli.Commands;

/// <summary><c>ram data</c>.</summary>
internal sealed class DataCommand(Terminal terminal, TaskLoader tasks) : CliCommand(
    "data", "Verify MNIST, or the data set that RAM_DATA names, and show a task's images.",
    ("data", "Verify MNIST"),
    ("data cluttered-60 --sheet artifacts/cluttered-60.svg", "See what a task looks like"))
{
    private const string DefaultTask = "mnist";
    private const int SheetImages = 50;

    private readonly Argument<string?> _task = Choice.TaskArgument($"Whose images; default: {DefaultTask}");
    private readonly Option<string?> _sheet =
        FileOption.Of("--sheet", "Receives a picture of some test images with their labels", "SVG");

    protected override void Run()
    {
        string? sheet = Get(_sheet);
        if (sheet is not null)
            OutputFile.Check(sheet);
        DigitTask task = tasks.Load(Get(_task) ?? DefaultTask);
        if (sheet is not null)
            OutputFile.Write(terminal, sheet, Sheet(task).ToSvg());
        TextWriter words = OutputFile.Words(terminal, sheet);
        IExamples train = task.Train;
        if (task.DataName == Mnist.Name)
            words.WriteLine($"MNIST: {Mnist.Find()}, {Mnist.Files.Count} files, as they were published.");
        words.WriteLine(
            $"{task.Name}: {train.Width}x{train.Height} pixels, {train.Classes} classes, made of {task.DataName}.");
        words.WriteLine(
            $"{train.Count} images to train on, {task.Validation.Count} to validate, {task.Test.Count} to test.");
        words.WriteLine($"SHA-256 of the digits: {task.DataChecksum}");
        if (sheet is not null)
            terminal.Note($"Open {sheet}.");
    }

    private static Figure Sheet(DigitTask task)
    {
        LabelledImages some = task.Test.Slice(0, Math.Min(SheetImages, task.Test.Count));
        string[] labels = [.. some.Labels.Select(label => label.ToString(CultureInfo.InvariantCulture))];
        return ContactSheet.Of(some.Images, labels, title: $"Test images of {task.Name} ({task.DataName})");
    }
}
