using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Ram.Files;

/// <summary>A tensor of 32-bit floats in a file, the last dimension running fastest; a scalar has no dimensions.</summary>
internal sealed record WeightTensor(int[] Shape, float[] Values);

/// <summary>What a safetensors file holds: the tensors in the order of their data, and the text of its header.</summary>
internal sealed record SafeTensorFile(
    IReadOnlyDictionary<string, WeightTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The text under a key, without which the file is not of the kind that is needed.</summary>
    /// <exception cref="RamException">There is none.</exception>
    public string Text(string key, string kind) => Metadata.TryGetValue(key, out string? text)
        ? text : throw new RamException($"the metadata has no {key}; {kind} is needed.");

    /// <summary>A tensor, of a given shape if there is one.</summary>
    /// <exception cref="RamException">It is not there or of another shape.</exception>
    public WeightTensor Tensor(string name, IReadOnlyList<int>? shape = null)
    {
        if (!Tensors.TryGetValue(name, out WeightTensor? tensor))
            throw new RamException($"the tensor {name} is missing.");
        return shape is null || tensor.Shape.SequenceEqual(shape) ? tensor : throw new RamException(
            $"{name} is [{string.Join(", ", tensor.Shape)}]; the options want [{string.Join(", ", shape)}].");
    }
}

/// <summary>
/// Reads and writes safetensors (github.com/huggingface/safetensors): the length of the header as a little-endian
/// 64-bit integer, the header in JSON, the tensors' bytes without gaps. Written are 32-bit floats; F16, BF16 and F64 are
/// read too, rounded to 32 bits.
/// </summary>
internal static class SafeTensors
{
    private const string MetadataKey = "__metadata__";

    /// <summary>The header's length is written in 8 bytes; the reference implementation's limit is 100 million.</summary>
    private const int LengthBytes = 8, MaxHeader = 100_000_000;

    /// <summary>The types that are read, with the bytes of an element.</summary>
    private static readonly OrderedDictionary<string, int> _types =
        new() { ["F32"] = 4, ["F16"] = 2, ["BF16"] = 2, ["F64"] = 8 };

