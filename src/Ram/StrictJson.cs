using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ram;

/// <summary>
/// Options as the JSON of files: keys in camel case, enumerations as lower-case words. Missing keys take their defaults;
/// unknown keys, keys given twice and values of another type are errors.
/// </summary>
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

    /// <summary>Reads what <see cref="Write"/> wrote, whoever wrote it.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="RamException">Names the key and, if it is misspelt, the one that was meant.</exception>
    public static T Read<T>(string json, string name)
    {
        try
        {
            CheckKeys(json, name, _json.GetTypeInfo(typeof(T)));
            return JsonSerializer.Deserialize<T>(json, _json)
                ?? throw new RamException($"{name} is null; a value is needed.");
        }
        catch (InvalidOperationException error)
        {
            throw new RamException($"{name} is not JSON as it should be: it has text that is no Unicode.", error);
        }
        catch (JsonException error)
        {
            string where = error.Path is null or "$" ? name : $"{name}: {error.Path[2..]}";
            string problem = error.Path is null or "$" ? "is not JSON as it should be" : "is not of its type";
            throw new RamException($"{where} {problem} ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", error);
        }
    }

    private static void CheckKeys(string json, string name, JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new RamException($"{name} is {document.RootElement.ValueKind}; a JSON object is needed.");
        JsonPropertyInfo[] allowed =
            [.. type.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null)];
        string[] keys = [.. allowed.Select(property => property.Name)];
        HashSet<string> seen = [];
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            if (!seen.Add(member.Name))
                throw new RamException($"{name} names the key {member.Name} twice.");
            int index = Array.IndexOf(keys, member.Name);
            if (index < 0)
            {
                string guess = Spelling.Nearest(member.Name, keys) is string nearest
                    ? $"did you mean \"{nearest}\"?"
                    : $"there are {string.Join(", ", keys)}.";
                throw new RamException($"{name} has the unknown key \"{member.Name}\"; {guess}");
            }
            if (allowed[index].PropertyType.IsEnum)
                CheckWord(member, name, allowed[index].PropertyType);
        }
    }

    // The serializer would take the words in any case.
    private static void CheckWord(JsonProperty member, string name, Type type)
    {
        string[] words = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];
        if (member.Value.ValueKind != JsonValueKind.String || !words.Contains(member.Value.GetRawText().Trim('"')))
            throw new RamException(
                $"{name}: {member.Name} is {member.Value.GetRawText()}; allowed: {string.Join(", ", words)}.");
    }
}
