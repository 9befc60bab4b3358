namespace Ram.Cli.Commands;

/// <summary><c>ram search</c>.</summary>
internal sealed class SearchCommand(Terminal terminal, TaskLoader tasks) : CliCommand(
    "search",
    "Search settings at random, each tried by a short training and judged on validation images, never on the test.",
    ("search --task mnist --over std,rate", "Twenty trials; the same again goes on after Ctrl-C"),
    ("search --task cluttered-60 --over std,rate,reinforce --trials 50 --budget 2000000", "Longer trials, and more"),
    ("search --task mnist --over std,rate --trial 7", "One of them, the same as in any search with this seed"),
    ("search --task mnist --over std,rate --trials 200 --slurm --array-limit 20", "On a cluster, twenty at once"))
{
    private const int Trials = 20, Budget = 1_000_000;
    private const string DefaultFolder = $"{OutputFile.Folder}/search";

    private readonly Option<string?> _task = TaskOption("What to learn", required: true);
    private readonly Option<string[]> _over = Text(
        "--over", $"The settings to draw, with commas between them; of {string.Join(", ", RandomSearch.Names)}",
        "SETTING,…", ParseSettings, required: true);
    private readonly Option<int?> _trials =
        Whole("--trials", $"Run the trials from 1 to this one; default: {Trials}", 1, 1_000_000);
    private readonly Option<int?> _trial = Whole("--trial", "Run this trial alone", 1, 1_000_000);
    private readonly Option<long?> _budget = Whole("--budget", $"The rollouts of a trial; default: {Budget}", 1L);
    private readonly Option<string?> _recipe = Choice(
        "--recipe", $"The recipe to search around; default: {Recipe.Names[0]}", Recipe.Names);
    private readonly Option<ulong?> _seed = Seed("The seed of the search and of every training; default: 1");
    private readonly Option<int?> _threads = Threads();
    private readonly Option<string?> _out = FileName(
        "--out", $"Receives trial-NNNN.json of each trial and search.svg; default: {DefaultFolder}/TASK", "DIR");
    private readonly SlurmOptions _slurm = new();

    private string Folder => Get(_out) ?? Path.Combine(DefaultFolder, Get(_task)!);
    private string Picture => Path.Combine(Folder, "search.svg");

    protected override void Run()
    {
        Parsed.CheckAtMostOne([_trial, _trials]);
        bool onSlurm = _slurm.IsAsked(_trial, _threads);
        string recipe = Get(_recipe) ?? Recipe.Names[0];
        var search = new RandomSearch(
            Get(_task)!, Recipe.Find(recipe, Get(_task)!), Get(_over)!, Get(_budget) ?? Budget, Get(_seed) ?? 1);
        DigitTask task = search.Around.Prepare(tasks.Load(search.Task, search.Seed));
        int[] numbers = Get(_trial) is int only ? [only] : [.. Enumerable.Range(1, Get(_trials) ?? Trials)];
        if (onSlurm)
        {
            RunOnSlurm(search, recipe, task, numbers);
            return;
        }
        OutputFile.CheckFile(Picture, mustRename: true); // it is drawn again after every trial, which no pipe takes
        List<SearchTrial> results = [];
        foreach (SearchTrial trial in numbers.Select(number => search.Trial(number, task)))
        {
            OutputFile.CheckFile(ResultPath(trial.Number), mustRename: true);
            results.Add(Done(trial) ?? Train(trial, task));
            Draw(search, results);
        }
        Report(search, results);
    }

    private void RunOnSlurm(RandomSearch search, string recipe, DigitTask task, int[] numbers)
    {
        string arguments = CommandLine.Join(
        [
            "search", "--task", search.Task, "--over", string.Join(',', search.Over),
            "--recipe", recipe, "--budget", Invariant($"{search.Budget}"), "--seed", Invariant($"{search.Seed}"),
            "--out", Folder,
        ]);
        var array = new SlurmArray(
            "search", Folder, "", arguments + " --trial \"$SLURM_ARRAY_TASK_ID\"",
            [.. numbers.Select(number => new SlurmTask(number, Invariant($"Trial {number}"), ResultPath(number)))]);
        SearchTrial? Find(int number) => Done(search.Trial(number, task));
        new SlurmRun(terminal, _slurm, array, done => Find(done.Number)?.ValidationErrorPercent).Finish(
            () => Report(search, [.. numbers.Select(Find).OfType<SearchTrial>()]));
    }

    private void Report(RandomSearch search, List<SearchTrial> results)
    {
        if (results.Count == 0)
            return;
        Draw(search, results);
        Table table = search.ToTable(results);
        terminal.Output.WriteLine(table.ToMarkdown() + table.Caption);
        if (results.Count > 1)
            terminal.Note($"Open {Picture}.");
    }

    // A trial alone must not take the place of the figure of all.
    private void Draw(RandomSearch search, List<SearchTrial> results)
    {
        if (results.Count > 1)
            AtomicFile.Write(Picture, search.ToFigure(results).ToSvg());
    }

    private SearchTrial? Done(SearchTrial trial)
    {
        string path = ResultPath(trial.Number);
        return !File.Exists(AtomicFile.Resolve(path)) ? null
            : SearchTrial.Load(path) is var done && done.IsLike(trial) ? done
            : throw new RamException($"{path} is a trial of another search; name another folder with --out.");
    }

    private SearchTrial Train(SearchTrial trial, DigitTask task)
    {
        IEnumerable<string> values = trial.Values.Select(value => Invariant($"{value.Key} {value.Value:0.####}"));
        terminal.Note($"Trial {trial.Number}: {string.Join(", ", values)}");
        Trainer trainer = trial.NewTrainer(task, Get(_threads) ?? 0);
        string path = ResultPath(trial.Number);
        TrainingFiles files = new([.. Parsed.Tokens.Select(token => token.Value)], path) { ResumeArguments = null };
        bool resume = File.Exists(AtomicFile.Resolve(files.CheckpointPath));
        return new TrainingSession(terminal, files with { Resume = resume }).Train(trainer, (_, problem) =>
        {
            // A diverging trial is a result too.
            SearchTrial result = trial.After(trainer, problem?.Message);
            OutputFile.Save(path, result.Save);
            return result;
        });
    }

    private string ResultPath(int number) => Path.Combine(Folder, Invariant($"trial-{number:0000}.json"));

    private static string[] ParseSettings(string found)
    {
        string[] names = [.. found.Split(',').Select(name => OneOf("--over", name, RandomSearch.Names))];
        return names.Distinct().Count() == names.Length
            ? names : throw new UsageException($"--over is {found}; each setting is allowed once.");
    }
}
