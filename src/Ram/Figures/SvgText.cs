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

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string? format, object? value, IFormatProvider? formatProvider)
    {
        // Adding zero takes the sign off a zero.
        string text = value is double number
            ? (Math.Round(number, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture)
            : Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return format is null ? text : value is null ? "" : $" {format}=\"{text}\"";
    }
}
