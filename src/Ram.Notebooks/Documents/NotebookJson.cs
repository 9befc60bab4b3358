using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Ram.Notebooks.Documents;

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
        var first = true;
        foreach (var item in items)
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
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
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
