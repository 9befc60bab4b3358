using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Ram.Notebooks.Formatting;

/// <summary>The formatters that a type brings along by .NET Interactive's naming convention: an attribute named
/// <c>TypeFormatterSourceAttribute</c>, in any namespace, names a class whose <c>CreateTypeFormatters()</c> gives
/// objects with <c>MimeType</c> and <c>Format(object, TextWriter)</c>. Names are all that is known of them.</summary>
internal sealed class ConventionFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";
    private static readonly ConcurrentDictionary<Type, ConventionFormatters?> _known = new();

    private readonly Dictionary<string, Func<object, TextWriter, bool>> _formatters = new(StringComparer.Ordinal);

    private ConventionFormatters(object attribute)
    {
        var source = Property<Type>(attribute, "FormatterSourceType")
            ?? throw new NotebookException($"{attribute.GetType()} names no FormatterSourceType.");
        foreach (var formatter in CreateFormatters(source))
            Add(formatter);
        PreferredMimeTypes = Property<string[]>(attribute, "PreferredMimeTypes") is { Length: > 0 } preferred
            ? preferred
            : [ValueFormatter.Html, ValueFormatter.Plain];
    }

    /// <summary>The mime types to show, all of them at once.</summary>
    public IReadOnlyList<string> PreferredMimeTypes { get; }

    /// <summary>The type's own formatters, or null if it brings none.</summary>
    public static ConventionFormatters? Find(Type type) => _known.GetOrAdd(type, static type =>
        type.GetCustomAttributes(inherit: true).FirstOrDefault(attribute => attribute.GetType().Name == AttributeName)
            is { } attribute ? new ConventionFormatters(attribute) : null);

    /// <summary>The formatted text, or null if there is no formatter for the mime type or it declines.</summary>
    public string? TryFormat(object value, string mimeType)
    {
        if (!_formatters.TryGetValue(mimeType, out var format))
            return null;
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        return format(value, writer) ? writer.ToString() : null;
    }

    private void Add(object formatter)
    {
        var format = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)]);
        if (Property<string>(formatter, "MimeType") is not { } mimeType || format?.ReturnType != typeof(bool))
        {
            throw new NotebookException(
                $"{formatter.GetType()} is no formatter: it needs a MimeType and bool Format(object, TextWriter).");
        }
        _formatters[mimeType] = format.CreateDelegate<Func<object, TextWriter, bool>>(formatter);
    }

    private static IEnumerable<object> CreateFormatters(Type source)
    {
        var instance = Activator.CreateInstance(source, nonPublic: true)!;
        return source.GetMethod("CreateTypeFormatters", Type.EmptyTypes)?.Invoke(instance, null) is IEnumerable formatters
            ? formatters.Cast<object>()
            : throw new NotebookException($"{source} is no formatter source: it needs IEnumerable CreateTypeFormatters().");
    }

    private static T? Property<T>(object instance, string name) where T : class =>
        instance.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)?.GetValue(instance) as T;
}
