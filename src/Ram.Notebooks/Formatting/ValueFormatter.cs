namespace Ram.Notebooks.Formatting;

/// <summary>Turns a value into what a notebook shows: mime type to text.</summary>
internal static class ValueFormatter
{
    public const string Html = "text/html";
    public const string Plain = "text/plain";

    /// <param name="value">Anything, null included.</param>
    /// <param name="mimeTypes">The types wanted; none means those that suit the value.</param>
    /// <exception cref="Exception">Whatever the value's own formatter throws.</exception>
    public static IReadOnlyDictionary<string, string> Format(object? value, params IReadOnlyList<string> mimeTypes)
    {
        var own = value is null ? null : ConventionFormatters.Find(value.GetType());
        if (mimeTypes.Count == 0)
            mimeTypes = own?.PreferredMimeTypes ?? DefaultMimeTypes(value);
        var bundle = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mimeType in mimeTypes)
            bundle[mimeType] = own?.TryFormat(value!, mimeType) ?? FormatByDefault(value, mimeType);
        return bundle;
    }

    private static string[] DefaultMimeTypes(object? value) => value switch
    {
        HtmlText => [Html],
        null => [Plain],
        _ when ObjectShape.IsScalar(value) => [Plain],
        _ => [Html, Plain],
    };

    private static string FormatByDefault(object? value, string mimeType) =>
        mimeType == Html ? HtmlFormatter.Format(value) : PlainTextFormatter.Format(value);
}
