namespace Ram.Figures;

/// <summary>How wide a text will be. The fonts asked for have the same widths, which stand here.</summary>
internal static class TextMetrics
{
    public const string FontFamily = "Helvetica, Arial, 'Liberation Sans', sans-serif";

    // Characters beyond ASCII are taken as this wide.
    private const int OtherWidth = 600;
    private const double BoldFactor = 1.07;

    // Thousandths of the font size, from the space to the tilde.
    private static readonly short[] _widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>The width in pixels.</summary>
    public static double Width(string text, double size, bool bold = false) =>
        text.Sum(letter => letter is >= ' ' and <= '~' ? _widths[letter - ' '] : letter < '\u2e80' ? OtherWidth : 1000)
            * size / 1000 * (bold ? BoldFactor : 1);

    /// <summary>The width of a label, whatever font it falls back to.</summary>
    public static double LabelWidth(string text) => Width(text, Style.LabelSize) * Style.WidthMargin;

    /// <summary>A label, or as much of its beginning as fits, and three dots.</summary>
    public static string Trim(string label, Predicate<string> fits) => Enumerable.Range(0, label.Length)
        .Select(cut => cut == 0 ? label : label[..^cut].TrimEnd() + "\u2026")
        .FirstOrDefault(text => fits(text), "\u2026");

    /// <summary>The lines of a panel's title, then their width, whatever font they fall back to.</summary>
    public static List<string> WrapTitle(string? title, double width) =>
        Wrap(title, width, Style.PanelTitleSize * Style.BoldMargin, bold: true);
    public static double TitleWidth(string line) => Width(line, Style.PanelTitleSize * Style.BoldMargin, bold: true);

    /// <summary>Whether a panel's title stays within so many pixels and lines.</summary>
    public static bool FitsTitle(string title, double width, int most) => WrapTitle(title, width) is var lines
        && lines.Count <= most && lines.All(line => TitleWidth(line) <= width);

    /// <summary>Breaks a text between words into the fewest lines that fit, as even as may be.</summary>
    public static List<string> Wrap(string? text, double width, double size, bool bold = false)
    {
        string[] words = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int count = Fill(width).Count;
        (double low, double high) = (0, width);
        while (count > 1 && high - low > 1)
        {
            double middle = (low + high) / 2;
            (low, high) = Fill(middle).Count > count ? (middle, high) : (low, middle);
        }
        return Fill(high);

        List<string> Fill(double most)
        {
            var lines = new List<string>();
            foreach (string word in words)
                if (lines.Count > 0 && Width($"{lines[^1]} {word}", size, bold) <= most)
                    lines[^1] += " " + word;
                else
                    lines.Add(word);
            return lines;
        }
    }
}
