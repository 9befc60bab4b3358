using System.Text.Json.Nodes;

namespace Ram.Notebooks.Documents;

/// <summary>nbformat keeps long text as a list of lines, each with its line break.</summary>
internal static class MultilineText
{
    /// <summary>The text of a string or a list of strings; null if it is neither.</summary>
    public static string? Read(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonArray lines when lines.All(IsText) => string.Concat(lines.Select(line => line!.GetValue<string>())),
        _ => null,
    };

    /// <summary>The list of lines that nbformat stores.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start) + 1;
            if (end == 0)
                end = text.Length;
            lines.Add(text[start..end]);
            start = end;
        }
        return lines;
    }

    /// <summary>A mime bundle's value, as Jupyter stores that type: text in lines, everything else whole.</summary>
    public static JsonNode Bundle(string mimeType, string text) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "image/svg+xml" or "application/javascript"
            ? Lines(text)
            : JsonValue.Create(text);

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? _);
}
