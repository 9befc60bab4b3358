using System.Buffers.Binary;
using Ram.Files;
using Ram.Images;
using Ram.Tests.Files;
using SkiaSharp;

namespace Ram.Tests.Images;

public sealed class PictureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_written_is_read(int channels)
    {
        var batch = new ImageBatch(2, channels, 5, 37);
        new Random(1).NextBytes(batch.Pixels);
        batch.WritePng(1, _folder["p.png"]);
        var picture = Picture.Read(_folder["p.png"]);
        Assert.Equal((37, 5, channels == 3, false), (picture.Width, picture.Height, picture.IsColour, picture.IsTransparent));
        Assert.Equal(batch[1].ToArray(), picture.ToImage(channels).Pixels);
    }

    [Fact]
    public void Images_that_no_array_holds_are_refused_with_their_size()
    {
        var error = Assert.Throws<RamException>(() => new ImageBatch(2, 1, 1, 1).Scale(1 << 16, 1 << 16));
        Assert.Contains("2 images of 65536x65536 pixels", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageBatch(1, 1, 1, 1).Scale(-5, 3));
    }

    [Fact]
    public void A_PNG_is_written_in_the_chunks_of_the_format()
    {
        byte[] file = Png.Encode(3, 2, 1, [1, 2, 3, 4, 5, 6]);
        Assert.Equal(
            "89504e470d0a1a0a" + "0000000d" + "49484452" + "00000003" + "00000002" + "0800000000" + "b81f39c6",
            Convert.ToHexStringLower(file.AsSpan(0, 33)));
        Assert.Equal("0000000049454e44ae426082", Convert.ToHexStringLower(file.AsSpan(file.Length - 12)));
    }

    [Fact]
    public void What_follows_a_PNG_is_passed_over()
    {
        File.WriteAllBytes(_folder["p.png"], [.. Png.Encode(2, 1, 1, [7, 8]), 1, 2, 3]);
        Assert.Equal([7, 8], Picture.Read(_folder["p.png"]).ToImage(1).Pixels);
    }

    [Fact]
    public void Transparency_shows_the_background()
    {
        // Opaque red, half green, clear.
        byte[] rgba = [255, 0, 0, 255, 0, 255, 0, 128, 9, 9, 9, 0];
        Save(_folder["p.png"], 3, 1, rgba, SKEncodedImageFormat.Png);
        var picture = Picture.Read(_folder["p.png"]);
        Assert.True(picture.IsTransparent);
        Assert.Equal([255, 127, 255, 0, 255, 255, 0, 127, 255], picture.ToImage(3).Pixels);
        Assert.Equal([255, 0, 0, 0, 128, 0, 0, 0, 0], picture.ToImage(3, background: 0).Pixels);
        Assert.Equal([76, 75, 0], picture.ToImage(1, background: 0).Pixels);
    }

    [Theory]
    [InlineData(1, "0 1 2 3")]
    [InlineData(3, "3 2 1 0")]
    [InlineData(6, "2 0 3 1")]
    [InlineData(8, "1 3 0 2")]
    public void A_JPEG_is_turned_as_its_EXIF_orientation_says(byte orientation, string expected)
    {
        // Four squares, black to white, in reading order.
        const int Side = 16, Width = 2 * Side;
        byte[] rgba = new byte[4 * Width * Width];
        for (int i = 0; i < Width * Width; i++)
            rgba.AsSpan(4 * i, 3).Fill((byte)(85 * (i / Width / Side * 2 + i % Width / Side)));
        for (int i = 3; i < rgba.Length; i += 4)
            rgba[i] = 255;
        Save(_folder["p.jpg"], Width, Width, rgba, SKEncodedImageFormat.Jpeg);
        byte[] jpeg = File.ReadAllBytes(_folder["p.jpg"]);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0,
        ];
        File.WriteAllBytes(_folder["p.jpg"], [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        byte[] pixels = Picture.Read(_folder["p.jpg"]).ToImage(1).Pixels;
        int[] squares = [.. new[] { 8 * Width + 8, 8 * Width + 24, 24 * Width + 8, 24 * Width + 24 }.Select(
            place => (int)Math.Round(pixels[place] / 85.0))];
        Assert.Equal(expected, string.Join(' ', squares));
    }

    [Fact]
    public void What_is_no_picture_is_named()
    {
        File.WriteAllText(_folder["text.png"], "hello");
        AssertMessage("text.png", "is no PNG or JPEG picture; save the picture as PNG or JPEG.");
        File.WriteAllText(_folder["empty.png"], "");
        AssertMessage("empty.png", "is no PNG or JPEG picture");
        AssertMessage("none.png", "does not exist");
        File.CreateSymbolicLink(_folder["loop.png"], _folder["loop.png"]);
        AssertMessage("loop.png", "Cannot read");
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void A_truncated_picture_is_refused(SKEncodedImageFormat format)
    {
        byte[] rgba = new byte[4 * 64 * 64];
        new Random(1).NextBytes(rgba);
        for (int i = 3; i < rgba.Length; i += 4)
            rgba[i] = 255;
        Save(_folder["p"], 64, 64, rgba, format);
        byte[] whole = File.ReadAllBytes(_folder["p"]);
        foreach (int length in new[] { 4, 20, whole.Length / 3, whole.Length / 2, whole.Length - 100 })
        {
            File.WriteAllBytes(_folder["cut"], whole[..length]);
            AssertMessage("cut", "is not a valid picture: ");
        }
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void A_damaged_picture_is_read_or_refused(SKEncodedImageFormat format)
    {
        var random = new Random(1);
        byte[] rgba = new byte[4 * 20 * 20];
        random.NextBytes(rgba);
        Save(_folder["p"], 20, 20, rgba, format);
        byte[] whole = File.ReadAllBytes(_folder["p"]);
        for (int i = 0; i < 500; i++)
        {
            byte[] damaged = [.. whole];
            for (int change = random.Next(1, 4); change > 0; change--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_folder["damaged"], damaged);
            try
            {
                Picture.Read(_folder["damaged"]);
            }
            catch (RamException refusal)
            {
                Assert.Contains(_folder["damaged"], refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_picture_of_400_million_pixels_is_refused_unread()
    {
        byte[] file = Png.Encode(1, 1, 1, [0]);
        // Width and height of the header, and its checksum.
        foreach (int at in new[] { 16, 20 })
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(at), 20_000);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), 0xC61B19E5);
        File.WriteAllBytes(_folder["huge.png"], file);
        AssertMessage("huge.png", "has 20000x20000 pixels");
    }

    [Fact]
    public void Ground_is_told_by_the_border()
    {
        var batch = new ImageBatch(2, 1, 10, 10);
        for (int i = 0; i < 100; i++)
        {
            // Light strokes that fill more than half; a grey page with dark strokes.
            bool isInside = i / 10 is > 0 and < 9 && i % 10 is > 0 and < 9;
            batch[0][i] = (byte)(isInside ? 250 : 20);
            batch[1][i] = (byte)(isInside && i % 3 == 0 ? 30 : 140);
        }
        Assert.False(Contrast.Of(batch, 0).IsLight);
        Assert.Equal(new Contrast(140, 30, 140), Contrast.Of(batch, 1));
        Assert.True(Contrast.Of(batch, 1).IsLight);
        Assert.Equal(Ground.Dark, batch.Slice(0, 1).FindGround());
        Assert.Equal(Ground.Light, batch.Slice(1, 1).FindGround());
        Assert.Equal(Ground.Mixed, batch.FindGround());
    }

    [Fact]
    public void Scaling_keeps_what_is_even_and_the_mean()
    {
        var even = new ImageBatch(1, 3, 9, 14);
        even.Pixels.AsSpan().Fill(77);
        Assert.All(even.Scale(5, 23).Pixels, pixel => Assert.Equal(77, pixel));
        var random = new ImageBatch(1, 1, 64, 48);
        new Random(1).NextBytes(random.Pixels);
        ImageBatch half = random.Scale(24, 32);
        Assert.Equal((24, 32), (half.Width, half.Height));
        Assert.Equal(random.Pixels.Average(pixel => pixel), half.Pixels.Average(pixel => pixel), 1.5);
        Assert.Same(random, random.Scale(48, 64));
    }

    [Fact]
    public void Scaling_weighs_pixels_by_a_triangle_where_they_lie()
    {
        // Half as wide: about each pixel 1, 3, 3, 1 eighths of the four nearest, and no weight outside.
        var image = new ImageBatch(1, 1, 2, 4, [0, 100, 200, 250, 255, 255, 255, 255]);
        Assert.Equal<byte>([71, 207, 255, 255], image.Scale(2, 2).Pixels);
    }

    internal static void Save(string path, int width, int height, byte[] rgba, SKEncodedImageFormat format)
    {
        using var data = SKImage.FromPixelCopy(
            new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul), rgba).Encode(format, 100);
        File.WriteAllBytes(path, data.ToArray());
    }

    private void AssertMessage(string file, string problem)
    {
        string message = Assert.Throws<RamException>(() => Picture.Read(_folder[file])).Message;
        Assert.Contains(_folder[file], message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
