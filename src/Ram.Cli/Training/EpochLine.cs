using System.Globalization;
using Ram.Training;

namespace Ram.Cli.Training;

/// <summary>An epoch in one line.</summary>
internal static class EpochLine
{
    /// <summary>Loss and errors of an epoch.</summary>
    public static string Of(EpochLog epoch, Trainer trainer)
    {
        long epochs = (trainer.TotalUpdates + trainer.UpdatesPerEpoch - 1) / trainer.UpdatesPerEpoch;
        string validation = epoch.ValidationErrorPercent is double error
            ? string.Create(CultureInfo.InvariantCulture, $"  validation error {error,6:0.00}%{(epoch.IsBest ? " (best)" : "")}")
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"epoch {epoch.Epoch}/{epochs}  loss {epoch.Loss,7:0.0000}  training error {epoch.TrainErrorPercent,6:0.00}%{validation}");
    }
}
