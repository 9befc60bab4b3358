namespace Ram.Cli.Commands;

/// <summary><c>ram</c> without arguments: learn MNIST in a minute or two and show what came of it.</summary>
internal sealed class MainJob(Terminal terminal, TaskLoader tasks) : CliCommand(
    "ram",
    "A recurrent attention model: a network that looks at a few small patches of an image, decides where to look "
    + "next, and says what it sees. Without a command it learns to read digits, in a minute or two, and shows what "
    + "came of it.",
    ("", "Learn MNIST in a minute or two, and write artifacts/ram.html"),
    ("sprint", "The paper's figures on all four tasks, in minutes"),
    ("train mnist --glimpses 6", "Train in earnest"),
    ("train --folder pictures", "Learn your own pictures, one subfolder a class"),
    ("evaluate --model artifacts/mnist.safetensors --task mnist", "Count a model's errors on the test images"),
    ("look --model artifacts/mnist.safetensors --image my-digit.png", "Watch it read a digit of your own"))
{
    private const string Task = "mnist", SprintRecipe = "sprint";

    private static readonly string _modelPath = Path.Combine(OutputFile.Folder, "ram.safetensors");
    private static readonly string _pagePath = Path.Combine(OutputFile.Folder, "ram.html");

    protected override void Run()
    {
        terminal.Note(
            $"A recurrent attention model learns to read digits. This takes a minute or two; Ctrl-C stops it.");
        DigitTask data = tasks.Load(Task);
        Recipe recipe = Recipe.Find(SprintRecipe, Task);
        var files = new TrainingFiles(["train", Task, "--recipe", SprintRecipe, "--out", _modelPath], _modelPath);
        OutputFile.Check(terminal, _pagePath);
        (Classifier trained, RunResult result) =
            new TrainingSession(terminal, files).Run(recipe, TrainingData.Of(data, recipe));
        var model = (RecurrentAttentionModel)trained;
        AtomicFile.Write(_pagePath, LookPage.OfTraining(model, _modelPath, result, data));
        Report(model.Options, result);
    }

    private void Report(RamOptions model, RunResult result)
    {
        string images = $"{result.TestErrors} of {result.TestImages} images of {result.Data} that it had never seen";
        string glimpses = $"{model.Glimpses} glimpses of {model.PatchSize}x{model.PatchSize} pixels";
        terminal.Say($"Test error {result.TestErrorPercent:0.00}%: {images}, with {glimpses} each.");
        terminal.Say($"Open {_pagePath}: how it learned, and where it looked. The model is {_modelPath}.");
        terminal.Say($"Next:");
        foreach ((string arguments, string purpose) in new[]
        {
            ($"look --model {_modelPath} --task {result.Task}", "look closer at a dozen test images"),
            ($"look --model {_modelPath} --image my-digit.png", "or at a digit of your own, about 28x28"),
            ($"train {result.Task} --glimpses 6", "train in earnest"),
            ("train translated-60", "find digits that hide anywhere in a larger image"),
            ("--help", "everything else"),
        })
        {
            terminal.Say($"  # {purpose}");
            terminal.Say($"  {CommandLine.Of(arguments)}");
        }
    }
}
