namespace Ram.Cli.Training;

/// <summary>A training that survives Ctrl-C and power cuts: it keeps checkpoints and says how to go on from them.</summary>
internal sealed class SafeTraining(Terminal terminal, TrainingFiles files, TrainingLoop training) : IDisposable
{
    private readonly string _checkpoint = files.CheckpointPath;

    // Where the checkpoint really is if its path is a link: File.Exists is true even of a link that points nowhere.
    private readonly string _file = AtomicFile.Resolve(files.CheckpointPath);

    private FileStream? _lock;

    private string Progress => Invariant($"update {training.Updates} of {training.TotalUpdates}");

    public void Dispose() => _lock?.Dispose();

    /// <summary>Goes on from the checkpoint, or makes room for a new one.</summary>
    public void Begin()
    {
        foreach (string path in new[] { files.ModelPath, files.ResultPath, _checkpoint })
            OutputFile.CheckFile(path, mustRename: path == _checkpoint, [.. files.Inputs]);
        OutputFile.CheckRoom(training, files.ModelPath, files.ResultPath, _checkpoint);
        _lock = Lock();
        if (files.Resume)
        {
            if (!File.Exists(_file))
                throw new RamException(
                    $"Cannot resume from {_checkpoint}: it does not exist; leave --resume out to begin anew.");
            training.Restore(_checkpoint);
            terminal.Note($"Going on from {_checkpoint}, {Progress}.");
            return;
        }
        // A checkpoint may be hours of work: one that is in the way is renamed, never overwritten by another training.
        if (File.Exists(_file))
        {
            string previous = _file + ".previous";
            File.Move(_file, previous, overwrite: true);
            terminal.Note($"{_checkpoint} was there already; it is now {previous}. To go on from it:");
            terminal.Note($"  {(files with { CheckpointPath = previous }).ResumeCommand}");
        }
        training.Save(_checkpoint);
    }

    /// <summary>Trains to the end, showing it; one that is stopped says how to resume.</summary>
    public void Run()
    {
        using var stop = new StopSignal();
        try
        {
            terminal.Follow("Training", training.TotalUpdates, (line, progress) =>
            {
                training.Updated = () => progress(
                    training.Updates, Invariant($"{Progress} ({100 * training.Updates / training.TotalUpdates}%)"));
                foreach (EpochLog epoch in training.Run(new(_checkpoint, files.CheckpointEvery), stop.Token))
                    line(Describe(epoch));
            });
            if (training.StoppedEarly)
                terminal.Note($"Stopped early: the last validations brought nothing better.");
        }
        catch (OperationCanceledException)
        {
            terminal.Note($"Stopped after {Progress}; saved {_checkpoint}. To go on:");
            terminal.Note($"  {files.ResumeCommand}");
            throw;
        }
        catch (RamException error) when (IsOfCheckpoint(error))
        {
            // Tried once more, and then saved elsewhere.
            OutputFile.Save(_checkpoint, training.Save);
            throw;
        }
    }

    /// <summary>Removes the checkpoint, unless somebody asked for it: model and result are written.</summary>
    public void End()
    {
        if (!files.KeepsCheckpoint)
            File.Delete(_file);
    }

    /// <summary>Whether the checkpoint could not be written; otherwise the training itself failed.</summary>
    public static bool IsOfCheckpoint(RamException error) =>
        error.InnerException is IOException or UnauthorizedAccessException;

    // The system lets go of the lock when the process ends, however it ends; the empty file may stay.
    private FileStream Lock()
    {
        try
        {
            return new FileStream(
                _file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RamException(
                $"Cannot train with the checkpoint {_checkpoint}: another training uses it. Wait for its end, or give "
                + "another file with --checkpoint.", error);
        }
    }

    private string Describe(EpochLog epoch)
    {
        if (training is CatchTrainer)
            return Invariant($"{epoch.Rollouts * CatchGame.Size / 1e6,7:0.00} million frames  ")
                + Invariant($"caught in training {100 - epoch.TrainErrorPercent,6:0.00}%  ")
                + Invariant($"validation {100 - epoch.ValidationErrorPercent,6:0.00}%")
                + (epoch.IsBest ? " (best)" : "");
        long epochs = (training.TotalUpdates + training.UpdatesPerEpoch - 1) / training.UpdatesPerEpoch;
        return epoch.ToString().Replace($"epoch {epoch.Epoch} ", $"epoch {epoch.Epoch}/{epochs} ", StringComparison.Ordinal);
    }
}
