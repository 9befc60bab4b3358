using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Ram.Files;
using Xunit.Abstractions;

namespace Ram.Tests.Files;

public sealed class HostileSafeTensorsTests(ITestOutputHelper output)
{
    private static readonly (string Header, int Data)[] _samples =
    [
        ("{}", 0),
        ("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8),
        ("""{"__metadata__":{"ram.options":"{\"std\":0.1}","format":"pt"},"a":{"dtype":"F32","shape":[1,4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[16,32]}}      """, 32),
        ("""{"c":{"dtype":"F32","shape":[0],"data_offsets":[8,8]},"b":{"data_offsets":[4,8],"shape":[1,1],"dtype":"F32"},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 8),
    ];

    private static readonly byte[][] _tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", " ", "\0", "\\", "\\ud800", "\\u0000", "é", "-", ".0", "e1", "null", "true", "1",
            "\"a\":", "\"dtype\":", "\"F16\"", "\"F32\"", "\"shape\":[1],", "\"data_offsets\":[0,4],", "\"x\":{},",
            "\"z\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},",
            "\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},", "\"__metadata__\":{\"k\":\"v\"},", "[[[[", "{\"a\":{\"a\":",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80],
    ];

    /// <summary>Sizes that multiply to 1 or 2, some of them only when cut to 32 or 63 bits.</summary>
    private static readonly string[] _shapes =
        ["", "1", "2", "1,1", "2,1", "0", "3", "4294967298", "9223372036854775810", "65536,65536,2", "2147483648,2,2"];

    [Fact]
    public void Safe_tensors_are_read_as_written_or_rejected()
    {
        // What the serializer sets up once does not count as memory of a file.
        foreach ((string header, int data) in _samples)
            SafeTensors.Read(SafeTensorsTests.File(header, aligned: false, new byte[data]), "file");
        Hostile.Run(
            "safetensors",
            Make,
            file => SafeTensors.Read(file, "file"),
            Check,
            // A number of two characters is kept as eight bytes, in a list that doubles.
            new Bound(64),
            output);
    }

    private static byte[] Make(Recipe recipe)
    {
        var (header, length) = _samples[recipe.Sample % _samples.Length];
        byte[] data = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 37 + recipe.Sample))];
        var file = SafeTensorsTests.File(header, aligned: false, data);
        if (recipe.Repair == 0)
            return Hostile.Mutate(file, recipe.Mutations, _tokens);
        if (recipe.Repair == 1)
            return Tiles(recipe);
        var json = Hostile.Mutate(file[8..^data.Length], recipe.Mutations, _tokens);
        var number = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, json.Length);
        return recipe.Repair == 2
            ? [.. number, .. json, .. data]
            : [.. number, .. json, .. Hostile.Mutate(data, recipe.Mutations.Where(mutation => mutation.Kind is > 2 and < 11), _tokens)];
    }

    /// <summary>Well-formed headers with few names and small numbers, so that gaps, overlaps and duplicates abound.</summary>
    private static byte[] Tiles(Recipe recipe)
    {
        var entries = recipe.Mutations.Select((mutation, i) =>
        {
            if (mutation.Kind == 0)
                return "\"__metadata__\":{\"k\":\"0\",\"" + "km"[mutation.Length % 2] + "\":\"1\"}";
            var begin = mutation.Length < 16 ? 4 * i : 4 * (mutation.Position % 4);
            var shape = _shapes[mutation.Kind < 10 ? mutation.Value % 2 : mutation.Value % _shapes.Length];
            var end = begin + 4 * (mutation.Kind < 10 ? 1 : mutation.Position % 3);
            var name = "abcd"[mutation.Length % 8 == 0 ? 0 : i];
            return $$"""
                "{{name}}":{"dtype":"F32","shape":[{{shape}}],"data_offsets":[{{begin}},{{end}}]}
                """;
        });
        var length = recipe.Mutations.Length + (recipe.Sample % 4 == 0 ? recipe.Sample / 4 % 3 - 1 : 0);
        return SafeTensorsTests.File("{" + string.Join(',', entries) + "}", aligned: false, new byte[4 * length]);
    }

    private static void Check(byte[] file, SafeTensorFile content)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        CheckAgainstHeader(file.AsMemory(8, length), file.AsSpan(8 + length).ToArray(), content);

        var stream = new MemoryStream();
        SafeTensors.Write(stream, content.Tensors, content.Metadata);
        var again = SafeTensors.Read(stream.ToArray(), "again");
        Assert.Equal(content.Metadata, again.Metadata);
        Assert.Equal(content.Tensors.Keys, again.Tensors.Keys);
        foreach (var (name, tensor) in content.Tensors)
        {
            Assert.Equal(tensor.Shape, again.Tensors[name].Shape);
            Assert.Equal(Bytes(tensor), Bytes(again.Tensors[name]));
        }
    }

    /// <summary>Every promise of the format, taken from another JSON reader.</summary>
    private static void CheckAgainstHeader(ReadOnlyMemory<byte> json, byte[] data, SafeTensorFile content)
    {
        Assert.Equal((byte)'{', json.Span[0]);
        using var document = JsonDocument.Parse(json);
        var keys = document.RootElement.EnumerateObject().Select(property => property.Name).ToList();
        Assert.Equal(keys.Distinct(), keys);
        Assert.Equal(keys.Where(key => key != "__metadata__").Order(), content.Tensors.Keys.Order());
        var owners = new int[data.Length];
        foreach (var property in document.RootElement.EnumerateObject().Where(property => property.Name != "__metadata__"))
        {
            Assert.Equal(["data_offsets", "dtype", "shape"], property.Value.EnumerateObject().Select(field => field.Name).Order());
            string type = property.Value.GetProperty("dtype").GetString()!;
            int bytes = type switch { "F32" => 4, "F64" => 8, "F16" or "BF16" => 2, _ => 0 };
            var shape = property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
            var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32()).ToArray();
            Assert.Equal(2, offsets.Length);
            Assert.Equal(shape.Aggregate((long)bytes, (a, b) => a * b), offsets[1] - offsets[0]);
            Assert.Equal(shape, content.Tensors[property.Name].Shape);
            if (type == "F32")
                Assert.Equal(data[offsets[0]..offsets[1]], Bytes(content.Tensors[property.Name]));
            for (var i = offsets[0]; i < offsets[1]; i++)
                owners[i]++;
        }

        Assert.All(owners, count => Assert.Equal(1, count));
        var metadata = document.RootElement.TryGetProperty("__metadata__", out var text)
            ? text.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!)
            : [];
        Assert.Equal(metadata, content.Metadata);
    }

    private static byte[] Bytes(WeightTensor tensor) => MemoryMarshal.AsBytes<float>(tensor.Values).ToArray();
}
