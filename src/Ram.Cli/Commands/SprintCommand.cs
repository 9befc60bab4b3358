using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ram.Cli.Options;
using Ram.Cli.Training;
using Ram.Data;
using Ram.Experiments;
using Ram.Figures;

namespace Ram.Cli.Commands;

/// <summary><c>ram sprint</c>: the paper's figures in minutes.</summary>
internal sealed class SprintCommand : Command, IShowsExamples
{
    private const string SprintRecipe = "sprint";

    private static readonly string _folder = Path.Combine(OutputFile.Folder, "sprint");

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Argument<string[]> _tasks =
        Choice.SeveralArguments("TASK", "What to learn; default: all tasks", DigitTask.Names);
    private readonly Option<ulong?> _seed = Number.Seed();
    private readonly Option<int?> _threads = Number.Threads();
    private readonly Option<string?> _out = FileOption.Of(
        "--out", $"Receives the model and the result of each task, TASK.safetensors and TASK.json; default: {_folder}",
        "DIR");
    private readonly Option<bool> _asJson = Flag.Json();

    /// <summary>The command.</summary>
    public SprintCommand(Terminal terminal, TaskLoader tasks)
        : base(
            "sprint",
            "Train each task by its shortest recipe, test it once, and show it beside the paper's figure: minutes in all.")
    {
        Add(_tasks);
        foreach (Option option in new Option[] { _seed, _threads, _out, _asJson })
            Add(option);
        SetAction(parsed => Run(terminal, tasks, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("sprint", "All four tasks"),
        ("sprint mnist cluttered-60 --seed 2", "Two of them with another seed"),
        ("sprint --json", "The same as one JSON object"),
    ];

    private int Run(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        string[] chosen = parsed.GetValue(_tasks) is { Length: > 0 } some ? some : [.. DigitTask.Names];
        List<Row> rows = [];
        foreach ((int index, string task) in chosen.Index())
        {
            terminal.Note($"{task}, {index + 1} of {chosen.Length}");
            rows.Add(Train(terminal, tasks, parsed, task));
        }
        terminal.Output.WriteLine(
            parsed.GetValue(_asJson) ? JsonSerializer.Serialize(new { rows }, _json) : ToTable(rows).ToMarkdown());
        return ExitCode.Success;
    }

    private Row Train(Terminal terminal, TaskLoader tasks, ParseResult parsed, string task)
    {
        ulong seed = parsed.GetValue(_seed) ?? 1;
        string model = Path.Combine(parsed.GetValue(_out) ?? _folder, $"{task}.safetensors");
        Recipe recipe = Recipe.Find(SprintRecipe, task);
        recipe = recipe with
        {
            Training = recipe.Training with { Seed = seed, Threads = parsed.GetValue(_threads) ?? 0 },
        };
        string[] arguments =
        [
            "train", task, "--recipe", SprintRecipe, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--out", model,
        ];
        var plan = new TrainingPlan(task, recipe, arguments, model);
        TrainingData data = TrainingData.Of(tasks.Load(task, seed), recipe);
        RunResult result = new TrainingSession(terminal, plan, data).Run().Result;
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
            row.Task, Text($"{row.Glimpses}"), Text($"{row.Rollouts / 1e6:0.00} M"), Text($"{row.Seconds:0}"),
            Text($"{row.ValidationErrorPercent:0.00}"), Text($"{row.TestErrorPercent:0.00}"),
            Text($"{row.PaperErrorPercent:0.00}"),
        ])]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Row(
        string Task, int Glimpses, long Rollouts, double Seconds, double? ValidationErrorPercent,
        double? TestErrorPercent, double? PaperErrorPercent);
}
