using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ram.Cli.Notebooks;

/// <summary>JSON to the letter as Jupyter writes it, and text in the forms that nbformat keeps it in.</summary>
internal static class NotebookJson
{
    private static readonly Regex _escape = new(@"\\(?:u(?<code>[0-9A-Fa-f]{4})|.)");
    private static readonly Regex _line = new(@"[^\n]*\n|[^\n]+");

    private static readonly JsonSerializerOptions _jupyter = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The JSON with one space a level and non-ASCII text as it is; text must be valid Unicode.</summary>
    public static string Write(JsonNode? node) =>
        // The library escapes everything beyond the basic plane, which would change lines that nobody touched.
        _escape.Replace(node?.ToJsonString(_jupyter) ?? "null", escape =>
            escape.Groups["code"] is { Success: true } code
            && (char)int.Parse(code.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var letter
                ? letter < ' ' ? Invariant($"\\u{(int)letter:x4}") : letter.ToString() : escape.Value);

    /// <summary>Sets a key; a missing one goes where Jupyter, which sorts its keys, would put it.</summary>
    public static void Set(JsonObject json, string key, JsonNode value)
    {
        if (json.ContainsKey(key))
            json[key] = value;
        else
            json.Insert(json.Count(entry => string.CompareOrdinal(entry.Key, key) < 0), key, value);
    }

    /// <summary>What is at two keys, one within the other; null if there is none.</summary>
    public static string? Text(JsonNode? json, string key, string inner) =>
        ((json as JsonObject)?[key] as JsonObject)?[inner] is JsonValue value && value.TryGetValue(out string? text)
            ? text : null;

    /// <summary>The text of a string or of a list of lines; null if it is neither.</summary>
    public static string? ReadLines(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonArray lines when lines.All(line => line?.GetValueKind() == JsonValueKind.String) =>
            string.Concat(lines.Select(line => line!.GetValue<string>())),
        _ => null,
    };

    /// <summary>Text as the list of lines that nbformat stores, each with its line break.</summary>
    public static JsonArray Lines(string text) => new([.. _line.Matches(text).Select(line => (JsonNode)line.Value)]);

    /// <summary>Whether Jupyter stores a mime type as a list of lines, and everything else whole.</summary>
    public static bool IsText(string mimeType) => mimeType.StartsWith("text/", StringComparison.Ordinal)
        || mimeType is "image/svg+xml" or "application/javascript";
}
