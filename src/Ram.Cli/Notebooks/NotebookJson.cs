using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Ram.Cli.Notebooks;

/// <summary>JSON to the letter as Jupyter writes it: one space a level, non-ASCII text as it is.
/// System.Text.Json escapes everything beyond the basic plane, which would change lines that nobody touched.</summary>
internal static class NotebookJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    /// <summary>Sets a key; a missing one goes where Jupyter, which sorts its keys, would put it.</summary>
    public static void Set(JsonObject json, string key, JsonNode value)
    {
        if (json.ContainsKey(key))
            json[key] = value;
        else
            json.Insert(json.Count(entry => string.CompareOrdinal(entry.Key, key) < 0), key, value);
    }

    /// <summary>The text at two keys, one within the other; null if there is none.</summary>
    public static string? Text(JsonNode? json, string key, string inner) =>
        ((json as JsonObject)?[key] as JsonObject)?[inner] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static void Write(StringBuilder text, JsonNode? node, int level)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject json:
                WriteList(text, '{', '}', json, level, entry =>
                {
                    WriteString(text, entry.Key);
                    text.Append(": ");
                    Write(text, entry.Value, level + 1);
                });
                break;
            case JsonArray list:
                WriteList(text, '[', ']', list, level, item => Write(text, item, level + 1));
                break;
            case JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String:
                WriteString(text, value.GetValue<string>());
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void WriteList<T>(
        StringBuilder text, char open, char close, ICollection<T> items, int level, Action<T> write)
    {
        text.Append(open);
        bool first = true;
        foreach (T item in items)
        {
            if (!first)
                text.Append(',');
            first = false;
            text.Append('\n').Append(' ', level + 1);
            write(item);
        }
        if (!first)
            text.Append('\n').Append(' ', level);
        text.Append(close);
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                text.Append(c).Append(value[++i]);
            else
                WriteChar(text, c);
        }
        text.Append('"');
    }

    private static void WriteChar(StringBuilder text, char c) => _ = c switch
    {
        '"' => text.Append("\\\""),
        '\\' => text.Append("\\\\"),
        '\n' => text.Append("\\n"),
        '\r' => text.Append("\\r"),
        '\t' => text.Append("\\t"),
        '\b' => text.Append("\\b"),
        '\f' => text.Append("\\f"),
        < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        // Half of a surrogate pair has no UTF-8 form.
        _ when char.IsSurrogate(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        _ => text.Append(c),
    };
}

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
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start) + 1;
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
