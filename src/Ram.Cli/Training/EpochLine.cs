using Ram.Training;

namespace Ram.Cli.Training;

/// <summary>An epoch in one line, with the number of all epochs.</summary>
internal static class EpochLine
{
    /// <summary>Loss and errors of an epoch.</summary>
    public static string Of(EpochLog epoch, TrainingLoop trainer)
    {
        long epochs = (trainer.TotalUpdates + trainer.UpdatesPerEpoch - 1) / trainer.UpdatesPerEpoch;
        return epoch.ToString().Replace($"epoch {epoch.Epoch} ", $"epoch {epoch.Epoch}/{epochs} ", StringComparison.Ordinal);
    }
}
