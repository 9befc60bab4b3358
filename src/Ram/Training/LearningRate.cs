using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Ram.Training;

/// <summary>How a learning rate changes over a training.</summary>
internal enum ScheduleKind
{
    Constant, Linear, Exponential, Cosine,
}

/// <summary>The learning rate as a function of how far a training has come.</summary>
/// <param name="Start">The first rate; above 0.</param>
/// <param name="Floor">The rate that it never falls below; 0 to <see cref="Start"/>.</param>
/// <param name="Decay">The factor of an exponential schedule after each epoch; above 0, at most 1.</param>
public sealed record LearningRate(
    [property: Range(0.0, 1000, MinimumIsExclusive = true), Display(Name = "learning rate")] double Start = 1e-3,
    double Floor = 0,
    [property: Range(0.0, 1, MinimumIsExclusive = true), Display(Name = "learning rate's decay")] double Decay = 1)
{
    [JsonInclude, Display(Name = "schedule")] internal ScheduleKind Kind { get; init; }

    /// <summary>The same rate throughout.</summary>
    public static LearningRate Constant(double rate) => new(rate);

    /// <summary>Linear to zero, as in the paper.</summary>
    public static LearningRate LinearToZero(double start) => new(start) { Kind = ScheduleKind.Linear };

    /// <summary>Multiplied by <paramref name="decay"/> after each epoch, never below <paramref name="floor"/>.</summary>
    public static LearningRate Exponential(double start, double decay, double floor = 0) =>
        new(start, floor, decay) { Kind = ScheduleKind.Exponential };

    /// <summary>Half a cosine down to <paramref name="floor"/>.</summary>
    public static LearningRate Cosine(double start, double floor = 0) =>
        new(start, floor) { Kind = ScheduleKind.Cosine };

    /// <summary>The rate of an update, from 0, of all updates of a training.</summary>
    public double At(long update, long updates, long updatesPerEpoch)
    {
        double progress = (double)update / updates;
        return Kind switch
        {
            ScheduleKind.Linear => Start + (Floor - Start) * progress,
            ScheduleKind.Exponential => Math.Max(Floor, Start * Math.Pow(Decay, update / updatesPerEpoch)),
            ScheduleKind.Cosine => Floor + (Start - Floor) * 0.5 * (1 + Math.Cos(Math.PI * progress)),
            _ => Start,
        };
    }

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public LearningRate Validate()
    {
        Allowed.CheckRanges(this);
        Allowed.Check(Floor >= 0 && Floor <= Start, "learning rate's floor", Floor, "0 to the first rate");
        return this;
    }
}
