namespace Ram.Files;

/// <summary>Decompresses a PNG's rows, undoes their filters and puts the pixels in place.</summary>
internal sealed class PngDecoder
{
    private readonly PngChunks _chunks;
    private readonly PngHeader _header;
    private readonly PngPixels _pixels;
    private readonly int _pixelLength;
    private readonly byte[] _decoded;

    private PngDecoder(PngChunks chunks)
    {
        _chunks = chunks;
        _header = chunks.Header;
        _pixels = new PngPixels(chunks);
        _pixelLength = Math.Max(1, _header.Samples * _header.BitDepth / 8);
        _decoded = new byte[_header.Width * _header.Height * _header.Channels];
    }

    /// <summary>The picture of <paramref name="chunks"/>.</summary>
    /// <exception cref="RamException">The data are damaged, too few or too many.</exception>
    public static PngImage Decode(PngChunks chunks)
    {
        var (needed, most) = (chunks.Header.InflatedLength, chunks.Data.Length * ExactInflater.MaxRatio);
        if (needed > most)
            throw chunks.Invalid($"its size needs {needed} bytes of rows, its data hold at most {most}");
        var decoder = new PngDecoder(chunks);
        using var inflater = new ExactInflater(chunks.Data, zlib: true, chunks.Invalid);
        foreach (var pass in decoder._header.Passes)
            decoder.DecodePass(inflater, pass);
        inflater.Finish();
        return new PngImage(decoder._header.Width, decoder._header.Height, decoder._header.Channels, decoder._decoded);
    }

    private void DecodePass(ExactInflater inflater, PngPass pass)
    {
        var row = new byte[1 + _header.RowLength(pass.Width)];
        var above = new byte[row.Length];
        for (var j = 0; j < pass.Height; j++)
        {
            inflater.ReadExactly(row);
            Unfilter(row[0], row.AsSpan(1), above.AsSpan(1));
            Place(row.AsSpan(1), pass, j);
            (row, above) = (above, row);
        }
    }

    private void Place(ReadOnlySpan<byte> row, PngPass pass, int j)
    {
        var channels = _header.Channels;
        var target = _decoded.AsSpan(((pass.Y + j * pass.StepY) * _header.Width + pass.X) * channels);
        for (var i = 0; i < pass.Width; i++)
            _pixels.Convert(row, i, target[(i * pass.StepX * channels)..]);
    }

    /// <summary>Undoes the filter (section 9): each byte was stored less a prediction from its left, above and corner.</summary>
    private void Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (var i = _pixelLength; i < row.Length; i++)
                    row[i] += row[i - _pixelLength];
                break;
            case 2:
                for (var i = 0; i < row.Length; i++)
                    row[i] += above[i];
                break;
            case 3:
                for (var i = 0; i < row.Length; i++)
                    row[i] += (byte)((Left(row, i) + above[i]) / 2);
                break;
            case 4:
                for (var i = 0; i < row.Length; i++)
                    row[i] += Paeth(Left(row, i), above[i], Left(above, i));
                break;
            default:
                throw _chunks.Invalid($"a row has filter {filter}, 0 to 4 are allowed");
        }
    }

    private byte Left(ReadOnlySpan<byte> row, int i) => i < _pixelLength ? (byte)0 : row[i - _pixelLength];

    private static byte Paeth(byte left, byte above, byte corner)
    {
        var (toLeft, toAbove) = (Math.Abs(above - corner), Math.Abs(left - corner));
        var toCorner = Math.Abs(left + above - 2 * corner);
        if (toLeft <= toAbove && toLeft <= toCorner)
            return left;
        return toAbove <= toCorner ? above : corner;
    }
}
