using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ram.Figures.Rendering;

/// <summary>JSON as it is written everywhere in figures: no blanks, letters of any script as they are.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Quote(string text) => JsonSerializer.Serialize(text, Options);
}
