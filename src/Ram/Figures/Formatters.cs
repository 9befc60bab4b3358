namespace Ram.Figures;

/// <summary>
/// Tells a notebook how a type shows itself, by a class with <c>CreateTypeFormatters</c>. Notebooks find it by its
/// simple name and the names of its members, which is why the library needs no reference to any of them.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The representations to emit, all of them.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}

/// <summary>Makes a formatter in a representation that a notebook draws, and one in plain text.</summary>
internal abstract class PictureFormatters(string mimeType, Func<object, string?> markup)
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new TypeFormatter(mimeType, markup), new TypeFormatter("text/plain", picture => picture.ToString())];
}

internal sealed class StillFormatters() : PictureFormatters(
    "image/svg+xml", picture => (picture as Figure ?? (picture as Table)?.ToFigure())?.ToSvg());

internal sealed class MovingFormatters() : PictureFormatters("text/html", picture => (picture as Figure)?.ToHtml());

/// <summary>Writes an object in one representation; found by its members' names.</summary>
internal sealed class TypeFormatter(string mimeType, Func<object, string?> format)
{
    public string MimeType { get; set; } = mimeType;

    /// <summary>Writes <paramref name="instance"/>; false when it is of another type.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        string? text = format(instance);
        writer.Write(text);
        return text is not null;
    }
}