    private static readonly JsonSerializerOptions _json = new()
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // The root, a tensor's object, the array of its shape.
        MaxDepth = 3,
    };

    /// <summary>Reads a file, whoever wrote it. Not-a-number and infinities are kept.</summary>
    /// <exception cref="RamException">It cannot be read, breaks the format, or holds anything but floating-point numbers.</exception>
    public static SafeTensorFile Read(string path) => Read(InputFile.Read(path), path);

    /// <summary>Reads the bytes of a file, whose name is for messages.</summary>
    public static SafeTensorFile Read(byte[] file, string name)
    {
        byte[] json = ReadHeader(file, name);
        Header header = Parse(
            name, $"its header is no JSON object of tensors and of text as {MetadataKey}, each named once",
            () => JsonSerializer.Deserialize<Header>(json, _json), header => !header.Metadata.ContainsValue(null!));
        ReadOnlySpan<byte> data = file.AsSpan(LengthBytes + json.Length);
        var tensors = new OrderedDictionary<string, WeightTensor>(header.Tensors.Count);
        long end = 0;
        foreach ((string tensor, Entry entry) in header.Tensors
            .Select(tensor => (tensor.Key, Entry: ReadEntry(Place(tensor.Key), tensor.Value, name)))
            .OrderBy(tensor => tensor.Entry.Offsets[0]).ThenBy(tensor => tensor.Entry.Offsets[1]))
        {
            int begin = (int)end;
            end = CheckEnd(Place(tensor), entry, begin, data.Length, name);
            tensors.Add(tensor, new WeightTensor(entry.Shape, ToFloats(data[begin..(int)end], entry.Type)));
        }
        return end == data.Length ? new SafeTensorFile(tensors, header.Metadata)
            : throw Invalid(name, $"its tensors have {end} bytes, {data.Length} follow the header");
    }

    /// <summary>Writes a file, aside and renamed; the same content gives the same bytes.</summary>
    /// <exception cref="RamException">The file system refused.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, WeightTensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes tensors in their order, and text in ordinal order of its keys.</summary>
    /// <exception cref="ArgumentException">A name is used twice or reserved, or values do not fill their shape.</exception>
    public static void Write(
        Stream stream, IEnumerable<KeyValuePair<string, WeightTensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        KeyValuePair<string, WeightTensor>[] list = [.. tensors];
        var sorted = new SortedDictionary<string, string>(metadata?.ToDictionary() ?? [], StringComparer.Ordinal);
        var header = new OrderedDictionary<string, object> { [MetadataKey] = sorted };
        long begin = 0, end = 0;
        foreach ((string name, (int[] shape, float[] values)) in list)
        {
            (begin, end) = (end, end + sizeof(float) * (long)values.Length);
            if (Count(shape) != values.Length || !header.TryAdd(name, new Entry("F32", shape, [begin, end])))
                throw new ArgumentException($"Tensor {name} does not fill its shape, or its name is used twice or reserved.");
        }
        if (sorted.Count == 0)
            header.Remove(MetadataKey);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, _json);
        // Spaces up to a multiple of eight bytes, so that the data are aligned.
        byte[] bytes = new byte[LengthBytes + (json.Length + LengthBytes - 1) / LengthBytes * LengthBytes];
        bytes.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - LengthBytes);
        json.CopyTo(bytes, LengthBytes);
        stream.Write(bytes);
        foreach ((_, WeightTensor tensor) in list)
            stream.Write(MemoryMarshal.AsBytes<float>(tensor.Values));
    }

    private static byte[] ReadHeader(byte[] file, string name)
    {
        if (file.Length < LengthBytes)
            throw Invalid(name, $"it has {file.Length} bytes, {LengthBytes} for the length of its header are needed");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        int most = Math.Min(file.Length - LengthBytes, MaxHeader);
        if (length > (ulong)most)
            throw Invalid(name, $"its header claims {length} bytes, at most {most} are allowed");
        byte[] json = file[LengthBytes..(LengthBytes + (int)length)];
        if (json is not [(byte)'{', ..])
            throw Invalid(name, "its header does not begin with {");
        return Utf8.IsValid(json) ? json : throw Invalid(name, "its header has text that is no Unicode");
    }

    private static Entry ReadEntry(string place, JsonElement json, string name)
    {
        Entry entry = Parse(
            name, $"{place} has other keys or values than a dtype, a shape and two data_offsets",
            () => json.Deserialize<Entry>(_json), entry => entry.Offsets.Length == 2);
        return _types.ContainsKey(entry.Type) ? entry : throw InputFile.Unsupported(
            name, $"has a {place} of type \"{InputFile.Printable(entry.Type)}\"",
            $"{string.Join(", ", _types.Keys)} are read: convert it, in PyTorch by tensor.float()");
    }

    private static long CheckEnd(string place, Entry entry, long expected, long dataLength, string name)
    {
        (long begin, long end) = (entry.Offsets[0], entry.Offsets[1]);
        if (begin != expected)
            throw Invalid(name, $"{place} begins at byte {begin} of the data, {expected} is allowed (no gap, no overlap)");
        if (end < begin || end > dataLength)
            throw Invalid(name, $"{place} ends at byte {end}, {begin} to {dataLength} is allowed");
        return Count(entry.Shape) * _types[entry.Type] == end - begin
            ? end : throw Invalid(name, $"{place} has {end - begin} bytes, which its shape does not need");
    }

    private static float[] ToFloats(ReadOnlySpan<byte> bytes, string type)
    {
        float[] values = new float[bytes.Length / _types[type]];
        if (type == "F32")
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        else if (type == "F16")
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values);
        else if (type == "F64")
            TensorPrimitives.ConvertTruncating<double, float>(MemoryMarshal.Cast<byte, double>(bytes), values);
        else
            for (int i = 0; i < values.Length; i++)
                values[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
        return values;
    }

    // The number of elements, exact as far as an array goes, or not a number if a size is negative.
    private static double Count(int[] shape) =>
        shape.Aggregate(1.0, (product, size) => size < 0 ? double.NaN : product * size);

    private static string Place(string tensor) => $"tensor \"{InputFile.Printable(tensor)}\"";

    private static T Parse<T>(string name, string expected, Func<T?> parse, Predicate<T> isSound) where T : class
    {
        try
        {
            return parse() is T found && isSound(found) ? found : throw new JsonException();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            string where = error is JsonException { Path: string path } json
                ? $" ({InputFile.Printable(path)} at byte {json.BytePositionInLine})" : "";
            throw Invalid(name, expected + where, error);
        }
    }

    private static RamException Invalid(string name, string problem, Exception? inner = null) =>
        InputFile.Invalid(name, "safetensors file", problem, inner);

    private sealed class Header
    {
        [JsonPropertyName(MetadataKey)] public Dictionary<string, string> Metadata { get; init; } = [];
        [JsonExtensionData] public Dictionary<string, JsonElement> Tensors { get; init; } = [];
    }

    /// <summary>Where the header places a tensor among the data.</summary>
    private sealed record Entry(
        [property: JsonPropertyName("dtype")] string Type, [property: JsonPropertyName("shape")] int[] Shape,
        [property: JsonPropertyName("data_offsets")] long[] Offsets);
}
