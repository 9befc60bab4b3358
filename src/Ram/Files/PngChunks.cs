using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ram.Files;

/// <summary>A PNG file taken apart: its chunks checked for order, length and checksum, the data not yet decompressed.</summary>
internal sealed class PngChunks
{
    private const int Overhead = 12;
    private const int MaxPalette = 256;

    private readonly string _name;
    private readonly ArrayBufferWriter<byte> _data = new();
    private PngHeader? _header;
    private byte[]? _palette;
    private byte[]? _transparency;
    private string _previous = "";
    private bool _hasData;

    private PngChunks(string name) => _name = name;

    /// <summary>The IHDR chunk.</summary>
    public PngHeader Header => _header ?? throw Invalid("its first chunk is not IHDR");

    /// <summary>The PLTE chunk: red, green, blue of each entry; empty without one.</summary>
    public ReadOnlySpan<byte> Palette => _palette;

    /// <summary>The tRNS chunk: opacities of a palette's first entries, or the transparent colour; empty without one.</summary>
    public ReadOnlySpan<byte> Transparency => _transparency;

    /// <summary>The IDAT chunks, joined: one zlib stream.</summary>
    public ReadOnlyMemory<byte> Data => _data.WrittenMemory;

    /// <summary>Takes a file apart.</summary>
    /// <exception cref="RamException">It breaks the format.</exception>
    public static PngChunks Read(ReadOnlySpan<byte> file, string name)
    {
        var chunks = new PngChunks(name);
        if (!file.StartsWith(Png.Signature))
            throw chunks.Invalid("it does not begin with PNG's signature");
        var rest = file[Png.Signature.Length..];
        while (chunks._previous != "IEND")
            rest = rest[chunks.ReadChunk(rest)..];
        if (rest.Length > 0)
            throw chunks.Invalid($"{rest.Length} bytes follow its end");
        return chunks;
    }

    /// <summary>The exception for a PNG that is damaged in this way.</summary>
    public RamException Invalid(string problem, Exception? inner = null) =>
        InputFile.Invalid(_name, "PNG file", problem, inner);

    private int ReadChunk(ReadOnlySpan<byte> file)
    {
        var length = file.Length < Overhead ? long.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(file);
        if (length > file.Length - Overhead)
            throw Invalid(_previous == "" ? "it is cut off" : $"it is cut off after its {_previous} chunk");
        var end = 8 + (int)length;
        var type = Encoding.Latin1.GetString(file[4..8]);
        if (!type.All(char.IsAsciiLetter))
            throw Invalid($"a chunk is called {InputFile.Quote(type)}, four letters are allowed");
        if (BinaryPrimitives.ReadUInt32BigEndian(file[end..]) != Crc32.Append(0, file[4..end]))
            throw Invalid($"the checksum of its {type} chunk is wrong");
        Take(type, file[8..end]);
        _previous = type;
        return end + 4;
    }

    private void Take(string type, ReadOnlySpan<byte> content)
    {
        if ((type == "IHDR") != (_header is null))
            throw Invalid(_header is null ? "its first chunk is not IHDR" : "it has a second IHDR chunk");
        switch (type)
        {
            case "IHDR":
                _header = PngHeader.Parse(content, problem => Invalid(problem));
                break;
            case "PLTE":
                TakePalette(content);
                break;
            case "tRNS":
                TakeTransparency(content);
                break;
            case "IDAT":
                TakeData(content);
                break;
            case "IEND":
                TakeEnd(content);
                break;
            case [>= 'A' and <= 'Z', ..]:
                throw Invalid($"its {type} chunk is critical and unknown");
        }
    }

    private void TakePalette(ReadOnlySpan<byte> content)
    {
        if (_palette is not null || _transparency is not null || _hasData || Header.Channels == 1)
            throw Invalid("its PLTE chunk is out of place");
        var allowed = Header.Colour == PngColour.Palette ? 1 << Header.BitDepth : MaxPalette;
        if (content.Length == 0 || content.Length % 3 != 0 || content.Length / 3 > allowed)
            throw Invalid($"its palette has {content.Length} bytes, three for each of 1 to {allowed} colours are allowed");
        _palette = content.ToArray();
    }

    private void TakeTransparency(ReadOnlySpan<byte> content)
    {
        var isPalette = Header.Colour == PngColour.Palette;
        if (_transparency is not null || _hasData || Header.HasAlpha || isPalette && _palette is null)
            throw Invalid("its tRNS chunk is out of place");
        var (least, most) = isPalette ? (1, Palette.Length / 3) : (2 * Header.Samples, 2 * Header.Samples);
        if (content.Length < least || content.Length > most)
            throw Invalid($"its tRNS chunk has {content.Length} bytes, {least} to {most} are allowed");
        _transparency = content.ToArray();
    }

    private void TakeData(ReadOnlySpan<byte> content)
    {
        if (Header.Colour == PngColour.Palette && _palette is null)
            throw Invalid("it has no palette before its data");
        if (_hasData && _previous != "IDAT")
            throw Invalid("its IDAT chunks do not follow each other");
        _data.Write(content);
        _hasData = true;
    }

    private void TakeEnd(ReadOnlySpan<byte> content)
    {
        if (content.Length > 0)
            throw Invalid($"its IEND chunk has {content.Length} bytes, none is allowed");
        if (!_hasData)
            throw Invalid("it has no data");
    }
}
