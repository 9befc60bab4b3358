using System.Text.Json;

namespace Ram.Files;

/// <summary>Where the header of a safetensors file places a tensor: bytes Begin to End of the data.</summary>
internal readonly record struct SafeTensorEntry(string Name, string Type, int[] Shape, long Begin, long End)
{
    /// <summary>The types that are read, with the bytes of an element.</summary>
    public static readonly IReadOnlyDictionary<string, int> Types =
        new Dictionary<string, int> { ["F32"] = 4, ["F16"] = 2, ["BF16"] = 2, ["F64"] = 8 };
}

/// <summary>The JSON header of a safetensors file, parsed and checked but for where the data end.</summary>
internal sealed class SafeTensorHeader
{
    /// <summary>The reference implementation's limit, in bytes.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>The key that holds text, not a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The root, a tensor's object, the array of its shape.</summary>
    private const int MaxDepth = 3;

    private readonly string _file;
    private readonly Dictionary<string, string> _metadata = [];
    private readonly List<SafeTensorEntry> _entries = [];

    private SafeTensorHeader(string file) => _file = file;

    /// <summary>The tensors in the order of their data; the next begins where the last ends.</summary>
    public IReadOnlyList<SafeTensorEntry> Entries => _entries;

    /// <summary>The text of the header.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Parses a header.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">The number of bytes that follow it, all of which must belong to a tensor.</param>
    /// <param name="file">What to call the file in messages.</param>
    /// <exception cref="RamException">It breaks the format.</exception>
    public static SafeTensorHeader Parse(ReadOnlySpan<byte> json, long dataLength, string file)
    {
        var header = new SafeTensorHeader(file);
        if (json is not [(byte)'{', ..])
            throw header.Invalid("its header does not begin with {");
        try
        {
            header.ReadRoot(json);
        }
        catch (JsonException exception)
        {
            throw header.Invalid($"its header is no JSON as safetensors has it (byte {exception.BytePositionInLine})", exception);
        }

        header.CheckLayout(dataLength);
        return header;
    }

    private RamException Invalid(string problem, Exception? inner = null) =>
        InputFile.Invalid(_file, "safetensors file", problem, inner);

    private void ReadRoot(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        var names = new HashSet<string>();
        reader.Read();
        while (NextKey(ref reader) is { } name)
        {
            if (!names.Add(name))
                throw Invalid($"its header names {InputFile.Quote(name)} twice");
            Expect(ref reader, JsonTokenType.StartObject, name);
            if (name == MetadataKey)
                ReadMetadata(ref reader);
            else
                _entries.Add(ReadEntry(ref reader, name));
        }

        // Throws unless nothing but white space follows.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        while (NextKey(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, MetadataKey);
            if (!_metadata.TryAdd(key, Text(ref reader)))
                throw Invalid($"its {MetadataKey} names {InputFile.Quote(key)} twice");
        }
    }

    private SafeTensorEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        int[]? shape = null;
        long[]? offsets = null;
        while (NextKey(ref reader) is { } key)
            if (key == "dtype" && type is null)
                type = ReadType(ref reader, name);
            else if (key == "shape" && shape is null)
                shape = ReadShape(ref reader, name);
            else if (key == "data_offsets" && offsets is null)
                offsets = [.. ReadNumbers(ref reader, name)];
            else
                throw Invalid(
                    $"tensor {InputFile.Quote(name)} has a key {InputFile.Quote(key)}; "
                    + "dtype, shape and data_offsets are allowed, once each");
        if (type is null || shape is null || offsets is not [var begin, var end])
            throw Invalid($"tensor {InputFile.Quote(name)} lacks dtype, shape or its two data_offsets");
        return new SafeTensorEntry(name, type, shape, begin, end);
    }

    private string ReadType(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.String, name);
        var type = Text(ref reader);
        return SafeTensorEntry.Types.ContainsKey(type)
            ? type
            : throw InputFile.Unsupported(
                _file, $"has a tensor {InputFile.Quote(name)} of type {InputFile.Quote(type)}",
                $"{string.Join(", ", SafeTensorEntry.Types.Keys)} are read: convert it, in PyTorch by tensor.float()");
    }

    private int[] ReadShape(ref Utf8JsonReader reader, string name)
    {
        var sizes = ReadNumbers(ref reader, name);
        if (sizes.Exists(size => size > int.MaxValue))
            throw Invalid($"tensor {InputFile.Quote(name)} has a dimension over {int.MaxValue}");
        return [.. sizes.Select(size => (int)size)];
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartArray, name);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt64(out var number) || number > long.MaxValue)
                throw Invalid($"tensor {InputFile.Quote(name)} has a size or offset that is no whole number of 0 or more");
            numbers.Add((long)number);
        }

        return numbers;
    }

    private string? NextKey(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : Text(ref reader);
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type, string name)
    {
        reader.Read();
        if (reader.TokenType != type)
            throw Invalid($"its header has a {reader.TokenType} at {InputFile.Quote(name)}, only {type} is allowed there");
    }

    private string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException exception)
        {
            throw Invalid("its header has text that is no Unicode", exception);
        }
    }

    private void CheckLayout(long dataLength)
    {
        _entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        var expected = 0L;
        foreach (var (name, type, shape, begin, end) in _entries)
        {
            if (begin != expected)
                throw Invalid(
                    $"tensor {InputFile.Quote(name)} begins at byte {begin} of the data, "
                    + $"{expected} is allowed (no gap, no overlap)");
            if (end < begin || end > dataLength)
                throw Invalid($"tensor {InputFile.Quote(name)} ends at byte {end}, {begin} to {dataLength} is allowed");
            if (WeightTensor.Product(shape) is var count && (count < 0 || count * SafeTensorEntry.Types[type] != end - begin))
                throw Invalid($"tensor {InputFile.Quote(name)} has {end - begin} bytes, which its shape does not need");
            expected = end;
        }

        if (expected != dataLength)
            throw Invalid($"its tensors have {expected} bytes, {dataLength} follow the header");
    }
}
