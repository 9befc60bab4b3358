using System.IO.Compression;

namespace Ram.Files;

/// <summary>
/// Decompresses a deflate or zlib stream that must fill its bytes exactly. .NET's streams read past a missing end and
/// over bytes that follow the end without a word; here both are errors.
/// </summary>
internal sealed class ExactInflater : IDisposable
{
    /// <summary>Deflate's best: 258 bytes for two bits (RFC 1951). Whoever claims more lies.</summary>
    public const long MaxRatio = 1032;

    private readonly Source _source;
    private readonly Stream _inflated;
    private readonly Func<string, Exception?, RamException> _invalid;

    /// <param name="compressed">The whole compressed stream, nothing after it.</param>
    /// <param name="zlib">Whether it has zlib's header and checksum (RFC 1950), or is bare deflate.</param>
    /// <param name="invalid">Makes the exception for a problem.</param>
    public ExactInflater(ReadOnlyMemory<byte> compressed, bool zlib, Func<string, Exception?, RamException> invalid)
    {
        _source = new Source(compressed);
        _inflated = zlib
            ? new ZLibStream(_source, CompressionMode.Decompress)
            : new DeflateStream(_source, CompressionMode.Decompress);
        _invalid = invalid;
    }

    /// <summary>Fills some of <paramref name="buffer"/>, at least one byte.</summary>
    public int Read(Span<byte> buffer)
    {
        var count = ReadOrEnd(buffer);
        if (count == 0)
            throw _invalid("its compressed data end too early", null);
        return count;
    }

    /// <summary>Fills all of <paramref name="buffer"/>.</summary>
    public void ReadExactly(Span<byte> buffer)
    {
        while (buffer.Length > 0)
            buffer = buffer[Read(buffer)..];
    }

    /// <summary>Checks that the compressed stream ends here, whole, with its checksum right and nothing after it.</summary>
    public void Finish()
    {
        Span<byte> beyond = stackalloc byte[1];
        if (ReadOrEnd(beyond) != 0)
            throw _invalid("its compressed data hold more than its header says", null);
        if (_source.AskedPastEnd)
            throw _invalid("its compressed data are cut off", null);
        if (!_source.Served)
            throw _invalid("bytes follow its compressed data", null);
    }

    /// <inheritdoc/>
    public void Dispose() => _inflated.Dispose();

    private int ReadOrEnd(Span<byte> buffer)
    {
        try
        {
            return _inflated.Read(buffer);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw _invalid("its compressed data are damaged", exception);
        }
    }

    /// <summary>
    /// The compressed bytes. The last one is served alone: it is asked for if and only if the decompressor needs it,
    /// and a byte past it is asked for if and only if the stream has no end.
    /// </summary>
    private sealed class Source(ReadOnlyMemory<byte> bytes) : Stream
    {
        private ReadOnlyMemory<byte> _rest = bytes;

        public bool Served => _rest.IsEmpty;

        public bool AskedPastEnd { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            AskedPastEnd |= _rest.IsEmpty;
            var count = Math.Min(buffer.Length, Math.Max(_rest.Length - 1, Math.Min(_rest.Length, 1)));
            _rest.Span[..count].CopyTo(buffer);
            _rest = _rest[count..];
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
