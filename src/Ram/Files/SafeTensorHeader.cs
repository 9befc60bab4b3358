using System.Text.Json;

namespace Ram.Files;

/// <summary>Where the header of a safetensors file places a tensor: bytes Begin to End of the data.</summary>
internal readonly record struct SafeTensorEntry(string Name, string Type, int[] Shape, long Begin, long End)
{
    /// <summary>The types that are read, with the bytes of an element.</summary>
    public static readonly IReadOnlyDictionary<string, int> Types =
        new Dictionary<string, int> { ["F32"] = 4, ["F16"] = 2, ["BF16"] = 2, ["F64"] = 8 };
}

/// <summary>The JSON header of a safetensors file, parsed and checked.</summary>
internal sealed class SafeTensorHeader
{
    /// <summary>The reference implementation's limit, in bytes.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>The key that holds text, not a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The root, a tensor's object, the array of its shape.</summary>
    private const int MaxDepth = 3;

    private readonly string _file;

    /// <summary>Parses a header.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">The number of bytes that follow it, all of which must belong to a tensor.</param>
    /// <param name="file">What to call the file in messages.</param>
    /// <exception cref="RamException">It breaks the format.</exception>
    public SafeTensorHeader(byte[] json, long dataLength, string file)
    {
        _file = file;
        if (json is not [(byte)'{', ..])
            throw Invalid("its header does not begin with {");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw Invalid($"its header is no JSON as safetensors has it (byte {error.BytePositionInLine})", error);
        }
        catch (InvalidOperationException error)
        {
            throw Invalid("its header has text that is no Unicode", error);
        }
        CheckLayout(dataLength);
    }

    /// <summary>The tensors in the order of their data; the next begins where the last ends.</summary>
    public List<SafeTensorEntry> Entries { get; } = [];

    /// <summary>The text of the header.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    private RamException Invalid(string problem, Exception? inner = null) =>
        InputFile.Invalid(_file, "safetensors file", problem, inner);

    private void Read(JsonElement root)
    {
        foreach ((string name, JsonElement value) in Members(root, "its header"))
            if (name == MetadataKey)
                foreach ((string key, JsonElement text) in Members(value, MetadataKey))
                    Metadata.Add(key, Text(text, MetadataKey));
            else
                Entries.Add(ReadEntry(value, name, $"tensor {InputFile.Quote(name)}"));
    }

    private SafeTensorEntry ReadEntry(JsonElement tensor, string name, string place)
    {
        string? type = null;
        long[]? shape = null, offsets = null;
        foreach ((string key, JsonElement value) in Members(tensor, place))
            if (key == "dtype")
                type = ReadType(value, place);
            else if (key == "shape")
                shape = ReadNumbers(value, place);
            else if (key == "data_offsets")
                offsets = ReadNumbers(value, place);
            else
                throw Invalid($"{place} has a key {InputFile.Quote(key)}; dtype, shape and data_offsets are allowed");
        if (type is null || shape is null || offsets is not [long begin, long end])
            throw Invalid($"{place} lacks dtype, shape or its two data_offsets");
        if (Array.Exists(shape, size => size > int.MaxValue))
            throw Invalid($"{place} has a dimension over {int.MaxValue}");
        return new SafeTensorEntry(name, type, Array.ConvertAll(shape, size => (int)size), begin, end);
    }

    private string ReadType(JsonElement value, string place)
    {
        string type = Text(value, place);
        return SafeTensorEntry.Types.ContainsKey(type)
            ? type
            : throw InputFile.Unsupported(
                _file, $"has a {place} of type {InputFile.Quote(type)}",
                $"{string.Join(", ", SafeTensorEntry.Types.Keys)} are read: convert it, in PyTorch by tensor.float()");
    }

    private long[] ReadNumbers(JsonElement list, string place)
    {
        Expect(list, JsonValueKind.Array, place);
        return [.. list.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long number) && number >= 0
                ? number
                : throw Invalid($"{place} has a size or offset that is no whole number of 0 or more"))];
    }

    private IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element, string place)
    {
        Expect(element, JsonValueKind.Object, place);
        var names = new HashSet<string>();
        foreach (JsonProperty member in element.EnumerateObject())
            yield return names.Add(member.Name)
                ? (member.Name, member.Value)
                : throw Invalid($"{place} names {InputFile.Quote(member.Name)} twice");
    }

    private string Text(JsonElement value, string place)
    {
        Expect(value, JsonValueKind.String, place);
        return value.GetString()!;
    }

    private void Expect(JsonElement element, JsonValueKind kind, string place)
    {
        if (element.ValueKind != kind)
            throw Invalid($"{place} is or has a {element.ValueKind} where only {kind} is allowed");
    }

    private void CheckLayout(long dataLength)
    {
        Entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        long expected = 0;
        foreach ((string name, string type, int[] shape, long begin, long end) in Entries)
        {
            string place = $"tensor {InputFile.Quote(name)}";
            if (begin != expected)
                throw Invalid(
                    $"{place} begins at byte {begin} of the data, {expected} is allowed (no gap, no overlap)");
            if (end < begin || end > dataLength)
                throw Invalid($"{place} ends at byte {end}, {begin} to {dataLength} is allowed");
            long count = WeightTensor.Product(shape);
            if (count < 0 || count * SafeTensorEntry.Types[type] != end - begin)
                throw Invalid($"{place} has {end - begin} bytes, which its shape does not need");
            expected = end;
        }
        if (expected != dataLength)
            throw Invalid($"its tensors have {expected} bytes, {dataLength} follow the header");
    }
}
