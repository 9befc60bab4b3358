using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ram.Files;
using Ram.Model;

namespace Ram.Experiments;

/// <summary>How results are written to JSON and read from it: every key known, numbers strict, options in words.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new ModelOptionsConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>A result as JSON.</summary>
    public static string Write<TResult>(TResult result) => JsonSerializer.Serialize(result, _json) + "\n";

    /// <summary>Reads a result.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong with a result, or null.</param>
    /// <exception cref="RamException">When the file cannot be read or is no result.</exception>
    public static TResult Read<TResult>(string path, Func<TResult, string?> problem) where TResult : class =>
        InputFile.Read(path, (stream, name) =>
        {
            try
            {
                TResult result = JsonSerializer.Deserialize<TResult>(stream, _json)
                    ?? throw InputFile.Invalid(name, "result file", "it is null");
                return problem(result) is string found ? throw InputFile.Invalid(name, "result file", found) : result;
            }
            catch (JsonException error)
            {
                string message = error.Message.ReplaceLineEndings(" ").TrimEnd('.');
                throw InputFile.Invalid(name, "result file", message, error);
            }
        });

    /// <summary>The model's options in the same words as in weight files.</summary>
    private sealed class ModelOptionsConverter : JsonConverter<RamOptions>
    {
        public override RamOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            try
            {
                return RamOptions.FromJson(document.RootElement.GetRawText());
            }
            catch (RamException error)
            {
                throw new JsonException(error.Message, error);
            }
        }

        public override void Write(Utf8JsonWriter writer, RamOptions value, JsonSerializerOptions options) =>
            JsonNode.Parse(value.ToJson())!.WriteTo(writer);
    }
}
