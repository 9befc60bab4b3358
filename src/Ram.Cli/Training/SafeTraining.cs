using Ram.Files;
using Ram.Training;

namespace Ram.Cli.Training;

/// <summary>A training that survives Ctrl-C and power cuts: it keeps checkpoints and says how to go on from them.</summary>
internal sealed class SafeTraining(Terminal terminal, TrainingFiles files, TrainingLoop training) : IDisposable
{
    private FileStream? _lock;

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    /// <summary>Goes on from the checkpoint, or makes room for a new one.</summary>
    /// <exception cref="RamException">When a file cannot be read or written.</exception>
    public void Begin()
    {
        foreach (string path in new[] { files.ModelPath, files.ResultPath, files.StopPath })
            OutputFile.CheckFile(path, mustRename: path == files.StopPath, [.. files.Inputs]);
        OutputFile.CheckRoom(training, files.ModelPath, files.ResultPath, files.StopPath);
        _lock = Lock(AtomicFile.Resolve(files.StopPath));
        if (files.Resume)
        {
            if (!File.Exists(files.StopPath))
                throw new RamException(
                    $"Cannot resume from {files.StopPath}: it does not exist; leave --resume out to begin anew.");
            training.Restore(files.StopPath);
            terminal.Note($"Going on from {files.StopPath}, update {training.Updates} of {training.TotalUpdates}.");
            return;
        }
        if (files.CheckpointPath is null)
            return;
        KeepPrevious(files.CheckpointPath);
        training.Save(files.CheckpointPath);
    }

    /// <summary>Trains to the end, showing it.</summary>
    /// <param name="run">The training's lines, with its checkpoint and the token that stops it.</param>
    /// <exception cref="OperationCanceledException">When it was stopped, after saying how to resume.</exception>
    public void Run(Func<CheckpointFile?, CancellationToken, IEnumerable<string>> run)
    {
        using var stop = new StopSignal();
        CheckpointFile? checkpoint = files.CheckpointPath is string path ? new(path, files.CheckpointEvery) : null;
        try
        {
            TrainingDisplay.Show(terminal, training, run(checkpoint, stop.Token));
        }
        catch (OperationCanceledException)
        {
            if (checkpoint is null)
            {
                KeepPrevious(files.StopPath);
                OutputFile.Save(files.StopPath, training.Save);
            }
            terminal.Note($"Stopped after update {training.Updates} of {training.TotalUpdates}; saved {files.StopPath}. To go on:");
            terminal.Note($"  {files.ResumeCommand}");
            throw;
        }
        // The checkpoint could not be written.
        catch (RamException error) when (error.InnerException is IOException or UnauthorizedAccessException)
        {
            OutputFile.Save(files.StopPath, training.Save);
            throw;
        }
    }

    /// <summary>Removes the checkpoint, unless somebody asked for it: model and result are written.</summary>
    public void End()
    {
        if (!files.KeepsCheckpoint)
            File.Delete(AtomicFile.Resolve(files.StopPath));
    }

    // The system lets go of the lock when the process ends, however it ends; the empty file may stay.
    private static FileStream Lock(string checkpoint)
    {
        try
        {
            return new FileStream(
                checkpoint + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RamException(
                $"Cannot train with the checkpoint {checkpoint}: another training uses it. Wait for its end, or give "
                + "another file with --checkpoint.", error);
        }
    }

    // A checkpoint may be hours of work: one that is in the way is renamed, never overwritten by another training.
    private void KeepPrevious(string path)
    {
        string file = AtomicFile.Resolve(path), previous = file + ".previous";
        if (!File.Exists(file))
            return;
        File.Move(file, previous, overwrite: true);
        terminal.Note($"{path} was there already; it is now {previous}. (To go on from it, add --resume.)");
    }
}
