using System.Globalization;
using Ram.Data;

namespace Ram.Cli;

/// <summary>The user's own images and labels, to train on.</summary>
/// <param name="Name">What result files call the data: the name of the folder or of the file of images.</param>
/// <param name="Train">What weights are trained on.</param>
/// <param name="Validation">What the best epoch is chosen on.</param>
/// <param name="Notes">What to say aloud, a line each.</param>
internal sealed record OwnData(
    string Name, LabelledImages Train, LabelledImages Validation, IReadOnlyList<string> Notes)
{
    /// <summary>A class of fewer images, and a validation of fewer, are remarked on.</summary>
    private const int FewImages = 10, FewValidation = 100;

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> ClassNames => Train.ClassNames;

    /// <summary>What tells the data from all others.</summary>
    public string Checksum => DigitSets.ChecksumOf(Train, Validation);

    /// <summary>Reads a folder of pictures, or a file of images and one of labels, and splits validation images off.</summary>
    /// <param name="folder">The folder with a subfolder for each class; null for files.</param>
    /// <param name="images">The images in IDX; null for a folder.</param>
    /// <param name="labels">Their labels in IDX; null for a folder.</param>
    /// <param name="size">The size in pixels that all are scaled to; null for their own.</param>
    /// <param name="channels">1 or 3; null for what the images have.</param>
    /// <param name="validationShare">The share of images that validates, above 0 and below 1.</param>
    /// <param name="seed">Fixes which images validate.</param>
    /// <exception cref="RamException">When files cannot be read, or do not fit.</exception>
    public static OwnData Load(
        string? folder, string? images, string? labels, (int Width, int Height)? size, int? channels,
        double validationShare, ulong seed)
    {
        LabelledImages all = Read(folder, images, labels, size, channels, classNames: null);
        (LabelledImages train, LabelledImages validation) = all.Split(validationShare, seed);
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder ?? images!));
        return new OwnData(Path.GetFileName(path), train, validation, [.. NotesOn(all, train, validation)]);
    }

    /// <summary>Reads images to evaluate a model on.</summary>
    /// <param name="folder">The folder with a subfolder for each class; null for files.</param>
    /// <param name="images">The images in IDX; null for a folder.</param>
    /// <param name="labels">Their labels in IDX; null for a folder.</param>
    /// <param name="size">The size in pixels that all are scaled to; null for their own.</param>
    /// <param name="channels">1 or 3; null for what the images have.</param>
    /// <param name="classNames">The classes that labels count; null for those of the data.</param>
    /// <exception cref="RamException">When files cannot be read, or do not fit.</exception>
    public static LabelledImages Read(
        string? folder, string? images, string? labels, (int Width, int Height)? size, int? channels,
        IReadOnlyList<string>? classNames)
    {
        if (folder is not null)
            return LabelledImages.ReadFolder(folder, channels, size, classNames);
        var read = LabelledImages.ReadIdx(images!, labels!, classNames?.Count);
        if (channels is int needed && read.Channels != needed)
            throw new RamException($"{images} has images of {read.Channels} channels; needed: {needed}.");
        if (classNames is null && read.Labels.Distinct().Count() < 2)
            throw new RamException($"{labels}: all labels are {read.Labels[0]}; two classes at least are needed.");
        return new LabelledImages(
            size is (int width, int height) ? read.Images.Scale(width, height) : read.Images, read.Labels, read.Classes,
            classNames);
    }

    private static IEnumerable<string> NotesOn(LabelledImages all, LabelledImages train, LabelledImages validation)
    {
        string colours = all.Channels == 1 ? "in grey" : all.Channels == 3 ? "in colour" : $"of {all.Channels} channels";
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{all.Count} images of {all.Width}x{all.Height} pixels {colours}, {all.Classes} classes: "
            + $"{train.Count} to train on, {validation.Count} to validate.");
        int[] counts = [.. Enumerable.Range(0, all.Classes).Select(label => all.Labels.Count(each => each == label))];
        string[] few =
        [
            .. counts.Index().Where(item => item.Item < FewImages)
                .Select(item => $"{all.ClassNames[item.Index]} ({item.Item})"),
        ];
        if (few.Length > 0)
            yield return $"Classes of fewer than {FewImages} images are hardly learned: {string.Join(", ", few.Take(8))}"
                + (few.Length > 8 ? " …" : ".");
        if (validation.Count < FewValidation)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{validation.Count} images to validate are few: the validation error is a rough guess, "
                + $"to about {50 / Math.Sqrt(validation.Count):0} percentage points.");
    }
}
