using Ram.Catch;
using Ram.Files;
using Ram.Model;

namespace Ram.Experiments;

/// <summary>What came of learning the game of Catch: one JSON file a run, beside the agent.</summary>
public sealed record CatchResult
{
    /// <summary>The name of the task.</summary>
    public const string TaskName = "catch";

    /// <summary>What was learned, always <see cref="TaskName"/>.</summary>
    public string Task { get; init; } = TaskName;

    /// <summary>The command that gives this result again.</summary>
    public required string Command { get; init; }

    /// <summary>The version of the library that computed it.</summary>
    public string Version { get; init; } = RunResult.CurrentVersion;

    /// <summary>What the agent is.</summary>
    public required RamOptions Model { get; init; }

    /// <summary>The seed of everything random.</summary>
    public ulong Seed => Training.Seed;

    /// <summary>How it was trained.</summary>
    public required CatchOptions Training { get; init; }

    /// <summary>The validations, one after the other.</summary>
    public required IReadOnlyList<CatchLog> LearningCurve { get; init; }

    /// <summary>The frames that it was trained on.</summary>
    public required long FramesUsed { get; init; }

    /// <summary>The fresh games that it was judged on.</summary>
    public required int Games { get; init; }

    /// <summary>The seed of those games.</summary>
    public required ulong GamesSeed { get; init; }

    /// <summary>Those that it caught, playing deterministically.</summary>
    public required int Caught { get; init; }

    /// <summary>The same in percent.</summary>
    public double CaughtPercent => 100.0 * Caught / Games;

    /// <summary>The wall time of the training in seconds, over all its parts if it was resumed.</summary>
    public required double Seconds { get; init; }

    /// <summary>The updates that had been done when it was last resumed; 0 for an unbroken run.</summary>
    public required long ResumedAtUpdate { get; init; }

    /// <summary>The machine that it ran on.</summary>
    public required Machine Machine { get; init; }

    /// <summary>The result as JSON.</summary>
    public string ToJson() => ResultJson.Write(this);

    /// <summary>Writes the result, aside and renamed.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToJson());

    /// <summary>Reads a result.</summary>
    /// <exception cref="RamException">When the file cannot be read or is no result.</exception>
    public static CatchResult Load(string path) => ResultJson.Read<CatchResult>(path, Fault);

    private static string? Fault(CatchResult result) =>
        result.Task != TaskName ? $"its task is \"{result.Task}\""
        : result.Games > 0 && result.Caught >= 0 && result.Caught <= result.Games ? null
        : $"{result.Caught} of {result.Games} games caught";
}
