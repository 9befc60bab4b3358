namespace Ram.Tests.Training;

/// <summary>A clock that goes on by so much each time it is read: by nothing, checkpoints compare to the byte.</summary>
internal sealed class StillClock(TimeSpan step = default) : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now += step.Ticks;
}
