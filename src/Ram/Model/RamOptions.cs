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
/// <param name="PatchSize">The side of a patch after averaging, g, in pixels; 1 to 1024.</param>
/// <param name="Patches">The number of patches of a glimpse, k; 1 to 16.</param>
/// <param name="Scale">How much wider each patch is than the one before; 1 to 16.</param>
/// <param name="Channels">The channels of the images: 1 for grey, 3 for colour.</param>
/// <param name="Glimpses">The glimpses of a rollout, T; 1 to 1000.</param>
/// <param name="Core">The recurrence of the core network.</param>
/// <param name="Hidden">The units of the core network; 1 to 4096.</param>
/// <param name="Classes">The classes or actions to choose from; 2 to 256.</param>
/// <param name="Squash">How the location network's output becomes the policy's mean.</param>
/// <param name="Std">
/// The standard deviation (not the variance) of the location policy, in action units; 0.000001 to 1000.
/// </param>
/// <param name="UnitWidth">The location of an action of 1: l = clamp(unitWidth * sample, -1, 1); above 0.</param>
/// <param name="ReinforceIntoCore">Whether REINFORCE's gradient flows from the location network into the core.</param>
/// <param name="ClassifyEveryGlimpse">
/// Whether the action network is trained after every glimpse rather than after the last alone.
/// </param>
/// <param name="InputMean">
/// Subtracted from a pixel in [0, 1] before the division by <see cref="InputStd"/>; -1000000 to 1000000.
/// </param>
/// <param name="InputStd">The divisor of a pixel in [0, 1]; 0.000001 to 1000000.</param>
public sealed record RamOptions(
    [property: Range(1, 1024)] int PatchSize = 8,
    [property: Range(1, 16)] int Patches = 1,
    [property: Range(1.0, 16)] double Scale = 2,
    [property: Range(1, 16)] int Channels = 1,
    [property: Range(1, 1000)] int Glimpses = 6,
    CoreKind Core = CoreKind.Rectifier,
    [property: Range(1, RamOptions.MostUnits)] int Hidden = 256,
    [property: Range(2, 256)] int Classes = 10,
    Squash Squash = Squash.Clip,
    [property: Range(1e-6, 1000)] double Std = 0.1,
    [property: Range(0.0, 1000, MinimumIsExclusive = true)] double UnitWidth = 1,
    bool ReinforceIntoCore = false,
    bool ClassifyEveryGlimpse = false,
    [property: Range(-1e6, 1e6)] double InputMean = 0,
    [property: Range(1e-6, 1e6)] double InputStd = 1)
{
    /// <summary>The most units of a layer.</summary>
    internal const int MostUnits = 4096;

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
