using System.Buffers.Binary;

namespace Ram.Files;

/// <summary>
/// Reads a gzip file of one member (RFC 1952), which is what gzip writes, and checks all that it promises: header,
/// checksum, length, nothing after it.
/// </summary>
internal sealed class GzipReader : IDisposable
{
    private const int FixedHeader = 10;
    private const int Trailer = 8;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly Func<string, Exception?, RamException> _invalid;
    private readonly ExactInflater _inflater;
    private uint _checksum;
    private uint _length;

    /// <param name="file">The whole file.</param>
    /// <param name="invalid">Makes the exception for a problem.</param>
    public GzipReader(ReadOnlyMemory<byte> file, Func<string, Exception?, RamException> invalid)
    {
        _file = file;
        _invalid = invalid;
        var header = HeaderLength(file.Span);
        if (file.Length < header + Trailer)
            throw CutOff();
        _inflater = new ExactInflater(file[header..^Trailer], zlib: false, invalid);
    }

    /// <summary>Whether a file that begins with these two bytes is gzip.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    /// <summary>The most that the file can hold, in bytes, decompressed.</summary>
    public long MaxContent => _file.Length * ExactInflater.MaxRatio;

    /// <summary>Fills some of <paramref name="buffer"/>, at least one byte.</summary>
    public int Read(Span<byte> buffer)
    {
        var count = _inflater.Read(buffer);
        Count(buffer[..count]);
        return count;
    }

    /// <summary>Fills all of <paramref name="buffer"/>.</summary>
    public void ReadExactly(Span<byte> buffer)
    {
        _inflater.ReadExactly(buffer);
        Count(buffer);
    }

    /// <summary>Checks that the content ends here and agrees with its checksum and length.</summary>
    public void Finish()
    {
        _inflater.Finish();
        var trailer = _file.Span[^Trailer..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != _checksum)
            throw _invalid("its gzip checksum does not agree with its content", null);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != _length)
            throw _invalid("its gzip length does not agree with its content", null);
    }

    /// <inheritdoc/>
    public void Dispose() => _inflater.Dispose();

    private void Count(ReadOnlySpan<byte> content)
    {
        _checksum = Crc32.Append(_checksum, content);
        _length += (uint)content.Length;
    }

    private int HeaderLength(ReadOnlySpan<byte> file)
    {
        if (file.Length < FixedHeader)
            throw CutOff();
        var flags = (Flags)file[3];
        if (file[2] != 8 || (flags & ~Flags.All) != 0)
            throw _invalid($"its gzip header has method {file[2]} and flags {file[3]}; method 8 and flags 0 to 31 are allowed", null);
        var length = FixedHeader;
        if (flags.HasFlag(Flags.Extra))
            length += 2 + (file.Length < length + 2 ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(file[length..]));
        if (flags.HasFlag(Flags.Name))
            length += TextLength(file, length);
        if (flags.HasFlag(Flags.Comment))
            length += TextLength(file, length);
        return flags.HasFlag(Flags.HeaderChecksum) ? CheckHeader(file, length) : length;
    }

    private int TextLength(ReadOnlySpan<byte> file, int start)
    {
        var end = start < file.Length ? file[start..].IndexOf((byte)0) : -1;
        return end < 0 ? throw CutOff() : end + 1;
    }

    private int CheckHeader(ReadOnlySpan<byte> file, int length)
    {
        if (file.Length < length + 2)
            throw CutOff();
        if (BinaryPrimitives.ReadUInt16LittleEndian(file[length..]) != (ushort)Crc32.Append(0, file[..length]))
            throw _invalid("the checksum of its gzip header is wrong", null);
        return length + 2;
    }

    private RamException CutOff() => _invalid($"its {_file.Length} bytes are too few for gzip", null);

    [Flags]
    private enum Flags : byte
    {
        Text = 1,
        HeaderChecksum = 2,
        Extra = 4,
        Name = 8,
        Comment = 16,
        All = Text | HeaderChecksum | Extra | Name | Comment,
    }
}
