namespace Ram.Figures;

/// <summary>
/// The colours of every figure. The series colours are those of Okabe and Ito ("Color universal design", 2008), told
/// apart with any kind of colour vision; their yellow is left out, as it fades on white.
/// </summary>
public static class Palette
{
    /// <summary>The colours of series, in the order in which they are taken.</summary>
    public static IReadOnlyList<string> Series { get; } =
        ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#4d4d4d"];

    /// <summary>What the eye shall go to: vermilion.</summary>
    public const string Emphasis = "#d55e00";

    /// <summary>What was right, or true: bluish green.</summary>
    public const string Right = "#009e73";

    /// <summary>A mark over an image: orange, bright on black and dark enough on white.</summary>
    public const string OverImage = "#f5a300";

    /// <summary>A second mark over an image: sky blue.</summary>
    public const string OverImageSecond = "#56b4e9";

    /// <summary>What is there for comparison: grey.</summary>
    public const string Quiet = "#9a9a9a";

    /// <summary>The background of every figure.</summary>
    public const string Paper = "#ffffff";

    /// <summary>Titles.</summary>
    public const string Ink = "#1a1a1a";

    /// <summary>Labels, ticks and captions.</summary>
    public const string SoftInk = "#555555";

    /// <summary>Grid lines.</summary>
    public const string Grid = "#e4e4e4";

    /// <summary>The line of an axis.</summary>
    public const string AxisLine = "#8c8c8c";
}
