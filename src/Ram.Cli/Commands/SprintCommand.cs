namespace Ram.Cli.Commands;

/// <summary><c>ram sprint</c>: the paper's figures in minutes.</summary>
internal sealed class SprintCommand(Terminal terminal, TaskLoader tasks) : CliCommand(
    "sprint",
    "Train each task by its shortest recipe, test it once, and show it beside the paper's figure: minutes in all.",
    ("sprint", "All four tasks"),
    ("sprint mnist cluttered-60 --seed 2", "Two of them with another seed"),
    ("sprint --json", "The same as one JSON object"))
{
    private const string SprintRecipe = "sprint", Folder = $"{OutputFile.Folder}/sprint";

    private readonly Argument<string[]> _tasks = Words("TASK", "What to learn; default: all tasks", DigitTask.Names);
    private readonly Option<ulong?> _seed = Seed();
    private readonly Option<int?> _threads = Threads();
    private readonly Option<string?> _out = FileName(
        "--out", $"Receives the model and the result of each task, TASK.safetensors and TASK.json; default: {Folder}",
        "DIR");
    private readonly Option<bool> _json = JsonFlag();

    protected override void Run()
    {
        string[] chosen = Get(_tasks) is { Length: > 0 } some ? some : [.. DigitTask.Names];
        List<Row> rows = [];
        foreach ((int index, string task) in chosen.Index())
        {
            terminal.Note($"{task}, {index + 1} of {chosen.Length}");
            rows.Add(Train(task));
        }
        terminal.Output.WriteLine(Get(_json) ? ToJson(new { rows }) : ToTable(rows).ToMarkdown());
    }

    private Row Train(string task)
    {
        ulong seed = Get(_seed) ?? 1;
        string model = Path.Combine(Get(_out) ?? Folder, $"{task}.safetensors");
        Recipe recipe = Recipe.Find(SprintRecipe, task);
        recipe = recipe with { Training = recipe.Training with { Seed = seed, Threads = Get(_threads) ?? 0 } };
        string[] arguments = ["train", task, "--recipe", SprintRecipe, "--seed", Invariant($"{seed}"), "--out", model];
        var data = TrainingData.Of(tasks.Load(task, seed), recipe);
        RunResult result = new TrainingSession(terminal, new TrainingFiles(arguments, model)).Run(recipe, data).Result;
        return new Row(
            task, recipe.Model.Glimpses, result.RolloutsUsed, result.Seconds, result.ValidationErrorPercent,
            result.TestErrorPercent, ComparedTable.PaperErrorPercent(task));
    }

    private static Table ToTable(IEnumerable<Row> rows) => new(
        "Sprint",
        [
            new("Task"), new("Glimpses", true), new("Rollouts", true), new("Seconds", true),
            new("Validation error, %", true), new("Test error, %", true), new("Paper, %", true),
        ],
        [.. rows.Select(row => (string[])
        [
            row.Task, Invariant($"{row.Glimpses}"), Invariant($"{row.Rollouts / 1e6:0.00} M"),
            Invariant($"{row.Seconds:0}"), Invariant($"{row.ValidationErrorPercent:0.00}"),
            Invariant($"{row.TestErrorPercent:0.00}"), Invariant($"{row.PaperErrorPercent:0.00}"),
        ])]);

    private sealed record Row(
        string Task, int Glimpses, long Rollouts, double Seconds, double? ValidationErrorPercent,
        double? TestErrorPercent, double? PaperErrorPercent);
}
