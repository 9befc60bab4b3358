using System.Buffers.Binary;

namespace Ram.Files;

/// <summary>
/// Turns a pixel of whatever colour type and depth into 8-bit grey or RGB over black: round(255 · sample · opacity),
/// sample and opacity being fractions of their greatest value.
/// </summary>
internal sealed class PngPixels
{
    private readonly PngChunks _chunks;
    private readonly int _samples;
    private readonly int _channels;
    private readonly int _bitDepth;
    private readonly uint _greatest;
    private readonly bool _hasAlpha;
    private readonly bool _isPalette;
    private readonly uint[] _transparent;
    private readonly byte[] _palette;

    public PngPixels(PngChunks chunks)
    {
        _chunks = chunks;
        var header = chunks.Header;
        _samples = header.Samples;
        _channels = header.Channels;
        _bitDepth = header.BitDepth;
        _greatest = (1u << _bitDepth) - 1;
        _hasAlpha = header.HasAlpha;
        _isPalette = header.Colour == PngColour.Palette;
        _palette = _isPalette ? PaletteOverBlack(chunks) : [];
        _transparent = _isPalette ? [] : TransparentColour(chunks.Transparency);
    }

    /// <summary>Puts pixel <paramref name="index"/> of an unfiltered row at the start of <paramref name="target"/>.</summary>
    public void Convert(ReadOnlySpan<byte> row, int index, Span<byte> target)
    {
        var first = index * _samples;
        if (_isPalette)
            Entry((int)Sample(row, first)).CopyTo(target);
        else if (_hasAlpha)
            Composite(row, first, Sample(row, first + _channels), target);
        else
            Composite(row, first, IsTransparent(row, first) ? 0 : _greatest, target);
    }

    private void Composite(ReadOnlySpan<byte> row, int first, uint alpha, Span<byte> target)
    {
        for (var channel = 0; channel < _channels; channel++)
            target[channel] = OverBlack(Sample(row, first + channel), alpha, _greatest);
    }

    private static byte OverBlack(uint sample, uint alpha, uint greatest)
    {
        if (alpha == greatest)
            return (byte)((sample * byte.MaxValue + greatest / 2) / greatest);
        var square = (ulong)greatest * greatest;
        return (byte)(((ulong)sample * alpha * byte.MaxValue + square / 2) / square);
    }

    private uint Sample(ReadOnlySpan<byte> row, int index)
    {
        if (_bitDepth == 8)
            return row[index];
        if (_bitDepth == 16)
            return BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]);
        var bit = index * _bitDepth;
        return (uint)(row[bit >> 3] >> 8 - _bitDepth - (bit & 7)) & _greatest;
    }

    private bool IsTransparent(ReadOnlySpan<byte> row, int first)
    {
        for (var channel = 0; channel < _transparent.Length; channel++)
            if (Sample(row, first + channel) != _transparent[channel])
                return false;
        return _transparent.Length > 0;
    }

    private ReadOnlySpan<byte> Entry(int index) => 3 * index < _palette.Length
        ? _palette.AsSpan(3 * index, 3)
        : throw _chunks.Invalid($"a pixel has colour {index} of a palette of {_palette.Length / 3}");

    private static byte[] PaletteOverBlack(PngChunks chunks)
    {
        var palette = chunks.Palette.ToArray();
        for (var i = 0; i < 3 * chunks.Transparency.Length; i++)
            palette[i] = OverBlack(palette[i], chunks.Transparency[i / 3], byte.MaxValue);
        return palette;
    }

    private static uint[] TransparentColour(ReadOnlySpan<byte> content)
    {
        var colour = new uint[content.Length / 2];
        for (var i = 0; i < colour.Length; i++)
            colour[i] = BinaryPrimitives.ReadUInt16BigEndian(content[(2 * i)..]);
        return colour;
    }
}
