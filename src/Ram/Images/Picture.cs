using System.Reflection;
using System.Runtime.InteropServices;
using Ram.Files;
using SkiaSharp;

namespace Ram.Images;

/// <summary>A picture from a file as people have them: PNG or JPEG, of any size, perhaps in colour or transparent.</summary>
/// <example><code>
/// var picture = Picture.Read("cat.jpg");
/// ImageBatch image = picture.ToImage(channels: picture.IsColour ? 3 : 1).Scale(width: 64, height: 48);
/// </code></example>
public sealed class Picture
{
    private const int MaxPixels = 1 << 26; // 8192 x 8192: a bound on what a small hostile file can cost
    private readonly SKColor[] _pixels;

    // Beside Ram.dll or below it, and not beside the host's program, where a notebook that refers to Ram.dll has it.
    static Picture()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SKCodec).Assembly, FindNative);
        }
        catch (InvalidOperationException)
        {
            // The program has a resolver of its own.
        }
    }

    private Picture(int width, int height, SKColor[] pixels) => (Width, Height, _pixels) = (width, height, pixels);

    /// <summary>Pixels a row.</summary>
    public int Width { get; }
    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Whether any pixel is neither grey nor wholly transparent.</summary>
    public bool IsColour => Array.Exists(
        _pixels, pixel => pixel.Alpha > 0 && (pixel.Red != pixel.Green || pixel.Red != pixel.Blue));

    /// <summary>Whether any pixel is transparent, in part or wholly.</summary>
    public bool IsTransparent => Array.Exists(_pixels, pixel => pixel.Alpha < 255);

    /// <summary>
    /// Reads a PNG or JPEG file of any kind, reduced to eight bits a channel and turned as its EXIF orientation says.
    /// Colour profiles and what follows the picture are ignored.
    /// </summary>
    /// <exception cref="RamException">It cannot be read, is no whole PNG or JPEG, or has too many pixels.</exception>
    public static Picture Read(string path)
    {
        using SKCodec codec = Open(path);
        using var bitmap = new SKBitmap(
            codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        SKCodecResult result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        return result == SKCodecResult.Success
            ? Turn(bitmap.Pixels, bitmap.Width, bitmap.Height, codec.EncodedOrigin) : throw Damaged(path, result);
    }

    /// <summary>The pixels as one image, <c>[1, channels, height, width]</c>.</summary>
    /// <param name="channels">1 for grey, by the luma weights of ITU-R BT.601, or 3 for red, green and blue.</param>
    /// <param name="background">The grey, 0 to 255, that shows where the picture is transparent.</param>
    /// <exception cref="ArgumentOutOfRangeException">When there are other channels.</exception>
    public ImageBatch ToImage(int channels, byte background = 255)
    {
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "1 (grey) or 3 (colour) channels are allowed.");
        var image = new ImageBatch(1, channels, Height, Width);
        int plane = Width * Height;
        for (int i = 0; i < plane; i++)
        {
            SKColor colour = _pixels[i];
            int alpha = colour.Alpha, clear = (255 - alpha) * background + 127;
            int red = (colour.Red * alpha + clear) / 255, green = (colour.Green * alpha + clear) / 255;
            int blue = (colour.Blue * alpha + clear) / 255;
            if (channels == 1)
                image.Pixels[i] = (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);
            else
                (image.Pixels[i], image.Pixels[plane + i], image.Pixels[2 * plane + i]) = ((byte)red, (byte)green, (byte)blue);
        }
        return image;
    }

    /// <summary>The size of the picture in a file, without reading all of it.</summary>
    internal static (int Width, int Height) ReadSize(string path)
    {
        using SKCodec codec = Open(path);
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        return IsOnItsSide(codec.EncodedOrigin) ? (height, width) : (width, height);
    }

    private static SKCodec Open(string path)
    {
        byte[] bytes = InputFile.Read(path);
        if (bytes is not ([0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..]))
            throw InputFile.Unsupported(path, "is no PNG or JPEG picture", "save the picture as PNG or JPEG");
        SKCodec? codec = SKCodec.Create(new SKMemoryStream(bytes), out SKCodecResult result);
        if (codec is null)
            throw Damaged(path, result);
        if ((long)codec.Info.Width * codec.Info.Height <= MaxPixels)
            return codec;
        string size = $"{codec.Info.Width}x{codec.Info.Height}";
        codec.Dispose();
        throw new RamException($"{path} has {size} pixels; at most {MaxPixels} in all are read. Make it smaller.");
    }

    private static RamException Damaged(string path, SKCodecResult result) => InputFile.Invalid(
        path, "picture", result == SKCodecResult.IncompleteInput ? "it is cut off" : "its data are damaged");

    private static bool IsOnItsSide(SKEncodedOrigin origin) => origin >= SKEncodedOrigin.LeftTop;

    private static Picture Turn(SKColor[] pixels, int width, int height, SKEncodedOrigin origin)
    {
        bool isOnItsSide = IsOnItsSide(origin);
        // An origin's name says which sides of the picture its first row and column are.
        bool isMirrored = $"{origin}".Contains("Right", StringComparison.Ordinal);
        bool isUpsideDown = $"{origin}".Contains("Bottom", StringComparison.Ordinal);
        (int columns, int rows) = isOnItsSide ? (height, width) : (width, height);
        var turned = new SKColor[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int x, int y) = isOnItsSide ? (i / width, i % width) : (i % width, i / width);
            turned[(isUpsideDown ? rows - 1 - y : y) * columns + (isMirrored ? columns - 1 - x : x)] = pixels[i];
        }
        return new Picture(columns, rows, turned);
    }

    private static nint FindNative(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (NativeLibrary.TryLoad(name, assembly, path, out nint library))
            return library;
        string folder = Path.GetDirectoryName(typeof(Picture).Assembly.Location) ?? "";
        (string system, string file) = OperatingSystem.IsWindows() ? ("win", $"{name}.dll")
            : OperatingSystem.IsMacOS() ? ("osx", $"{name}.dylib") : ("linux", $"{name}.so");
        string processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        foreach (string platform in new[] { $"{system}-{processor}", $"{system}-musl-{processor}", system })
            if (NativeLibrary.TryLoad(Path.Combine(folder, "runtimes", platform, "native", file), out library))
                return library;
        return 0;
    }
}
