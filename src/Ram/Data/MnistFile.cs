using System.IO.Compression;
using Ram.Files;

namespace Ram.Data;

/// <summary>One of the four files that MNIST is published as.</summary>
/// <param name="Name">Its name without <c>.gz</c>.</param>
/// <param name="Length">The bytes of its content, decompressed.</param>
/// <param name="Sha256">The SHA-256 of its content, decompressed, in lower-case hexadecimal.</param>
public sealed record MnistFile(string Name, int Length, string Sha256)
{
    /// <summary>The name of the published archive.</summary>
    internal string ArchiveName => Name + ".gz";

    /// <summary>The path of the file in a folder under any of its usual names, or null.</summary>
    internal string? FindIn(string folder)
    {
        // Some unpackers write train-images.idx3-ubyte.
        string dotted = Name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [Name, dotted, Name + ".gz", dotted + ".gz"];
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>The verified content of a file, decompressed.</summary>
    /// <exception cref="RamException">When it cannot be read, or is not what was published; it stays where it is.</exception>
    internal ReadOnlyMemory<byte> Read(string path)
    {
        ReadOnlyMemory<byte> content = Decompress(InputFile.Read(path, InputFile.ReadToEnd));
        if (Problem(content) is { } problem)
            throw new RamException($"{path} is damaged: {problem}. Delete it or replace it by an undamaged copy.");
        return content;
    }

    /// <summary>Half a line on what is wrong with a content, decompressed, or null.</summary>
    internal string? Problem(ReadOnlyMemory<byte> content)
    {
        if (content.Length > Length)
            return $"it holds more than the right {Length} bytes after decompression";
        string sum = Checksum.Sha256(content.Span);
        return sum == Sha256
            ? null
            : $"after decompression it holds {content.Length} bytes with SHA-256 {sum}, right are {Length} with {Sha256}";
    }

    /// <summary>
    /// The content of a file, gzip or raw, as far as it can be read, and no more than tells that it is too long.
    /// </summary>
    internal ReadOnlyMemory<byte> Decompress(byte[] file)
    {
        if (file is not [0x1F, 0x8B, ..])
            return file;
        byte[] content = new byte[Length + 1];
        int count = 0;
        try
        {
            using GZipStream gzip = new(new MemoryStream(file), CompressionMode.Decompress);
            while (count < content.Length && gzip.Read(content.AsSpan(count)) is > 0 and var read)
                count += read;
        }
        catch (InvalidDataException)
        {
            // What came before the damage has a wrong checksum, which is reported.
        }
        return content.AsMemory(0, count);
    }
}
