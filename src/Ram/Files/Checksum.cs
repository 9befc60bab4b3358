using System.Security.Cryptography;

namespace Ram.Files;

/// <summary>Checksums, as the published lists print them.</summary>
public static class Checksum
{
    /// <summary>The SHA-256 of <paramref name="content"/> as 64 lower-case hexadecimal digits.</summary>
    public static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
