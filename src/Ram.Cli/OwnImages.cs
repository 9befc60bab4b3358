using System.Globalization;
using Ram.Cli.Training;
using Ram.Data;
using Ram.Experiments;
using Ram.Files;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;

namespace Ram.Cli;

/// <summary>The user's own labelled images: read, split, and given a recipe that fits their size.</summary>
/// <param name="Name">What they are called: the name of the folder or of the file of images.</param>
/// <param name="Images">All of them.</param>
/// <param name="ClassNames">What the classes are called.</param>
internal sealed record OwnImages(string Name, LabelledImages Images, IReadOnlyList<string> ClassNames)
{
    /// <summary>The share of the images that is kept for validation.</summary>
    public const double DefaultShare = 0.15;

    /// <summary>Images up to this side are looked at like MNIST's, larger ones like the paper's canvases.</summary>
    private const int SmallSide = 32;

    /// <summary>The widest patch covers so much of the longer side, or more.</summary>
    private const double Reach = 0.6;

    private const int FewInAClass = 10, FewForValidation = 100;

    /// <summary>Rollouts after which a small model has learned most of what it will.</summary>
    private const int Rollouts = 1_500_000;

    private const int FewestEpochs = 30, MostEpochs = 300, Patience = 10, ImagesAValidation = 5_000, SmallSet = 5_000;

    /// <summary>Reads the PNG files of a folder that has one subfolder for each class.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="channels">1 for grey, 3 for colour; null for colour where a picture is in colour.</param>
    /// <param name="size">The size that all pictures must have; null for that of the first.</param>
    /// <exception cref="RamException">When a file cannot be read or does not fit; names it.</exception>
    public static OwnImages ReadFolder(string folder, int? channels, (int Width, int Height)? size)
    {
        if (!Directory.Exists(folder))
            throw new RamException($"Cannot read {folder}: there is no such folder; check the name.");
        string[] classes = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
        if (classes.Length is < 2 or > 256)
            throw new RamException(
                $"{folder} has {classes.Length} subfolders; 2 to 256 are needed, one for each class.");
        (string Path, int Label)[] files = [.. classes.SelectMany((path, label) => Pictures(path).Select(file => (file, label)))];
        PngImage[] pictures = [.. files.Select(file => Png.Read(file.Path))];
        (int width, int height) = size ?? (pictures[0].Width, pictures[0].Height);
        int other = Array.FindIndex(pictures, picture => (picture.Width, picture.Height) != (width, height));
        if (other >= 0)
            throw new RamException(
                $"{files[other].Path} is {pictures[other].Width}x{pictures[other].Height} pixels; "
                + $"all pictures must be {width}x{height}{(size is null ? $", as {files[0].Path} is" : "")}.");
        var images = new ImageBatch(pictures.Length, channels ?? pictures.Max(picture => picture.Channels), height, width);
        for (int i = 0; i < pictures.Length; i++)
            Fill(images[i], pictures[i], images.Channels);
        return new OwnImages(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            new LabelledImages(images, [.. files.Select(file => (byte)file.Label)], classes.Length),
            [.. classes.Select(path => Path.GetFileName(path)!)]);
    }

