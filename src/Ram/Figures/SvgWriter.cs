using System.Globalization;
using System.Text;

namespace Ram.Figures;

/// <summary>Writes SVG elements: numbers with two decimals in the invariant culture, text escaped.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>The start of an element that holds others.</summary>
    public void Open(string name, params ReadOnlySpan<(string Name, object? Value)> attributes) =>
        Write(name, attributes, ">");

    public void Line() => _text.Append('\n');

    public void Close(string name) => _text.Append("</").Append(name).Append(">\n");

    /// <summary>An element that holds nothing. Attributes that are null are left out.</summary>
    public void Empty(string name, params ReadOnlySpan<(string Name, object? Value)> attributes) =>
        Write(name, attributes, "/>\n");

    public void Rectangle(Box box, params ReadOnlySpan<(string Name, object? Value)> more) =>
        Empty("rect", [("x", box.X), ("y", box.Y), ("width", box.Width), ("height", box.Height), .. more]);

    public void Circle(double x, double y, double radius, string fill, string? stroke = null) =>
        Empty("circle", ("cx", x), ("cy", y), ("r", radius), ("fill", fill), ("stroke", stroke));

    /// <summary>An element that holds a text.</summary>
    public void Text(string name, string text, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Write(name, attributes, ">" + Escape(text));
        Close(name);
    }

    public override string ToString() => _text.ToString();

    /// <summary>At most two decimals, and never a negative zero.</summary>
    public static string Number(double value)
    {
        string text = Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A text with its numbers written so.</summary>
    public static string Numbers(FormattableString text) =>
        string.Format(CultureInfo.InvariantCulture, text.Format, [.. text.GetArguments().Select(
            argument => argument is double number ? Number(number) : argument)]);

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

    private void Write(string name, ReadOnlySpan<(string Name, object? Value)> attributes, string end)
    {
        _text.Append('<').Append(name);
        foreach ((string key, object? value) in attributes)
            if (value is not null)
                _text.Append(' ').Append(key).Append("=\"").Append(Attribute(value)).Append('"');
        _text.Append(end);
    }

    private static string Attribute(object value) => value switch
    {
        double number => Number(number),
        int number => number.ToString(CultureInfo.InvariantCulture),
        string text => Escape(text),
        _ => throw new ArgumentException($"An attribute cannot be a {value.GetType().Name}.", nameof(value)),
    };
}
