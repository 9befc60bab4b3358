using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ram.Files;

/// <summary>
/// Reads and writes safetensors (github.com/huggingface/safetensors): the length of the header as a little-endian
/// 64-bit integer, the header in JSON, the tensors' bytes without gaps. Written are 32-bit floats; F16, BF16 and F64 are
/// read too, rounded to 32 bits.
/// </summary>
public static class SafeTensors
{
    private const int LengthBytes = 8;

    private static readonly JsonWriterOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a safetensors file, whoever wrote it. Not-a-number and infinities are kept.</summary>
    /// <exception cref="RamException">It cannot be read, breaks the format anywhere, or holds a type that is no floating-point number.</exception>
    public static SafeTensorFile Read(string path) => InputFile.Read(path, Read);

    /// <summary>Reads from the present position of <paramref name="stream"/> to its end.</summary>
    /// <param name="stream">The content; it stays open.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="RamException">It breaks the format anywhere, or holds a type that is no floating-point number.</exception>
    public static SafeTensorFile Read(Stream stream, string name)
    {
        Stream known = InputFile.WithLength(stream, name);
        SafeTensorHeader header = ReadHeader(known, name);
        var tensors = new OrderedDictionary<string, WeightTensor>(header.Entries.Count);
        foreach (SafeTensorEntry entry in header.Entries)
            tensors.Add(entry.Name, new WeightTensor(entry.Shape, ReadValues(known, entry)));
        return new SafeTensorFile(tensors, header.Metadata);
    }

    /// <summary>Writes a safetensors file, aside and renamed; the same content gives the same bytes.</summary>
    /// <inheritdoc cref="Write(Stream, IEnumerable{KeyValuePair{string, WeightTensor}}, IReadOnlyDictionary{string, string})"/>
    /// <exception cref="RamException">The file system refused.</exception>
    public static void Write(
        string path,
        IEnumerable<KeyValuePair<string, WeightTensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes safetensors to <paramref name="stream"/>.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">The tensors, written in this order; every name once, none <c>__metadata__</c>.</param>
    /// <param name="metadata">Text for the header's <c>__metadata__</c>, written in ordinal order of its keys; none if empty.</param>
    /// <exception cref="ArgumentException">A name is used twice or reserved.</exception>
    public static void Write(
        Stream stream,
        IEnumerable<KeyValuePair<string, WeightTensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        List<KeyValuePair<string, WeightTensor>> list = [.. tensors];
        stream.Write(MakeHeader(list, metadata ?? new Dictionary<string, string>()));
        foreach ((_, WeightTensor tensor) in list)
            stream.Write(MemoryMarshal.AsBytes<float>(tensor.Values));
    }

    private static float[] ReadValues(Stream stream, SafeTensorEntry entry)
    {
        float[] values = new float[(entry.End - entry.Begin) / SafeTensorEntry.Types[entry.Type]];
        if (entry.Type == "F32")
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
        byte[] bytes = new byte[entry.End - entry.Begin];
        stream.ReadExactly(bytes);
        if (entry.Type == "F16")
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values);
        else if (entry.Type == "F64")
            TensorPrimitives.ConvertTruncating<double, float>(MemoryMarshal.Cast<byte, double>(bytes), values);
        else
            for (int i = 0; i < values.Length; i++)
                values[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i)) << 16);
        return values;
    }

    private static SafeTensorHeader ReadHeader(Stream stream, string name)
    {
        long length = stream.Length - stream.Position;
        if (length < LengthBytes)
            throw Invalid(name, $"it has {length} bytes, {LengthBytes} for the length of its header are needed");
        Span<byte> number = stackalloc byte[LengthBytes];
        stream.ReadExactly(number);
        long most = Math.Min(length - LengthBytes, SafeTensorHeader.MaxLength);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(number);
        if (headerLength > (ulong)most)
            throw Invalid(name, $"its header claims {headerLength} bytes, at most {most} are allowed");
        byte[] json = new byte[headerLength];
        stream.ReadExactly(json);
        return new SafeTensorHeader(json, length - LengthBytes - json.Length, name);
    }

    private static RamException Invalid(string name, string problem) =>
        InputFile.Invalid(name, "safetensors file", problem);

    /// <summary>Length and JSON, padded with spaces to a multiple of eight bytes, so that the data are aligned.</summary>
    private static ReadOnlySpan<byte> MakeHeader(
        List<KeyValuePair<string, WeightTensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new MemoryStream();
        header.Write(stackalloc byte[LengthBytes]);
        using (var json = new Utf8JsonWriter(header, _readable))
            WriteJson(json, tensors, metadata);
        while (header.Length % LengthBytes != 0)
            header.WriteByte((byte)' ');
        Span<byte> bytes = header.GetBuffer().AsSpan(0, (int)header.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - LengthBytes);
        return bytes;
    }

    private static void WriteJson(
        Utf8JsonWriter json, List<KeyValuePair<string, WeightTensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var names = new HashSet<string> { SafeTensorHeader.MetadataKey };
        json.WriteStartObject();
        if (metadata.Count > 0)
            Write(
                json, SafeTensorHeader.MetadataKey,
                new SortedDictionary<string, string>(metadata.ToDictionary(), StringComparer.Ordinal));
        long begin = 0;
        foreach ((string name, WeightTensor tensor) in tensors)
        {
            if (!names.Add(name))
                throw new ArgumentException($"Tensor name {name} is used twice or reserved.", nameof(tensors));
            long end = begin + sizeof(float) * (long)tensor.Values.Length;
            Write(json, name, new { dtype = "F32", shape = tensor.Shape, data_offsets = new[] { begin, end } });
            begin = end;
        }
        json.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter json, string key, T value)
    {
        json.WritePropertyName(key);
        JsonSerializer.Serialize(json, value);
    }
}

/// <summary>The content of a safetensors file.</summary>
/// <param name="Tensors">The tensors by name, in the order of their data.</param>
/// <param name="Metadata">The <c>__metadata__</c> of the header; empty without one.</param>
public sealed record SafeTensorFile(
    IReadOnlyDictionary<string, WeightTensor> Tensors,
    IReadOnlyDictionary<string, string> Metadata);
