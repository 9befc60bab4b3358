using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Ram.Images;

namespace Ram.Tests.Figures;

/// <summary>
/// Each kind of figure against a picture that somebody has looked at. <c>RAM_UPDATE_GOLDEN=1</c> rewrites the pictures.
/// </summary>
public partial class GoldenTests
{
    public static IEnumerable<object[]> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Figure_is_the_one_that_was_looked_at(string name) => Compare(name + ".svg", Samples.All[name]().ToSvg());

    [Fact]
    public void Moving_picture_is_the_one_that_was_looked_at() =>
        Compare("trajectory-moving.svg", Samples.Animation().ToAnimatedSvg());

    private static void Compare(string file, string actual)
    {
        string path = Path.Combine(Folder(), file);
        if (Environment.GetEnvironmentVariable("RAM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"{file} is not there; RAM_UPDATE_GOLDEN=1 makes it.");
        Assert.Equal(PixelsForBytes(File.ReadAllText(path)), PixelsForBytes(actual));
    }

    // How a PNG is compressed may differ between processors; its pixels may not.
    private static string PixelsForBytes(string svg) => EmbeddedUri().Replace(svg, match =>
    {
        ImageBatch image = EmbeddedPng.Read(Convert.FromBase64String(match.Groups[1].Value));
        return $"{image.Width}x{image.Height} {Convert.ToHexString(SHA256.HashData(image.Pixels))}";
    });

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");

    [GeneratedRegex("data:image/png;base64,([A-Za-z0-9+/=]+)")]
    private static partial Regex EmbeddedUri();
}
