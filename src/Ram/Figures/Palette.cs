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

    /// <summary>What the eye should go to: vermilion.</summary>
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

    // Sky blue, yellow, orange.
    private static readonly int[][] _times = [[0x56, 0xb4, 0xe9], [0xf0, 0xe4, 0x42], [0xff, 0x7a, 0x3c]];

    /// <summary>The colour of a series; after the last one they begin anew.</summary>
    internal static string OfSeries(int index) => Series[index % Series.Count];

    /// <summary>The place of a glimpse in its rollout, over an image: from sky blue by yellow to orange.</summary>
    internal static string InTime(int step, int steps)
    {
        double place = 2.0 * step / Math.Max(1, steps - 1);
        int first = place < 1 ? 0 : 1;
        return "#" + string.Concat(_times[first].Zip(
            _times[first + 1], (from, to) => $"{(int)(from + (place - first) * (to - from)):x2}"));
    }
}

/// <summary>Sizes in pixels that all figures share.</summary>
internal static class Style
{
    public const double Margin = 16, Gap = 20, Swatch = 18, TickGap = 6, LabelGap = 6, YLabelRise = 15;
    public const double TitleSize = 16, TitleLine = 21;
    public const double PanelTitleSize = 13, PanelTitleLine = 17;
    public const double LabelSize = 12, LabelLine = 18; // ticks are labels too
    public const double CaptionSize = 12, CaptionLine = 16;

    /// <summary>How many panels stand in a row of a grid of small ones: at most four.</summary>
    public static int Columns(int panels) => panels <= 4 ? panels : panels % 4 is 0 or 3 ? 4 : 3;

    /// <summary>What a fallback font may be wider than the widths that we know; bold letters differ most.</summary>
    public const double WidthMargin = 1.1, BoldMargin = 1.2;
}
