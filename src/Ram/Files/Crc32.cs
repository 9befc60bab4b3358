using System.Buffers.Binary;

namespace Ram.Files;

/// <summary>
/// The CRC-32 of gzip (RFC 1952, section 8) and PNG (annex D): polynomial 0xEDB88320, reflected.
/// Eight bytes a step ("slicing by eight"), since it runs over every decompressed byte of a data set.
/// </summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;

    /// <summary>Slice s, byte b: the checksum of b followed by s zero bytes, at [256 s + b].</summary>
    private static readonly uint[] _table = MakeTable();

    /// <summary>The checksum of what <paramref name="crc"/> covers followed by <paramref name="bytes"/>; begin with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var table = _table;
        crc = ~crc;
        while (bytes.Length >= Slices)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[(7 << 8) + (int)(low & 0xFF)] ^ table[(6 << 8) + (int)(low >> 8 & 0xFF)]
                ^ table[(5 << 8) + (int)(low >> 16 & 0xFF)] ^ table[(4 << 8) + (int)(low >> 24)]
                ^ table[(3 << 8) + (int)(high & 0xFF)] ^ table[(2 << 8) + (int)(high >> 8 & 0xFF)]
                ^ table[(1 << 8) + (int)(high >> 16 & 0xFF)] ^ table[(int)(high >> 24)];
            bytes = bytes[Slices..];
        }

        foreach (var value in bytes)
            crc = table[(int)((crc ^ value) & 0xFF)] ^ crc >> 8;
        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[Slices * 256];
        for (var value = 0; value < 256; value++)
        {
            var crc = (uint)value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ Polynomial : crc >> 1;
            table[value] = crc;
        }

        for (var i = 256; i < table.Length; i++)
            table[i] = table[(int)(table[i - 256] & 0xFF)] ^ table[i - 256] >> 8;
        return table;
    }
}
