using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ram.Experiments.Baselines;
using Ram.Files;
using Ram.Model;
using Ram.Training;

namespace Ram.Experiments;

/// <summary>What came of a training: one JSON file a run, beside the model, from which a figure can be made again.</summary>
/// <example><code>
/// RunResult result = RunResult.Load("data/results/mnist-6.json");
/// Console.WriteLine($"{result.TestErrorPercent:0.00}% after {result.RolloutsUsed:N0} rollouts");
/// </code></example>
public sealed record RunResult
{
    /// <summary>The name of the game of Catch among the tasks.</summary>
    public const string CatchTask = "catch";
    /// <summary>The version of the library.</summary>
    public static string CurrentVersion { get; } = typeof(RunResult).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The task that was asked for.</summary>
    public required string Task { get; init; }
    /// <summary>The data that it was trained on.</summary>
    public required string Data { get; init; }
    /// <summary>The SHA-256 of the data's images and labels, hexadecimal; empty for games, which a seed decides.</summary>
    public required string DataChecksum { get; init; }
    /// <summary>The command that gives this result again.</summary>
    public required string Command { get; init; }
    /// <summary>The version of the library that computed it.</summary>
    public string Version { get; init; } = CurrentVersion;

    /// <summary>The first seven digits of the commit that the library was built from; empty if not known.</summary>
    [JsonIgnore]
    public string Commit => Version.Split('+') is [_, var commit] ? commit[..Math.Min(7, commit.Length)] : "";

    /// <summary>What the model is; null where a network without glimpses was trained.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public RamOptions? Model { get; init; }

    /// <summary>What the network without glimpses is; null where a recurrent attention model was trained.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public FeedForwardOptions? Network { get; init; }

    /// <summary>The seed of everything random.</summary>
    public ulong Seed => Training.Seed;
    /// <summary>How it was trained.</summary>
    public required TrainingOptions Training { get; init; }
    /// <summary>The epochs, one after the other.</summary>
    public required IReadOnlyList<EpochLog> LearningCurve { get; init; }
    /// <summary>The rollouts that it was trained on.</summary>
    public required long RolloutsUsed { get; init; }
    /// <summary>The images of the test set; 0 for images of one's own, of which none are kept back for a test.</summary>
    public required int TestImages { get; init; }
    /// <summary>Those that were classified wrongly, each looked at once.</summary>
    public required int TestErrors { get; init; }
    /// <summary>The same in percent; null without test images.</summary>
    public double? TestErrorPercent => TestImages == 0 ? null : 100.0 * TestErrors / TestImages;

    /// <summary>The standard error of <see cref="TestErrorPercent"/>, that of a binomial proportion.</summary>
    [JsonIgnore]
    public double? StandardErrorPercent => TestErrorPercent is double percent
        ? Math.Sqrt(percent * (100 - percent) / TestImages) : null;

    /// <summary>The least validation error of the training in percent; null without a validation.</summary>
    [JsonIgnore] public double? ValidationErrorPercent => LearningCurve.Min(epoch => epoch.ValidationErrorPercent);
    /// <summary>The wall time of the training in seconds, over all its parts if it was resumed.</summary>
    public required double Seconds { get; init; }
    /// <summary>The updates that had been done when it was last resumed; 0 for an unbroken run.</summary>
    public required long ResumedAtUpdate { get; init; }

    [JsonInclude, JsonRequired] internal Machine Machine { get; init; } = Machine.Current;

    /// <summary>The fresh games of Catch that an agent was judged on, in the place of test images; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Games => Task == CatchTask ? TestImages : null;

    /// <summary>The games that it caught, playing deterministically; the others are the errors.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Caught => Games - TestErrors;

    /// <summary>The same in percent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CaughtPercent => 100.0 * Caught / Games;

    /// <summary>The result as JSON.</summary>
    public string ToJson() => ResultJson.Write(this) + "\n";

    /// <summary>Writes the result, aside and renamed.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToJson());

    /// <summary>Reads a result.</summary>
    /// <exception cref="RamException">When the file cannot be read or is no result.</exception>
    public static RunResult Load(string path) => ResultJson.Read<RunResult>(path, result =>
    {
        result.Model?.Validate();
        return result.TestErrors < 0 || result.TestErrors > result.TestImages
            ? $"{result.TestErrors} errors of {result.TestImages} test images"
            : result.Model is null == result.Network is null ? "it needs either a model or a network"
            : null;
    });
}

/// <summary>How results are written to JSON and read from it: every key known, numbers strict, options in words.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static string Write<TResult>(TResult result) => JsonSerializer.Serialize(result, _json);

    /// <summary>Reads a result, unless <paramref name="problem"/> says what is wrong with it.</summary>
    public static TResult Read<TResult>(string path, Func<TResult, string?> problem) where TResult : class
    {
        byte[] file = InputFile.Read(path);
        try
        {
            TResult result = JsonSerializer.Deserialize<TResult>(file, _json)
                ?? throw new JsonException("it is null");
            return problem(result) is string found ? throw new JsonException(found) : result;
        }
        catch (Exception error) when (error is JsonException or RamException)
        {
            throw InputFile.Invalid(path, "result file", error.Message.ReplaceLineEndings(" ").TrimEnd('.'), error);
        }
    }
}
