namespace Ram.Figures;

/// <summary>
/// Tells a notebook how a type shows itself. Notebooks find it by its simple name and the names of its members, which
/// is why the library needs no reference to any of them.
/// </summary>
/// <param name="formatterSourceType">A class with <c>IEnumerable&lt;object&gt; CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The representations to emit, all of them.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}

/// <summary>Makes a formatter in a representation that a notebook draws, and one in plain text.</summary>
internal abstract class PictureFormatters<TValue>(string mimeType, Func<TValue, string> markup)
    where TValue : notnull
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new TypeFormatter<TValue>(mimeType, markup),
        new TypeFormatter<TValue>("text/plain", value => value.ToString()!),
    ];
}

internal sealed class FigureFormatters() : PictureFormatters<Figure>("image/svg+xml", figure => figure.ToSvg());

internal sealed class TableFormatters() : PictureFormatters<Table>("image/svg+xml", table => table.ToSvg());

internal sealed class AnimatedFigureFormatters()
    : PictureFormatters<AnimatedFigure>("text/html", figure => figure.ToHtml());

/// <summary>Writes a <typeparamref name="TValue"/> in one representation; found by its members' names.</summary>
internal sealed class TypeFormatter<TValue>(string mimeType, Func<TValue, string> format)
{
    public string MimeType { get; set; } = mimeType;

    /// <summary>Writes <paramref name="instance"/>; false when it is of another type.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not TValue value)
            return false;
        writer.Write(format(value));
        return true;
    }
}
