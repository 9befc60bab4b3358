namespace Ram.Cli;

/// <summary>The user's own picture, made ready for a model: drawn on the ground that it was trained on.</summary>
internal sealed class UserPicture
{
    // Of 255 levels: pixels that differ by less show nothing; strokes that differ by less from their ground are faint.
    private const int Nothing = 8, Faint = 192;

    // A retina that sees less than one part in so many of a picture's side was made for smaller ones.
    private const int SmallPart = 8;

    private readonly string _path;
    private readonly List<string> _remarks = [];

    private UserPicture(string path, ImageBatch image) => (_path, Image) = (path, image);

    /// <summary>The picture, <c>[1, channels, height, width]</c>.</summary>
    public ImageBatch Image { get; private set; }

    /// <summary>What the user should know about it, a line each.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>
    /// Reads a picture for a model of grey or colour. What is transparent becomes white. For a model that was trained on
    /// dark or on light ground the strokes of a grey picture are told from their ground by the border, stretched to the
    /// full contrast, and inverted if the ground is the other one.
    /// </summary>
    /// <param name="path">A PNG or JPEG file.</param>
    /// <param name="model">The model that is going to look at it.</param>
    /// <param name="invert">Whether to invert it, and to change nothing else; null to find out.</param>
    /// <param name="size">The size in pixels that it is scaled to; null for its own.</param>
    public static UserPicture Read(
        string path, RecurrentAttentionModel model, bool? invert = null, (int Width, int Height)? size = null)
    {
        int channels = model.Options.Channels;
        if (channels is not (1 or 3))
            throw new RamException($"The model needs images of {channels} channels (its option channels); {path} has 1 or 3.");
        var file = Picture.Read(path);
        var picture = new UserPicture(path, Visible(path, file, channels));
        if (channels == 1 && file.IsColour)
            picture._remarks.Add($"{path} is in colour and was turned grey, as the model sees no colour.");
        if (size is (int width, int height))
            picture.Image = picture.Image.Scale(width, height);
        if (invert == true)
            Invert(picture.Image.Pixels);
        else if (invert is null)
            picture.FitGround(ModelGround(model));
        picture.RemarkOnSize(model);
        return picture;
    }

    /// <summary>The ground that a model was trained on; dark where its file does not say, as MNIST's is.</summary>
    public static Ground ModelGround(Classifier model) =>
        model.TrainedOn?.Ground ?? (model is RecurrentAttentionModel { Options.Channels: 1 } ? Ground.Dark : Ground.Mixed);

    /// <summary>A ground that is light or dark, in a word.</summary>
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

    private static void Invert(Span<byte> pixels)
    {
        foreach (ref byte pixel in pixels)
            pixel = (byte)~pixel;
    }

    private void FitGround(Ground ground)
    {
        if (ground == Ground.Mixed)
            return;
        (int level, int strokes) = Image.FindContrast();
        // So few strokes that they are less than a thousandth of the picture.
        if (Math.Abs(strokes - level) < Nothing)
            strokes = level - Image.Pixels.Min() > Image.Pixels.Max() - level ? Image.Pixels.Min() : Image.Pixels.Max();
        bool isLight = strokes < level;
        if (isLight != (ground == Ground.Light))
            _remarks.Add(
                $"{_path} is on {(isLight ? "light" : "dark")} ground and was inverted, as the model learned from "
                + $"{(isLight ? "light strokes on dark" : "dark strokes on light")} ground (--invert no leaves it as it is).");
        if (Image.Channels == 1)
            Stretch(level, strokes, ground);
        else if (isLight != (ground == Ground.Light))
            Invert(Image.Pixels);
    }

    private void Stretch(int level, int strokes, Ground ground)
    {
        if (Math.Abs(strokes - level) < Faint)
            _remarks.Add(
                $"{_path} has little contrast, grey {level} to {strokes} of 255; it was stretched to black and white.");
        foreach (ref byte pixel in Image.Pixels.AsSpan())
        {
            int stroke = Math.Clamp(255 * (pixel - level) / (strokes - level), 0, 255);
            pixel = (byte)(ground == Ground.Dark ? stroke : 255 - stroke);
        }
    }

    private void RemarkOnSize(RecurrentAttentionModel model)
    {
        RamOptions options = model.Options;
        if (model.TrainedOn is TrainedOn known)
        {
            if ((Image.Width, Image.Height) != (known.Width, known.Height))
                _remarks.Add(
                    $"{_path} is {Image.Width}x{Image.Height} pixels, but the model learned from images of "
                    + $"{known.Width}x{known.Height}: --size {known.Width}x{known.Height} scales it.");
            return;
        }
        double widest = options.PatchSize * Math.Pow(options.Scale, options.Patches - 1);
        if (Math.Max(Image.Width, Image.Height) > SmallPart * widest)
            _remarks.Add(
                $"{_path} is {Image.Width}x{Image.Height} pixels, but the model sees {Math.Round(widest)} at once: "
                + "scale it by --size to about the images that the model learned from.");
    }
}
