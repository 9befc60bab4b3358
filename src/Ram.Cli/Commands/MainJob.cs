namespace Ram.Cli.Commands;

/// <summary><c>ram</c> without arguments: learn MNIST in a minute or two and show what came of it.</summary>
internal sealed class MainJob(Terminal terminal, TaskLoader tasks) : CliCommand(
    "ram",
    "A recurrent attention model: a network that looks at a few small patches of an image, decides where to look "
    + "next, and says what it sees. Without a command it learns to read digits, in a minute or two, and shows what "
    + "came of it.",
    ("", "Learn MNIST in a minute or two, and write artifacts/ram.html"),
    ("look --model artifacts/ram.safetensors --task mnist", "Look closer at a dozen test images"),
    ("look --model artifacts/ram.safetensors --image my-digit.png", "Watch it read a digit of your own, about 28x28"),
    ("evaluate --model artifacts/ram.safetensors --task mnist", "Count its errors on the test images"),
    ("train mnist", "Train in earnest"),
    ("train --folder pictures", "Learn your own pictures, one subfolder a class"),
    ("sprint", "The paper's figures on all four tasks, in minutes"))
{
    private const string Task = "mnist", SprintRecipe = "sprint";
    private const string ModelPath = $"{OutputFile.Folder}/ram.safetensors", PagePath = $"{OutputFile.Folder}/ram.html";

    protected override void Run()
    {
        terminal.Note(
            $"A recurrent attention model learns to read digits. This takes a minute or two; Ctrl-C stops it.");
        DigitTask data = tasks.Load(Task);
        Recipe recipe = Recipe.Find(SprintRecipe, Task);
        var files = new TrainingFiles(["train", Task, "--recipe", SprintRecipe, "--out", ModelPath], ModelPath);
        OutputFile.Check(terminal, PagePath);
        RunResult result = new TrainingSession(terminal, files).Run(recipe, TrainingData.Of(data, recipe));
        RecurrentAttentionModel model = WeightFile.Load(ModelPath);
        AtomicFile.Write(PagePath, LookPage.OfTraining(model, ModelPath, result, data));
        string images = $"{result.TestErrors} of {result.TestImages} images of {result.Data} that it had never seen";
        RamOptions options = model.Options;
        string glimpses = $"{options.Glimpses} glimpses of {options.PatchSize}x{options.PatchSize} pixels";
        terminal.Say($"Test error {result.TestErrorPercent:0.00}%: {images}, with {glimpses} each.");
        terminal.Say($"Open {PagePath}: how it learned, and where it looked. The model is {ModelPath}.");
        terminal.Say($"Next:");
        foreach ((string arguments, string purpose) in Examples.Skip(1).Append(("--help", "Everything else")))
            terminal.Say($"  # {purpose}\n  {CommandLine.Of(arguments)}");
    }
}
