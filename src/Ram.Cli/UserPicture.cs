using Ram.Files;
using Ram.Images;
using Ram.Model;

namespace Ram.Cli;

/// <summary>The user's own picture, made ready for a model that learned from light strokes on black.</summary>
internal sealed class UserPicture
{
    /// <summary>A picture lighter than this on average is taken for dark strokes on paper.</summary>
    private const double Middle = 127.5;

    /// <summary>A retina that sees less than one part in so many of a picture's side was made for smaller ones.</summary>
    private const int SmallPart = 8;

    private readonly string _path;
    private readonly bool _inverted, _greyed;

    private UserPicture(string path, ImageBatch image, bool inverted, bool greyed) =>
        (_path, Image, _inverted, _greyed) = (path, image, inverted, greyed);

    /// <summary>The picture, <c>[1, channels, height, width]</c>.</summary>
    public ImageBatch Image { get; }

    /// <summary>Reads a picture for a model of 1 or 3 channels; a light one is inverted.</summary>
    /// <exception cref="RamException">When the file is no PNG, or the model sees neither grey nor colour.</exception>
    public static UserPicture Read(string path, int channels)
    {
        PngImage png = Png.Read(path);
        var image = new ImageBatch(1, channels, png.Height, png.Width);
        if (channels == 1 || channels == 3)
            Fill(image.Pixels, png, channels);
        else
            throw new RamException(
                $"{path} has {png.Channels} channels; the model needs {channels} (its option channels).");
        bool light = image.Pixels.Average(pixel => (double)pixel) > Middle;
        if (light)
            foreach (ref byte pixel in image.Pixels.AsSpan())
                pixel = (byte)(255 - pixel);
        return new UserPicture(path, image, light, greyed: channels == 1 && png.Channels == 3);
    }

    /// <summary>What the user should know about it, a line each.</summary>
    public IReadOnlyList<string> Remarks(RamOptions options)
    {
        List<string> remarks = [];
        if (_greyed)
            remarks.Add($"{_path} is in colour and was turned grey, as the model sees no colour.");
        if (_inverted)
            remarks.Add($"{_path} is light and was inverted, as the model learned light strokes on black.");
        double widest = options.PatchSize * Math.Pow(options.Scale, options.Patches - 1);
        if (Math.Max(Image.Width, Image.Height) > SmallPart * widest)
            remarks.Add(
                $"{_path} is {Image.Width}x{Image.Height} pixels, but the model sees {Math.Round(widest)} at once: "
                + "make it about as large as the images that the model learned from.");
        return remarks;
    }

    // Grey from colour by the luma weights of ITU-R BT.601, in thousandths.
    private static void Fill(byte[] target, PngImage png, int channels)
    {
        int plane = png.Width * png.Height;
        for (int i = 0; i < plane; i++)
        {
            ReadOnlySpan<byte> pixel = png.Pixels.AsSpan(i * png.Channels, png.Channels);
            (int red, int green, int blue) = (pixel[0], pixel[png.Channels / 2], pixel[^1]);
            if (channels == 1)
                target[i] = (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);
            else
                (target[i], target[plane + i], target[2 * plane + i]) = ((byte)red, (byte)green, (byte)blue);
        }
    }
}
