using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ram.Cli.Options;
using Ram.Cli.Slurm;
using Ram.Cli.Training;
using Ram.Data;
using Ram.Experiments;
using Ram.Experiments.Search;
using Ram.Figures;
using Ram.Files;
using Ram.Training;

namespace Ram.Cli.Commands;

/// <summary><c>ram search</c>.</summary>
internal sealed class SearchCommand : Command, IShowsExamples
{
    private const int Trials = 20;
    private const long Budget = 1_000_000;

    private static readonly TimeSpan _checkpointEvery = TimeSpan.FromSeconds(60);

    private static readonly string _folder = Path.Combine(OutputFile.Folder, "search");
    private static readonly string[] _settings = [.. SearchSetting.All.Select(setting => setting.Name)];

    private readonly Option<string?> _task = Choice.TaskOption("What to learn", required: true);
    private readonly Option<SearchSetting[]> _over = new("--over")
    {
        Description = $"The settings to draw, with commas between them; of {string.Join(", ", _settings)}",
        HelpName = "SETTING,…",
        Required = true,
        CustomParser = ParseSettings,
    };
    private readonly Option<int?> _trials = Number.Whole(
        "--trials", $"Run the trials from 1 to this one; default: {Trials}", 1, 1_000_000);
    private readonly Option<int?> _trial = Number.Whole("--trial", "Run this trial alone", 1, 1_000_000);
    private readonly Option<long?> _budget = Number.Whole(
        "--budget", $"The rollouts of a trial; default: {Budget}", 1, long.MaxValue);
    private readonly Option<string?> _recipe = Choice.Of(
        "--recipe", $"The recipe to search around; default: {Recipe.Names[0]}", Recipe.Names);
    private readonly Option<ulong?> _seed = Number.Seed("The seed of the search and of every training; default: 1");
    private readonly Option<int?> _threads = Number.Threads();
    private readonly Option<string?> _out = FileOption.Of(
        "--out", $"Receives trial-NNNN.json of each trial and search.svg; default: {_folder}/TASK", "DIR");
    private readonly SlurmOptions _slurm = new();

