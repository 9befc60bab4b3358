using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ram;

/// <summary>Options as JSON in camel case: missing keys take defaults, unknown and repeated ones are errors.</summary>
internal static class StrictJson
{
    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The value on one line, every key written, in the order of the properties.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, _json);

    /// <summary>Reads what <see cref="Write"/> wrote, whoever wrote it; messages call it by a name.</summary>
    /// <exception cref="RamException">Names the key and, if it is misspelt, the one that was meant.</exception>
    public static T Read<T>(string json, string name)
    {
        try
        {
            CheckKeys(json, name, _json.GetTypeInfo(typeof(T)));
            return JsonSerializer.Deserialize<T>(json, _json)
                ?? throw new RamException($"{name} is null; a value is needed.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            string problem = error is JsonException { Path: not (null or "$") } at
                ? $": {at.Path[2..]} is not of its type" : " is not JSON as it should be";
            throw new RamException($"{name}{problem} ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", error);
        }
    }

    private static void CheckKeys(string json, string name, JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new RamException($"{name} is {document.RootElement.ValueKind}; a JSON object is needed.");
        var allowed = type.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null)
            .ToDictionary(property => property.Name, property => property.PropertyType);
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            if (!allowed.TryGetValue(member.Name, out Type? value))
                throw new RamException($"{name} has the unknown key \"{member.Name}\"; "
                    + (Spelling.Nearest(member.Name, allowed.Keys) is string nearest
                        ? $"did you mean \"{nearest}\"?" : $"there are {string.Join(", ", allowed.Keys)}."));
            // The serializer would take the words of an enumeration in any case.
            string[] words = value.IsEnum ? [.. Enum.GetNames(value).Select(Allowed.Camel)] : [];
            string found = member.Value.GetRawText();
            if (value.IsEnum && !words.Any(word => found == $"\"{word}\""))
                throw new RamException($"{name}: {member.Name} is {found}; allowed: {string.Join(", ", words)}.");
        }
    }
}
