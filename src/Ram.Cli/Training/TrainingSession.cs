namespace Ram.Cli.Training;

/// <summary>A training from its first line on the screen to its files; if stopped, it says how to go on.</summary>
internal sealed class TrainingSession(Terminal terminal, TrainingFiles files)
{
    private readonly string _checkpoint = files.CheckpointPath;

    // Where the checkpoint really is if its path is a link: File.Exists is true even of a link that points nowhere.
    private readonly string _file = AtomicFile.Resolve(files.CheckpointPath);

    /// <summary>Trains a recipe's model, or a network in its place; writes the model and its result.</summary>
    public RunResult Run(Recipe recipe, TrainingData data, FeedForwardOptions? network = null)
    {
        TrainingOptions training = recipe.Training with { Data = data.Description };
        RamOptions options = recipe.Model with { Channels = data.Train.Channels, Classes = data.Train.Classes };
        Classifier model =
            network?.NewNetwork(training.Seed) ?? (Classifier)(recipe with { Model = options }).NewModel();
        model.TrainedOn = data.Kept;
        var trainer = new Trainer(model, data.Train, data.Validation, training);
        return Run(trainer, training, data.Task, data.Source, () =>
        {
            // A model that was trained at random glimpses has no policy to be tested.
            Evaluation? test = data.Test is null ? null
                : training.RandomGlimpses && model is RecurrentAttentionModel blind
                    ? Evaluation.RunRandomGlimpses(blind, data.Test, threads: training.Threads)
                : Evaluation.Run(model, data.Test, training.Threads);
            return (test?.Images ?? 0, test?.Errors ?? 0);
        }, network);
    }

    /// <summary>Trains an agent at the game of Catch; writes the agent and its result.</summary>
    public RunResult RunCatch(RamOptions options, TrainingOptions training)
    {
        var agent = new RecurrentAttentionModel(options, training.Seed);
        var trainer = new CatchTrainer(agent, training);
        training = training with { Data = trainer.DataName };
        return Run(trainer, training, RunResult.CatchTask, (trainer.DataName, ""), () =>
        {
            CatchEvaluation test = CatchEvaluation.Run(agent, games: 10_000, threads: training.Threads);
            return (test.Games, test.Games - test.Caught);
        });
    }

    /// <summary>Trains; what writes the result is given the update it began at and, if it diverged, why.</summary>
    public T Train<T>(TrainingLoop training, Func<long, RamException?, T> write)
    {
        foreach (string path in new[] { files.ModelPath, files.ResultPath, _checkpoint })
            OutputFile.CheckFile(path, mustRename: path == _checkpoint, [.. files.Inputs]);
        OutputFile.CheckRoom(training, files.ModelPath, files.ResultPath, _checkpoint);
        using FileStream held = Lock();
        Begin(training);
        T result = write(training.Updates, Advance(training));
        // Not before the result is written.
        if (!files.KeepsCheckpoint)
            File.Delete(_file);
        return result;
    }

    private RunResult Run(
        TrainingLoop trainer, TrainingOptions training, string task, (string Name, string Checksum) source,
        Func<(int Images, int Errors)> test, FeedForwardOptions? network = null) => Train(trainer, (begunAt, problem) =>
    {
        if (problem is not null)
            throw problem;
        OutputFile.Save(files.ModelPath, path => WeightFile.Save(trainer.Model, path));
        (int images, int errors) = terminal.During("Testing", test);
        var result = new RunResult
        {
            Task = task,
            Data = source.Name,
            DataChecksum = source.Checksum,
            Command = $"ram {CommandLine.Join(files.Arguments)}",
            Model = (trainer.Model as RecurrentAttentionModel)?.Options,
            Network = network,
            Training = training,
            LearningCurve = trainer.Log,
            RolloutsUsed = trainer.Rollouts,
            TestImages = images,
            TestErrors = errors,
            Seconds = Math.Round(trainer.Seconds, 1),
            ResumedAtUpdate = begunAt,
        };
        OutputFile.Save(files.ResultPath, result.Save);
        return result;
    });

    // The system lets go of the lock when the process ends, however it ends; the empty file may stay.
    private FileStream Lock()
    {
        try
        {
            return new FileStream(_file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RamException(
                $"Cannot train with the checkpoint {_checkpoint}: another training uses it. Wait for its end, or give "
                + "another file with --checkpoint.", error);
        }
    }

    private void Begin(TrainingLoop training)
    {
        if (files.Resume)
        {
            if (!File.Exists(_file))
                throw new RamException(
                    $"Cannot resume from {_checkpoint}: it does not exist; leave --resume out to begin anew.");
            training.Restore(_checkpoint);
            terminal.Note($"Going on from {_checkpoint}, {Progress(training)}.");
            return;
        }
        // A checkpoint may be hours of work: those that are in the way are renamed, never overwritten by another training.
        if (File.Exists(_file))
        {
            string previous = _file + ".previous";
            for (int number = 2; File.Exists(previous); number++)
                previous = $"{_file}.previous-{number}";
            File.Move(_file, previous);
            terminal.Note($"{_checkpoint} was there already; it is now {previous}. To go on from it:");
            terminal.Note($"  {(files with { CheckpointPath = previous }).ResumeCommand}");
        }
        training.Save(_checkpoint);
    }

    /// <summary>Trains; gives why it failed if it diverged.</summary>
    private RamException? Advance(TrainingLoop training)
    {
        using var stop = new StopSignal();
        try
        {
            terminal.Follow("Training", training.TotalUpdates, (line, progress) =>
            {
                training.Updated = () => progress(training.Updates, Progress(training)
                    + Invariant($" ({100 * training.Updates / training.TotalUpdates}%)"));
                foreach (EpochLog epoch in training.Run((_checkpoint, files.CheckpointEvery), stop.Token))
                    line(Describe(training, epoch));
            });
            if (training.StoppedEarly)
                terminal.Note($"Stopped early: the last validations brought nothing better.");
            return null;
        }
        catch (OperationCanceledException)
        {
            terminal.Note($"Stopped after {Progress(training)}; saved {_checkpoint}. To go on:");
            terminal.Note($"  {files.ResumeCommand}");
            throw;
        }
        catch (RamException error) when (error.InnerException is IOException or UnauthorizedAccessException)
        {
            // The checkpoint could not be written: tried once more, and then saved elsewhere.
            OutputFile.Save(_checkpoint, training.Save);
            throw;
        }
        catch (RamException error)
        {
            return error;
        }
    }

    private static string Progress(TrainingLoop training) =>
        Invariant($"update {training.Updates} of {training.TotalUpdates}");

    private static string Describe(TrainingLoop training, EpochLog epoch)
    {
        if (training is CatchTrainer)
            return Invariant($"{epoch.Rollouts * CatchGame.Size / 1e6,7:0.00} million frames  ")
                + Invariant($"caught in training {100 - epoch.TrainErrorPercent,6:0.00}%  ")
                + Invariant($"validation {100 - epoch.ValidationErrorPercent,6:0.00}%")
                + (epoch.IsBest ? " (best)" : "");
        long epochs = (training.TotalUpdates + training.UpdatesPerEpoch - 1) / training.UpdatesPerEpoch;
        (string number, string all) = ($"epoch {epoch.Epoch} ", $"epoch {epoch.Epoch}/{epochs} ");
        return epoch.ToString().Replace(number, all, StringComparison.Ordinal);
    }
}