    /// <summary>The command.</summary>
    public SearchCommand(Terminal terminal, TaskLoader tasks)
        : base(
            "search",
            "Search settings at random, each tried by a short training and judged on validation images, never on the test.")
    {
        foreach (Option option in new Option[]
        {
            _task, _over, _trials, _trial, _budget, _recipe, _seed, _threads, _out,
        }.Concat(_slurm.All))
            Add(option);
        SetAction(parsed => Run(terminal, tasks, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("search --task mnist --over std,rate", "Twenty trials; the same again goes on after Ctrl-C"),
        ("search --task cluttered-60 --over std,rate,reinforce --trials 50 --budget 2000000", "Longer trials, and more"),
        ("search --task mnist --over std,rate --trial 7", "One of them, the same as in any search with this seed"),
        ("search --task mnist --over std,rate --trials 200 --slurm --array-limit 20", "On a cluster, twenty at once"),
    ];

    private int Run(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        if (parsed.GetValue(_trial) is not null && parsed.GetValue(_trials) is not null)
            throw new UsageException("--trial and --trials are both given; allowed: one of them.");
        SlurmRequest? slurm = _slurm.Of(parsed, _trial, _threads);
        string recipe = parsed.GetValue(_recipe) ?? Recipe.Names[0];
        var search = new RandomSearch(
            parsed.GetRequiredValue(_task)!, Recipe.Find(recipe, parsed.GetRequiredValue(_task)!),
            parsed.GetRequiredValue(_over), parsed.GetValue(_budget) ?? Budget, parsed.GetValue(_seed) ?? 1);
        string folder = parsed.GetValue(_out) ?? Path.Combine(_folder, search.Task);
        DigitTask task = search.Around.Prepare(tasks.Load(search.Task, search.Seed));
        int[] numbers = parsed.GetValue(_trial) is int only
            ? [only]
            : [.. Enumerable.Range(1, parsed.GetValue(_trials) ?? Trials)];
        if (slurm is not null)
            return RunOnSlurm(terminal, search, recipe, task, numbers, folder, slurm);
        SearchReport report = RunTrials(terminal, search, task, numbers, folder, parsed.GetValue(_threads) ?? 0);
        Report(terminal, report, folder);
        return ExitCode.Success;
    }

    private static void Report(Terminal terminal, SearchReport report, string folder)
    {
        terminal.Output.WriteLine(report.ToTable().ToMarkdown() + report.ToTable().Caption);
        if (File.Exists(Picture(folder)))
            terminal.Note($"Open {Picture(folder)}.");
    }

    private static int RunOnSlurm(
        Terminal terminal, RandomSearch search, string recipe, DigitTask task, int[] numbers, string folder,
        SlurmRequest request)
    {
        string arguments = CommandLine.Join(
        [
            "search", "--task", search.Task, "--over", string.Join(',', search.Over.Select(setting => setting.Name)),
            "--recipe", recipe, "--budget", string.Create(CultureInfo.InvariantCulture, $"{search.Budget}"),
            "--seed", string.Create(CultureInfo.InvariantCulture, $"{search.Seed}"), "--out", folder,
        ]);
        var array = new SlurmArray(
            "search", folder, "", arguments + " --trial \"$SLURM_ARRAY_TASK_ID\"",
            [.. numbers.Select(number => new SlurmTask(
                number, string.Create(CultureInfo.InvariantCulture, $"Trial {number}"), ResultPath(folder, number)))]);
        SearchResult? Find(int number) => Done(search.Trial(number), task, ResultPath(folder, number));
        var run = new SlurmRun(terminal, request, array, done => Find(done.Number)?.ValidationErrorPercent);
        bool complete = run.Finish();
        var report = new SearchReport(search, [.. numbers.Select(Find).OfType<SearchResult>()]);
        if (report.Results.Count > 0 && !request.ScriptOnly)
        {
            Draw(report, folder);
            Report(terminal, report, folder);
        }
        return complete ? ExitCode.Success : ExitCode.Failure;
    }

    private static SearchReport RunTrials(
        Terminal terminal, RandomSearch search, DigitTask task, IEnumerable<int> numbers, string folder, int threads)
    {
        OutputFile.CheckFile(Picture(folder), mustRename: false);
        var results = new List<SearchResult>();
        foreach (int number in numbers)
        {
            SearchTrial trial = search.Trial(number);
            string path = ResultPath(folder, number);
            OutputFile.CheckFile(path, mustRename: true);
            results.Add(Done(trial, task, path) ?? Train(terminal, trial, task, path, threads));
            Draw(new SearchReport(search, results), folder);
        }
        return new SearchReport(search, results);
    }

    // A trial alone must not take the place of the figure of all.
    private static void Draw(SearchReport report, string folder)
    {
        if (report.Results.Count > 1)
            AtomicFile.Write(Picture(folder), report.ToFigure().ToSvg());
    }

    private static SearchResult? Done(SearchTrial trial, DigitTask task, string path)
    {
        if (!File.Exists(AtomicFile.Resolve(path)))
            return null;
        SearchResult done = SearchResult.Load(path);
        return done.IsOf(trial, task)
            ? done
            : throw new RamException($"{path} is a trial of another search; name another folder with --out.");
    }

    private static SearchResult Train(Terminal terminal, SearchTrial trial, DigitTask task, string path, int threads)
    {
        string values = string.Join(", ", trial.Values.Select(
            value => string.Create(CultureInfo.InvariantCulture, $"{value.Key} {value.Value:0.####}")));
        terminal.Note($"Trial {trial.Number}: {values}");
        Trainer trainer = trial.NewTrainer(task, threads);
        string checkpoint = Path.ChangeExtension(path, ".checkpoint");
        OutputFile.CheckFile(checkpoint, mustRename: true);
        OutputFile.CheckRoom(trainer, checkpoint);
        if (File.Exists(checkpoint))
        {
            trainer.Restore(checkpoint);
            terminal.Note($"Going on from {checkpoint}, update {trainer.Updates} of {trainer.TotalUpdates}.");
        }
        SearchResult result = SearchResult.Of(trial, task, trainer, Problem(terminal, trainer, checkpoint));
        result.Save(path);
        File.Delete(AtomicFile.Resolve(checkpoint));
        return result;
    }

    /// <summary>Trains to the end, and says why if that is not to be: a diverging trial is a result too.</summary>
    private static string? Problem(Terminal terminal, Trainer trainer, string checkpoint)
    {
        using var stop = new StopSignal();
        try
        {
            IEnumerable<EpochLog> epochs = trainer.Run(new CheckpointFile(checkpoint, _checkpointEvery), stop.Token);
            TrainingDisplay.Show(terminal, trainer, epochs.Select(epoch => EpochLine.Of(epoch, trainer)));
            return null;
        }
        // A checkpoint that cannot be written has a cause of its own, and is no result.
        catch (RamException error) when (error.InnerException is null)
        {
            return error.Message;
        }
        catch (OperationCanceledException)
        {
            terminal.Note($"Stopped after update {trainer.Updates} of {trainer.TotalUpdates}; saved {checkpoint}.");
            terminal.Note($"Trials that are done are kept; the same command goes on.");
            throw;
        }
    }

    private static string ResultPath(string folder, int number) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"trial-{number:0000}.json"));

    private static string Picture(string folder) => Path.Combine(folder, "search.svg");

    private static SearchSetting[]? ParseSettings(ArgumentResult result)
    {
        string[] names = result.Tokens[0].Value.Split(',');
        if (names.FirstOrDefault(name => !_settings.Contains(name)) is string unknown)
            result.AddError($"--over names \"{unknown}\"; allowed: {string.Join(", ", _settings)}.");
        else if (names.Distinct().Count() < names.Length)
            result.AddError($"--over is {result.Tokens[0].Value}; each setting is allowed once.");
        else
            return [.. names.Select(SearchSetting.Find)];
        return null;
    }
}