    /// <summary>Reads images and labels in IDX; the classes are 0 to the largest label.</summary>
    /// <exception cref="RamException">When a file is damaged or the two do not fit.</exception>
    public static OwnImages ReadIdx(string images, string labels)
    {
        int channels = Idx.Read(images).Dimensions is [_, int planes, _, _] ? planes : 1;
        int classes = Math.Max(2, Idx.Read(labels).Data.DefaultIfEmpty().Max() + 1);
        LabelledImages read = LabelledFiles.Read(
            images, labels, new RamOptions { Channels = channels, Classes = classes });
        return new OwnImages(
            Path.GetFileName(images).Split('.')[0], read,
            [.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))]);
    }

    /// <summary>
    /// A recipe for these images, whose glimpses together can see most of an image, and whose patience ends the training
    /// when the validation error has not fallen for long.
    /// </summary>
    /// <param name="train">The images to train on, whose pixels are brought to mean 0 and standard deviation 1.</param>
    public static Recipe RecipeFor(LabelledImages train)
    {
        int shorter = Math.Min(train.Width, train.Height), longer = Math.Max(train.Width, train.Height);
        Recipe like = Recipe.Find("ours", longer <= SmallSide ? "mnist" : "cluttered-60");
        RamOptions model = like.Model;
        int patchSize = Math.Min(model.PatchSize, shorter), patches = 1;
        while (longer > SmallSide && patchSize << (patches - 1) < Reach * longer && patches < 16)
            patches++;
        (double mean, double std) = MeanAndStd(train.Images.Pixels);
        return new Recipe(
            model with
            {
                PatchSize = patchSize,
                Patches = patches,
                Channels = train.Channels,
                Classes = train.Classes,
                UnitWidth = 1,
                Std = model.Std * model.UnitWidth,
                InputMean = mean,
                InputStd = std,
            },
            like.Training with
            {
                Epochs = Math.Clamp(Rollouts / train.Count, FewestEpochs, MostEpochs),
                Batch = train.Count < SmallSet ? 32 : like.Training.Batch,
                ValidateEvery = Math.Clamp(ImagesAValidation / train.Count, 1, 10),
                Patience = Patience,
            });
    }

    /// <summary>
    /// Keeps a share of each class for validation, at least one image of a class that has two: a function of the seed.
    /// </summary>
    public (LabelledImages Train, LabelledImages Validation) Split(double share, ulong seed)
    {
        var isKept = new bool[Images.Count];
        foreach (IGrouping<byte, int> members in Enumerable.Range(0, Images.Count).GroupBy(index => Images.Labels[index]))
        {
            int[] order = [.. members];
            int kept = order.Length < 2 ? 0 : Math.Clamp((int)Math.Round(share * order.Length), 1, order.Length - 1);
            var stream = new RandomStream(seed, StreamPurpose.Validation, members.Key);
            for (int i = 0; i < kept; i++)
            {
                int at = i + stream.NextInt32(order.Length - i);
                (order[i], order[at]) = (order[at], order[i]);
                isKept[order[i]] = true;
            }
        }
        return (Where(index => !isKept[index]), Where(index => isKept[index]));
    }

    /// <summary>The images as a training takes them.</summary>
    /// <param name="train">Those to train on.</param>
    /// <param name="validation">Those that the best epoch is chosen on.</param>
    public TrainingData Data(LabelledImages train, LabelledImages validation)
    {
        string checksum = ImageChecksum.Of(train, validation);
        return new TrainingData(Name, Name, checksum, $"{Name}, {checksum}", train, validation, Test: null);
    }

    /// <summary>What the user should know before the training, a line each.</summary>
    /// <param name="model">The model to be trained.</param>
    /// <param name="validation">The images of the validation.</param>
    public IEnumerable<string> Remarks(RamOptions model, LabelledImages validation)
    {
        int longer = Math.Max(Images.Width, Images.Height);
        double widest = Math.Round(model.PatchSize * Math.Pow(model.Scale, model.Patches - 1));
        if (model.PatchSize > longer)
            yield return $"A patch of {model.PatchSize} pixels is wider than the images: a single glimpse sees all, and there "
                + "is nothing to look for; take a smaller --patch-size.";
        else if (widest < longer / 4.0)
            yield return $"The widest patch sees {widest} of {longer} pixels: what is far from a glimpse gives it no hint "
                + "where to look next; take more --patches.";
        for (int label = 0; label < ClassNames.Count; label++)
            if (Images.Labels.Count(found => found == label) is < FewInAClass and int count)
                yield return $"The class {ClassNames[label]} has {Counted(count, "image")}: too few to learn it from.";
        if (validation.Count < FewForValidation)
            yield return $"Only {Counted(validation.Count, "image")} to validate on: errors below are rough, one image being "
                + $"{(100.0 / validation.Count).ToString("0.0", CultureInfo.InvariantCulture)}%.";
    }

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string[] Pictures(string folder)
    {
        string[] files = [.. Directory.GetFiles(folder)
            .Where(file => string.Equals(Path.GetExtension(file), ".png", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new RamException($"{folder} has no PNG files; a class needs pictures.");
    }

    // Grey from colour by the luma weights of ITU-R BT.601, in thousandths.
    private static void Fill(Span<byte> image, PngImage png, int channels)
    {
        int plane = png.Width * png.Height;
        for (int i = 0; i < plane; i++)
        {
            ReadOnlySpan<byte> pixel = png.Pixels.AsSpan(i * png.Channels, png.Channels);
            (byte red, byte green, byte blue) = (pixel[0], pixel[png.Channels / 2], pixel[^1]);
            if (channels == 1)
                image[i] = (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);
            else
                (image[i], image[plane + i], image[2 * plane + i]) = (red, green, blue);
        }
    }

    private static (double Mean, double Std) MeanAndStd(byte[] pixels)
    {
        double mean = pixels.Average(pixel => pixel / 255.0);
        double variance = pixels.Average(pixel => (pixel / 255.0 - mean) * (pixel / 255.0 - mean));
        return (Math.Round(mean, 3), Math.Max(0.05, Math.Round(Math.Sqrt(variance), 3)));
    }

    private LabelledImages Where(Func<int, bool> isChosen)
    {
        int[] chosen = [.. Enumerable.Range(0, Images.Count).Where(isChosen)];
        if (chosen.Length == 0)
            throw new RamException($"{Name} has too few images to keep some for validation; two of a class are needed.");
        var images = new ImageBatch(chosen.Length, Images.Channels, Images.Height, Images.Width);
        for (int i = 0; i < chosen.Length; i++)
            Images.Images[chosen[i]].CopyTo(images[i]);
        return new LabelledImages(images, [.. chosen.Select(index => Images.Labels[index])], Images.Classes);
    }
}
