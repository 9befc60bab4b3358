using System.IO.Compression;
using Ram.Data;
using Ram.Files;

namespace Ram.Tests.Data;

/// <summary>
/// Four files of MNIST's sizes with a pattern in the place of digits: image i is filled with i mod 251 and labelled
/// i mod 10, the test images with the same from 100,000 on.
/// </summary>
public sealed class FakeMnist
{
    public FakeMnist()
    {
        Contents =
        [
            Images(0, 60_000), Labels(0, 60_000), Images(100_000, 10_000), Labels(100_000, 10_000),
        ];
        Files = [.. Mnist.Files.Zip(Contents, (file, content) => file with { Sha256 = Checksum.Sha256(content) })];
        Archives = [.. Contents.Select(Compress)];
    }

    public byte[][] Contents { get; }

    public byte[][] Archives { get; }

    public MnistFile[] Files { get; }

    public byte[] ArchiveAt(Uri address) =>
        Archives[Array.FindIndex(Files, file => address.AbsolutePath.EndsWith("/" + file.Name + ".gz", StringComparison.Ordinal))];

    public void WriteArchives(string folder)
    {
        Directory.CreateDirectory(folder);
        for (int i = 0; i < Files.Length; i++)
            File.WriteAllBytes(Path.Combine(folder, Files[i].Name + ".gz"), Archives[i]);
    }

    public static byte[] Compress(byte[] content)
    {
        using MemoryStream archive = new();
        using (GZipStream gzip = new(archive, CompressionLevel.Fastest))
            gzip.Write(content);
        return archive.ToArray();
    }

    private static byte[] Images(int first, int count)
    {
        byte[] content = new byte[16 + count * 784];
        for (int i = 0; i < count; i++)
            content.AsSpan(16 + i * 784, 784).Fill((byte)((first + i) % 251));
        return content;
    }

    private static byte[] Labels(int first, int count)
    {
        byte[] content = new byte[8 + count];
        for (int i = 0; i < count; i++)
            content[8 + i] = (byte)((first + i) % 10);
        return content;
    }
}
