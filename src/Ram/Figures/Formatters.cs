namespace Ram.Figures;

/// <summary>Writes a <typeparamref name="TValue"/> in one representation; found by a notebook through its members' names.</summary>
internal sealed class TypeFormatter<TValue>(string mimeType, Func<TValue, string> format)
{
    /// <summary>The representation.</summary>
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

/// <summary>How a <see cref="Figure"/> shows itself.</summary>
internal sealed class FigureFormatters
{
    /// <summary>The formatters.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new TypeFormatter<Figure>("image/svg+xml", figure => figure.ToSvg()),
        new TypeFormatter<Figure>("text/plain", figure => figure.ToText()),
    ];
}

/// <summary>How an <see cref="AnimatedFigure"/> shows itself.</summary>
internal sealed class AnimatedFigureFormatters
{
    /// <summary>The formatters.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new TypeFormatter<AnimatedFigure>("text/html", figure => figure.ToHtml()),
        new TypeFormatter<AnimatedFigure>("text/plain", figure => figure.ToText()),
    ];
}

/// <summary>How a <see cref="Table"/> shows itself.</summary>
internal sealed class TableFormatters
{
    /// <summary>The formatters.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new TypeFormatter<Table>("image/svg+xml", table => table.ToSvg()),
        new TypeFormatter<Table>("text/plain", table => table.ToMarkdown()),
    ];
}

/// <summary>
/// Tells a notebook how a type shows itself. Notebooks find it by its simple name and the names of its members, which
/// is why the library needs no reference to any of them.
/// </summary>
/// <param name="formatterSourceType">A class with <c>IEnumerable&lt;object&gt; CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The representations to emit, all of them.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}
