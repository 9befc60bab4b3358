using System.Globalization;

namespace Ram.Figures;

/// <summary>
/// Formats interpolated text for SVG: numbers with two decimals in the invariant culture, text escaped.
/// <c>{value:name}</c> is the attribute <c>name="value"</c> after a space, or nothing when the value is null.
/// </summary>
internal sealed class SvgText : IFormatProvider, ICustomFormatter
{
    private static readonly SvgText _format = new();

    public static string? Of(FormattableString? text) => text?.ToString(_format);

    /// <summary>Text for an XML text or attribute; what XML does not allow is left out.</summary>
    public static string Escape(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&quot;",
        '\t' or '\n' or '\r' => " ",
        // A half of a surrogate pair is given as U+FFFD.
        < ' ' or >= '\uFFFD' and <= '\uFFFF' => "",
        _ => rune.ToString(),
    }));

    /// <summary>A number with at most so many decimals, up to four. Adding zero takes the sign off a zero.</summary>
    public static string Number(double value, int decimals = 2) =>
        (Math.Round(value, decimals) + 0.0).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A location as (x, y).</summary>
    public static string Location(double x, double y) => $"({Number(x)}, {Number(y)})";

    /// <summary>A text with a full stop, unless it ends a sentence by itself.</summary>
    public static string Sentence(string text) =>
        text is [] or [.., '.' or '?' or '!' or ':' or '\u2026'] ? text : text + ".";

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string? format, object? value, IFormatProvider? formatProvider)
    {
        string text = value is double number ? Number(number)
            : Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return format is null ? text : value is null ? "" : $" {format}=\"{text}\"";
    }
}
