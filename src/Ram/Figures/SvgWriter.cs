using System.Globalization;
using System.Text;

namespace Ram.Figures;

/// <summary>Writes SVG elements: numbers with two decimals in the invariant culture, text escaped.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    public SvgWriter Open(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        _text.Append('>');
        return this;
    }

    public SvgWriter Close(string name)
    {
        _text.Append("</").Append(name).Append(">\n");
        return this;
    }

    public SvgWriter Empty(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        _text.Append("/>\n");
        return this;
    }

    public SvgWriter Line()
    {
        _text.Append('\n');
        return this;
    }

    public SvgWriter Text(string text)
    {
        _text.Append(Escape(text));
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>At most two decimals, and never a negative zero.</summary>
    public static string Number(double value)
    {
        string text = Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>Text for an XML text or attribute; what XML does not allow is left out.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char letter = text[i];
            if (char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                escaped.Append(letter).Append(text[++i]);
            else
                escaped.Append(Escape(letter));
        }
        return escaped.ToString();
    }

    private static string Escape(char letter) => letter switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&quot;",
        '\t' or '\n' or '\r' => " ",
        < ' ' or '\uFFFE' or '\uFFFF' => "",
        _ => char.IsSurrogate(letter) ? "" : letter.ToString(),
    };

    private void Start(string name, ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string key, object? value) in attributes)
        {
            if (value is not null)
                _text.Append(' ').Append(key).Append("=\"").Append(Attribute(value)).Append('"');
        }
    }

    private static string Attribute(object value) => value switch
    {
        double number => Number(number),
        int number => number.ToString(CultureInfo.InvariantCulture),
        string text => Escape(text),
        _ => throw new ArgumentException($"An attribute cannot be a {value.GetType().Name}.", nameof(value)),
    };
}
