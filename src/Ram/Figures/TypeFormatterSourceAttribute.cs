namespace Ram.Figures;

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
