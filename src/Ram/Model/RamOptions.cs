using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ram.Networks;

namespace Ram.Model;

/// <summary>
/// What a recurrent attention model is: its retina, its core, its policy. Together with the weights it is all that it
/// takes to evaluate a model; it travels in the weight file as the JSON object <c>ram.options</c>.
/// </summary>
/// <example><code>
/// var options = new RamOptions { PatchSize = 12, Patches = 3, Glimpses = 8, Channels = 3, Classes = 5 };
/// Console.WriteLine(options.Validate().ToJson());
/// </code></example>
public sealed record RamOptions
{
    /// <summary>The most units of a layer.</summary>
    internal const int MostUnits = 4096;

    /// <summary>The side of a patch after averaging, g, in pixels; 1 to 1024.</summary>
    [Range(1, 1024)] public int PatchSize { get; init; } = 8;

    /// <summary>The number of patches of a glimpse, k; 1 to 16.</summary>
    [Range(1, 16)] public int Patches { get; init; } = 1;

    /// <summary>How much wider each patch is than the one before; 1 to 16.</summary>
    [Range(1.0, 16)] public double Scale { get; init; } = 2;

    /// <summary>The channels of the images: 1 for grey, 3 for colour.</summary>
    [Range(1, 16)] public int Channels { get; init; } = 1;

    /// <summary>The glimpses of a rollout, T; 1 to 1000.</summary>
    [Range(1, 1000)] public int Glimpses { get; init; } = 6;

    /// <summary>The recurrence of the core network.</summary>
    public CoreKind Core { get; init; } = CoreKind.Rectifier;

    /// <summary>The units of the core network; 1 to 4096.</summary>
    [Range(1, MostUnits)] public int Hidden { get; init; } = 256;

    /// <summary>The classes or actions to choose from; 2 to 256.</summary>
    [Range(2, 256)] public int Classes { get; init; } = 10;

    /// <summary>How the location network's output becomes the policy's mean.</summary>
    public Squash Squash { get; init; } = Squash.Clip;

    /// <summary>The standard deviation (not the variance) of the location policy, in action units; 0.000001 to 1000.</summary>
    [Range(1e-6, 1000)] public double Std { get; init; } = 0.1;

    /// <summary>The location of an action of 1: l = clamp(unitWidth * sample, -1, 1); above 0.</summary>
    [Range(0.0, 1000, MinimumIsExclusive = true)] public double UnitWidth { get; init; } = 1;

    /// <summary>Whether REINFORCE's gradient flows from the location network into the core.</summary>
    public bool ReinforceIntoCore { get; init; }

    /// <summary>Whether the action network is trained after every glimpse rather than after the last alone.</summary>
    public bool ClassifyEveryGlimpse { get; init; }

    /// <summary>Subtracted from a pixel in [0, 1] before the division by <see cref="InputStd"/>; -1000000 to 1000000.</summary>
    [Range(-1e6, 1e6)] public double InputMean { get; init; }

    /// <summary>The divisor of a pixel in [0, 1]; 0.000001 to 1000000.</summary>
    [Range(1e-6, 1e6)] public double InputStd { get; init; } = 1;

    /// <summary>The numbers that the retina gives for one glimpse: patches x channels x patch size squared.</summary>
    [JsonIgnore]
    public int GlimpseSize => Patches * Channels * PatchSize * PatchSize;

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public RamOptions Validate()
    {
        Allowed.CheckRanges(this);
        Allowed.Check(PatchSize * Math.Pow(Scale, Patches - 1) <= 65536, "scale", Scale,
            "a widest patch, patchSize x scale^(patches - 1), of at most 65536 pixels");
        Allowed.Check(GlimpseSize <= 1 << 16, "patchSize", PatchSize, "a glimpse of at most 65536 numbers");
        return this;
    }

    /// <summary>The options as the JSON object that weight files carry; every key is written.</summary>
    public string ToJson() => StrictJson.Write(this);

    /// <summary>Reads the JSON object of a weight file. Missing keys take their defaults; unknown keys are an error.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="RamException">When the text is no such object or a value is out of range.</exception>
    public static RamOptions FromJson(string json) => StrictJson.Read<RamOptions>(json, WeightFile.OptionsKey).Validate();
}

/// <summary>The recurrence of the core network.</summary>
public enum CoreKind
{
    /// <summary>h_t = ReLU(Linear(g_t) + Linear(h_{t-1})), the paper's core for images.</summary>
    Rectifier,
    /// <summary>A long short-term memory, the paper's core for the game of Catch.</summary>
    Lstm,
}
