namespace Ram.Cli.Commands;

/// <summary><c>ram experiment</c>.</summary>
internal sealed class ExperimentCommand(Terminal terminal, TaskLoader tasks) : CliCommand(
    "experiment", "Train a row of the paper's tables, test it once and keep the result in place of an earlier one (--folder: "
    + "elsewhere). Ctrl-C saves a checkpoint.",
    ("experiment --list", "What there is, what is done and what is missing"),
    ("experiment mnist-7", "Train the paper's best model of MNIST"),
    ("experiment cluttered-60-8 --seed 2 --resume", "Go on with the training of seed 2"),
    ("experiment --all", "Train all that is missing; the same again after Ctrl-C"),
    ("experiment mnist-7 cluttered-60-8 --seeds 5 --slurm --time 4:00:00", "Two rows by five seeds on a cluster"))
{
    private const string Scratch = $"{OutputFile.Folder}/experiments";

    private readonly Argument<string[]> _names = Words(
        "NAME", "What to train; of several, only those without a result", [.. Experiment.All.Select(row => row.Name)]);
    private readonly Option<bool> _list = Flag("--list", "Show all experiments, how they stand and how long they take");
    private readonly Option<bool> _all = Flag(
        "--all", "Train what is missing, the shortest first; goes on from checkpoints, and past what fails");
    private readonly Option<ulong?> _seed = Seed(
        "The seed of everything random; results of seeds other than 1 carry it in their names; default: 1");
    private readonly Option<int?> _seeds = Whole(
        "--seeds", "Train what is missing by each seed from 1 to this one; default: one seed", 1, 1000);
    private readonly Option<bool> _missing = Flag(
        "--missing", "Train NAME only if it has no result yet, from its checkpoint if it has one");
    private readonly Option<string?> _recipe = Choice(
        "--recipe", $"How to train; default: {Recipe.Names[0]}", Recipe.Names);
    private readonly Option<int?> _epochs = Whole("--epochs", "The epochs; default: those of the experiment", 1);
    private readonly Option<int?> _threads = Threads();
    private readonly CheckpointOptions _checkpoint = new($"{Scratch}/NAME.checkpoint", seconds: 180);
    private readonly Option<string?> _folder = FileName(
        "--folder", "The folder of results/, models/ and checkpoints/; default: data here or in a folder above", "DIR");
    private readonly Option<string?> _scratchFolder = FileName(
        "--scratch", $"The folder of checkpoints and of models that are not kept; default: {Scratch}", "DIR");
    private readonly Option<bool> _json = JsonFlag("With --list: print one JSON object");
    private readonly SlurmOptions _slurm = new();

    private ExperimentFolders Folders =>
        new(Get(_folder) ?? ExperimentFolders.DefaultData, Get(_scratchFolder) ?? Scratch);

    protected override void Run()
    {
        CheckUsage();
        Experiment[] runs = Runs();
        if (_slurm.IsAsked(_list, _seed, _threads, _checkpoint.File, _checkpoint.Resume, _missing))
            RunOnSlurm(runs);
        else if (Get(_list))
            List(runs);
        else if (Get(_all) || Get(_missing) || runs.Length > 1)
            TrainMissing(runs);
        else
            Train(runs[0], Get(_checkpoint.Resume));
    }

    private void CheckUsage()
    {
        string[] names = Get(_names) ?? [];
        if ((names.Length > 0 ? 1 : 0) + Parsed.Given(_list, _all).Length != 1)
            throw new UsageException(
                "One of NAME, --list and --all is needed, and only one of them; --list shows the names.");
        Parsed.CheckAtMostOne([_seed, _seeds]);
        if ((names.Length != 1 || Get(_seeds) > 1) && Parsed.Given(_checkpoint.Resume, _checkpoint.File).Length > 0)
            throw new UsageException(
                "--resume and --checkpoint are for one training, NAME; a list goes on from checkpoints by itself.");
        Parsed.CheckNeeds(_json, ", which it is for", _list);
    }

    private Experiment[] Runs()
    {
        string[] names = Get(_names) is { Length: > 0 } some ? some : [.. Experiment.All.Select(row => row.Name)];
        ulong[] seeds =
            Get(_seeds) is int most ? [.. Enumerable.Range(1, most).Select(seed => (ulong)seed)] : [Get(_seed) ?? 1];
        string recipe = Get(_recipe) ?? Recipe.Names[0];
        return [.. from name in names from seed in seeds
            select Experiment.Find(name) with { RecipeName = recipe, Seed = seed, Epochs = Get(_epochs) }];
    }

    private void List(Experiment[] runs)
    {
        if (Get(_folder) is null && !Directory.Exists(Folders.Results))
            throw new RamException($"There are no results here: no {Folders.Results} in {Environment.CurrentDirectory} "
                + "or a folder above; start in the project's folder or name another with --folder.");
        Table table = Folders.ToTable(runs);
        terminal.Output.WriteLine(Get(_json) ? Folders.ToJson(runs) : table.ToMarkdown() + table.Caption);
    }

    private void RunOnSlurm(Experiment[] runs)
    {
        Experiment[] rows = [.. Experiment.All];
        string recipe = runs[0].RecipeName;
        string arguments = CommandLine.Join(
        [
            "--missing", "--recipe", recipe, .. Repeat(_epochs), .. Repeat(_checkpoint.Every),
            "--folder", Folders.Data, "--scratch", Folders.Scratch,
        ]);
        string setup = $$"""
            rows=({{string.Join(' ', rows.Select(row => row.Name))}})
            row=${rows[SLURM_ARRAY_TASK_ID % ${#rows[@]}]}
            seed=$((SLURM_ARRAY_TASK_ID / ${#rows[@]} + 1))

            """;
        SlurmTask ToTask(Experiment run) => new(
            Array.FindIndex(rows, row => row.Name == run.Name) + rows.Length * ((int)run.Seed - 1), run.RunName,
            Folders.Result(run));
        var array = new SlurmArray(
            $"experiment-{recipe}", Folders.Scratch, setup, $"experiment \"$row\" --seed \"$seed\" {arguments}",
            [.. runs.Select(ToTask)]);
        new SlurmRun(terminal, _slurm, array, done => RunResult.Load(done.ResultPath).TestErrorPercent)
            .Finish(() => List(runs));
    }

    private void TrainMissing(Experiment[] runs)
    {
        Experiment[] missing = [.. Folders.Missing(runs)];
        int failed = 0;
        foreach ((int index, Experiment run) in missing.Index())
        {
            terminal.Note($"{run.RunName}, {index + 1} of {missing.Length}");
            try
            {
                Train(run, resume: Folders.FindCheckpoint(run) is not null);
            }
            catch (RamException error) when (runs.Length > 1)
            {
                failed++;
                terminal.Note($"{run.RunName} failed: {error.Message}");
            }
        }
        terminal.Say(
            $"{missing.Length - failed} trained, {failed} failed, {runs.Length - missing.Length} done before.");
        if (failed > 0)
            throw new RamException($"{failed} of {missing.Length} failed; the same command does only those again.");
    }

    private void Train(Experiment run, bool resume)
    {
        TrainingFiles files = _checkpoint.Of(new TrainingFiles(run.Arguments, Folders.Model(run))
        {
            ResultPath = Folders.Result(run),
            CheckpointPath = Folders.Checkpoint(run),
            ResumeArguments = [.. Repeat(_folder), .. Repeat(_scratchFolder), .. Repeat(_threads)],
        });
        TrainingOptions training = run.Recipe.Training;
        Recipe recipe = run.Recipe with { Training = training with { Threads = Get(_threads) ?? training.Threads } };
        var data = TrainingData.Of(tasks.LoadMnist(run.Task, run.Seed), recipe);
        string target = AtomicFile.Resolve(files.CheckpointPath);
        if (resume && !File.Exists(target) && Folders.FindCheckpoint(run) is string kept)
        {
            OutputFile.CheckFile(files.CheckpointPath, mustRename: true, kept);
            File.Copy(kept, target);
            terminal.Note($"{files.CheckpointPath} does not exist; going on from {kept}.");
        }
        RunResult result = new TrainingSession(terminal, files with { Resume = resume }).Run(
            recipe, data, run.Network);
        // The result says all that a finished checkpoint does; one that is left would be taken for work to do.
        foreach (string checkpoint in new[] { files.CheckpointPath, Folders.KeptCheckpoint(run) }.Where(File.Exists))
            File.Delete(AtomicFile.Resolve(checkpoint));
        string images = $"{result.TestErrors} of {result.TestImages} images of {result.Data}";
        string error = Invariant($"{result.TestErrorPercent:0.00}% ± {result.StandardErrorPercent:0.00}");
        terminal.Say($"{run.RunName}: test error {error} ({images}).");
        terminal.Say($"Wrote {files.ResultPath} and {files.ModelPath}.");
    }

    private string[] Repeat<T>(Option<T> option) =>
        Get(option) is { } value ? [option.Name, Invariant($"{value}")] : [];
}
