using System.Buffers.Binary;
using System.Text;
using Ram.Files;

namespace Ram.Tests.Files;

public sealed class SafeTensorsTests : IDisposable
{
    private const string One = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_the_bytes_of_the_format()
    {
        var stream = new MemoryStream();
        SafeTensors.Write(
            stream,
            [new("b.weight", new WeightTensor([1, 2], [1, -2])), new("a", new WeightTensor([], [0.5f]))],
            new Dictionary<string, string> { ["ram.options"] = """{"std":0.1}""", ["format"] = "größe" });
        const string Header = """
            {"__metadata__":{"format":"größe","ram.options":"{\"std\":0.1}"},"b.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}
            """;
        byte[] expected = [.. File(Header, aligned: true), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Reads_what_the_reference_writer_writes()
    {
        // Laid out as the Python package does it: metadata first, larger types first, then by name, spaces at the end.
        var file = File(
            """
            {"__metadata__":{"format":"pt"},"action.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"action.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]}}
            """,
            aligned: true,
            0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40);
        var content = Read(file);
        Assert.Equal(["action.bias", "action.weight"], content.Tensors.Keys);
        Assert.Equal([1, 2], content.Tensors["action.bias"].Values);
        Assert.Equal([2, 1], content.Tensors["action.weight"].Shape);
        Assert.Equal([3, 4], content.Tensors["action.weight"].Values);
        Assert.Equal("pt", content.Metadata["format"]);
    }

    [Theory]
    [InlineData("""{"b":{"data_offsets":[4,12],"shape":[2],"dtype":"F32"},"a":{"shape":[],"dtype":"F32","data_offsets":[0,4]}}""", "a b")]
    [InlineData("""{ "a" : { "dtype" : "F32" , "shape" : [ 1 , 3 ] , "data_offsets" : [ 0 , 12 ] } }  """, "a")]
    [InlineData("""{"\u0061":{"dtype":"F\u00332","shape":[3],"data_offsets":[0,12]},"e":{"dtype":"F32","shape":[4,0],"data_offsets":[12,12]}}""", "a e")]
    public void Reads_headers_of_other_writers(string header, string names)
    {
        var content = Read(File(header, aligned: false, new byte[12]));
        Assert.Equal(names.Split(' '), content.Tensors.Keys);
        Assert.Empty(content.Metadata);
    }

    [Fact]
    public void Round_trips_through_a_file()
    {
        var random = new Random(1);
        var tensors = new[] { "glimpse.retina.weight", "glimpse.retina.bias", "ω\"\\\n" }.Select((name, i) => KeyValuePair.Create(
            name,
            new WeightTensor([i + 1, 37], [.. Enumerable.Range(0, 37 * (i + 1)).Select(_ => random.NextSingle())]))).ToArray();
        var metadata = new Dictionary<string, string> { ["a\t"] = "\u0001\ud83d\ude00", [""] = "" };
        SafeTensors.Write(_folder["model"], tensors, metadata);
        var content = SafeTensors.Read(_folder["model"]);
        Assert.Equal(tensors.Select(pair => pair.Key), content.Tensors.Keys);
        Assert.All(tensors, pair => Assert.Equal(pair.Value.Values, content.Tensors[pair.Key].Values));
        Assert.All(tensors, pair => Assert.Equal(pair.Value.Shape, content.Tensors[pair.Key].Shape));
        Assert.Equal(metadata, content.Metadata);
    }

    [Fact]
    public void Keeps_every_bit_of_a_value()
    {
        float[] values = [float.NaN, BitConverter.UInt32BitsToSingle(0x7FA00001), float.PositiveInfinity, -0f, float.Epsilon];
        var stream = new MemoryStream();
        SafeTensors.Write(stream, [new("a", new WeightTensor([5], values))]);
        Assert.Equal(
            values.Select(BitConverter.SingleToUInt32Bits),
            SafeTensors.Read(stream.ToArray(), "model").Tensors["a"].Values.Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void May_hold_nothing() => Assert.Empty(Read(File("{}", aligned: false)).Tensors);

    [Theory]
    [InlineData("F16", "003c 00c1")]
    [InlineData("BF16", "803f 20c0")]
    [InlineData("F64", "000000000000f03f 00000000000004c0")]
    public void Reads_other_floating_point_numbers(string type, string hexadecimal)
    {
        byte[] data = Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal));
        string header = "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":[2],\"data_offsets\":[0," + data.Length + "]}}";
        Assert.Equal([1, -2.5f], Read(File(header, aligned: true, data)).Tensors["a"].Values);
    }

    [Theory]
    [InlineData("I64")]
    [InlineData("nonsense")]
    public void Other_types_are_no_damage(string type)
    {
        byte[] file = File(One.Replace("F32", type, StringComparison.Ordinal), aligned: false, new byte[8]);
        string message = Assert.Throws<RamException>(() => Read(file)).Message;
        Assert.StartsWith($"model has a tensor \"a\" of type \"{type}\"; F32, F16, BF16, F64 are read", message, StringComparison.Ordinal);
        Assert.DoesNotContain("undamaged", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", "begins at byte 4 of the data, 0 is allowed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "ends at byte 12, 0 to 8 is allowed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "its tensors have 4 bytes, 8 follow the header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "has 8 bytes, which its shape does not need")]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,8]}}""", "has 8 bytes, which its shape does not need")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "begins at byte 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,4],"data_offsets":[0,8]}}""", "which its shape does not need")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387906],"data_offsets":[0,8]}}""", "other keys or values than a dtype, a shape and two data_offsets ($.shape[0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967298],"data_offsets":[0,8]}}""", "other keys or values than a dtype, a shape and two data_offsets ($.shape[0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775810],"data_offsets":[0,8]}}""", "other keys or values than a dtype, a shape and two data_offsets ($.shape[0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551615]}}""", "other keys or values than a dtype, a shape and two data_offsets ($.data_offsets[1]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", "other keys or values than a dtype, a shape and two data_offsets ($.shape[0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "which its shape does not need")]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", "other keys or values than a dtype, a shape and two data_offsets ($.shape[0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", "no JSON object")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "other keys or values than a dtype, a shape and two data_offsets ($.shape")]
    [InlineData("""{"a":{"dtype":null,"shape":[2],"data_offsets":[0,8]}}""", "other keys or values than a dtype, a shape and two data_offsets ($.dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", "other keys or values than a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "other keys or values than a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", "other keys or values than a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "other keys or values than a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}""", "each named once")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}""", "other keys or values than a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":[],"b":1}""", "other keys or values than a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "each named once")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "begins at byte 4 of the data, 8 is allowed (no gap, no overlap)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "begins at byte 0 of the data, 8 is allowed")]
    [InlineData("""{"__metadata__":{"k":1}}""", "no JSON object of tensors and of text as __metadata__, each named once ($.__metadata__.k")]
    [InlineData("""{"__metadata__":"k"}""", "no JSON object of tensors and of text as __metadata__, each named once")]
    [InlineData("""{"__metadata__":{"k":"","k":""}}""", "no JSON object of tensors and of text as __metadata__, each named once")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "no JSON object of tensors and of text as __metadata__, each named once")]
    [InlineData("""{"__metadata__":{"k":"\ud800"}}""", "no JSON object of tensors and of text as __metadata__, each named once")]
    [InlineData("""{"\udc00":{}}""", "each named once")]
    [InlineData(" " + One, "does not begin with {")]
    [InlineData("[]", "does not begin with {")]
    [InlineData("", "does not begin with {")]
    [InlineData(One + "x", "no JSON object")]
    [InlineData(One + "{}", "no JSON object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],}}""", "no JSON object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", "no JSON object")]
    [InlineData("""{/**/"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "no JSON object")]
    [InlineData("{", "no JSON object")]
    [InlineData("{\0}", "no JSON object")]
    public void Rejects_a_bad_header(string header, string problem) =>
        AssertInvalid(problem, File(header, aligned: false, new byte[8]));

    [Fact]
    public void Rejects_bad_utf_8()
    {
        var file = File(One, aligned: false, new byte[8]);
        file[10] = 0xFF;
        AssertInvalid("text that is no Unicode", file);
    }

    [Theory]
    [InlineData("{", "{\"a\":")]
    [InlineData("{\"a\":{\"shape\":", "[")]
    [InlineData("{\"__metadata__\":{\"a\":", "{\"a\":")]
    public void Rejects_deep_nesting(string start, string opening) => AssertInvalid(
        "", File(start + string.Concat(Enumerable.Repeat(opening, 100_000)), aligned: false));

    [Theory]
    [InlineData("", "it has 0 bytes, 8 for the length")]
    [InlineData("01000000000000", "it has 7 bytes, 8 for the length")]
    [InlineData("0300000000000000 7b7d", "its header claims 3 bytes, at most 2 are allowed")]
    [InlineData("ffffffffffffffff 7b7d", "its header claims 18446744073709551615 bytes, at most 2 are allowed")]
    public void Rejects_a_bad_length(string hexadecimal, string problem) =>
        AssertInvalid(problem, Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal)));

    [Fact]
    public void Rejects_a_header_over_100_megabytes()
    {
        byte[] file = new byte[100_000_010];
        Length(100_000_001).CopyTo(file, 0);
        var exception = Assert.Throws<RamException>(() => Read(file));
        Assert.Contains("claims 100000001 bytes, at most 100000000 are allowed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_every_truncation_and_any_trailing_byte()
    {
        var file = File(One, aligned: true, new byte[8]);
        for (var length = 0; length < file.Length; length++)
            AssertInvalid("", file[..length]);
        AssertInvalid("its tensors have 8 bytes, 9 follow the header", [.. file, 0]);
    }

    [Fact]
    public void A_message_shows_a_hostile_name_on_one_short_line()
    {
        var name = string.Concat(Enumerable.Repeat("\\n\\u001b", 1000));
        var header = One.Replace("\"a\"", $"\"{name}\"", StringComparison.Ordinal).Replace("[2]", "[3]", StringComparison.Ordinal);
        var message = Assert.Throws<RamException>(() => Read(File(header, aligned: false, new byte[8]))).Message;
        Assert.DoesNotContain(message, char.IsControl);
        Assert.True(message.Length < 300);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        SafeTensors.Write(_folder["model"], [new("a", new WeightTensor([1], [1]))]);
        var twice = new KeyValuePair<string, WeightTensor>("b", new WeightTensor([1], [2]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(_folder["model"], [twice, twice]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(_folder["model"], [new("__metadata__", twice.Value)]));
        Assert.Equal(["a"], SafeTensors.Read(_folder["model"]).Tensors.Keys);
        Assert.Equal(["model"], _folder.Names);
    }

    [Fact]
    public void A_tensor_must_fill_its_shape()
    {
        Refuse(new WeightTensor([2, 2], new float[3]));
        Refuse(new WeightTensor([-1, -1], new float[1]));
        Refuse(new WeightTensor([], []));

        static void Refuse(WeightTensor tensor) =>
            Assert.Throws<ArgumentException>(() => SafeTensors.Write(new MemoryStream(), [new("a", tensor)]));
    }

    internal static byte[] File(string header, bool aligned, params byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        if (aligned)
            json = [.. json, .. Enumerable.Repeat((byte)' ', (8 - json.Length % 8) % 8)];
        return [.. Length(json.Length), .. json, .. data];
    }

    private static byte[] Length(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static SafeTensorFile Read(byte[] file) => SafeTensors.Read(file, "model");

    private static void AssertInvalid(string problem, byte[] file)
    {
        var message = Assert.Throws<RamException>(() => Read(file)).Message;
        Assert.StartsWith("model is not a valid safetensors file: ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }
}
