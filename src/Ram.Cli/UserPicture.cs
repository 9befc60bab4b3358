namespace Ram.Cli;

/// <summary>The user's own picture, made ready for a model: drawn on the ground that it was trained on.</summary>
internal sealed class UserPicture
{
    // Of 255 levels: pixels that differ by less show nothing; strokes that differ by less from their ground are faint.
    private const int Nothing = 8, Faint = 192;

    // A retina that sees less than one part in so many of a picture's side was made for smaller ones.
    private const int SmallPart = 8;

    private readonly string _path;

    /// <summary>
    /// Reads a picture for a model, scaled to a size if there is one; what is transparent becomes white. Unless told to
    /// invert it or not, stretches the contrast and fits the ground, which the border shows, to that of the model.
    /// </summary>
    public UserPicture(string path, RecurrentAttentionModel model, bool? invert, (int Width, int Height)? size)
    {
        int channels = model.Options.Channels;
        if (channels is not (1 or 3))
            throw new RamException($"The model needs images of {channels} channels; a picture such as {path} has 1 (grey) or 3 (colour).");
        var file = Picture.Read(path);
        (_path, Image) = (path, Visible(path, file, channels));
        if (channels == 1 && file.IsColour)
            Remarks.Add($"{path} is in colour and was turned grey, as the model sees no colour.");
        if (size is (int width, int height))
            Image = Image.Scale(width, height);
        if (invert == true)
            Map(pixel => 255 - pixel);
        else if (invert is null && ModelGround(model) is not Ground.Mixed and var ground)
            FitGround(ground);
        RemarkOnSize(model);
    }

    /// <summary>The picture, <c>[1, channels, height, width]</c>.</summary>
    public ImageBatch Image { get; }

    /// <summary>What the user should know about it, a line each.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>The ground that a model was trained on; dark where its file does not say, as MNIST's is.</summary>
    public static Ground ModelGround(RecurrentAttentionModel model) =>
        model.TrainedOn?.Ground ?? (model.Options.Channels == 1 ? Ground.Dark : Ground.Mixed);

    public static string Word(Ground ground) => ground == Ground.Light ? "light" : "dark";

    private static ImageBatch Visible(string path, Picture file, int channels)
    {
        // On black for light strokes on a transparent ground.
        foreach (byte background in file.IsTransparent ? new byte[] { 255, 0 } : [255])
            if (file.ToImage(channels, background) is var image && image.Pixels.Max() - image.Pixels.Min() >= Nothing)
                return image;
        throw new RamException(
            $"{path} is empty: its pixels differ by less than {Nothing} of 255, so that there is nothing to see.");
    }

    private void Map(Func<int, int> change)
    {
        foreach (ref byte pixel in Image.Pixels.AsSpan())
            pixel = (byte)change(pixel);
    }

    private void FitGround(Ground ground)
    {
        (int level, int strokes) = Image.FindContrast();
        // So few strokes that they are less than a thousandth of the picture.
        if (Math.Abs(strokes - level) < Nothing)
            strokes = new[] { Image.Pixels.Min(), Image.Pixels.Max() }.MaxBy(pixel => Math.Abs(pixel - level));
        Ground found = strokes < level ? Ground.Light : Ground.Dark;
        if (found != ground)
            Remarks.Add($"{_path} is on {Word(found)} ground and was inverted, as the model learned from "
                + $"{Word(found)} strokes on {Word(ground)} ground (--invert no leaves it as it is).");
        if (Image.Channels == 1 && Math.Abs(strokes - level) < Faint)
            Remarks.Add(
                $"{_path} has little contrast, grey {level} to {strokes} of 255; it was stretched to black and white.");
        if (Image.Channels == 1)
            Map(pixel => Math.Clamp(255 * (pixel - level) / (strokes - level), 0, 255));
        if (Image.Channels == 1 ? ground == Ground.Light : found != ground)
            Map(pixel => 255 - pixel);
    }

    private void RemarkOnSize(RecurrentAttentionModel model)
    {
        RamOptions options = model.Options;
        string size = $"{Image.Width}x{Image.Height}";
        double widest = options.PatchSize * Math.Pow(options.Scale, options.Patches - 1);
        string learned = model.TrainedOn is TrainedOn known ? $"{known.Width}x{known.Height}" : "";
        if (learned.Length > 0 && size != learned)
            Remarks.Add($"{_path} is {size} pixels, but the model learned from images of {learned}: "
                + $"--size {learned} scales it.");
        if (learned.Length == 0 && Math.Max(Image.Width, Image.Height) > SmallPart * widest)
            Remarks.Add($"{_path} is {size} pixels, but the model sees {Math.Round(widest)} at once: "
                + "scale it by --size to about the images that the model learned from.");
    }
}
