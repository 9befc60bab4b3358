namespace Ram.Tests.Files;

/// <summary>The checksum of gzip and PNG, bit by bit.</summary>
internal static class NaiveCrc32
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
