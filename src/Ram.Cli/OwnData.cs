namespace Ram.Cli;

/// <summary>Where labelled images of the user's are, and how to read them.</summary>
/// <param name="Folder">The folder with a subfolder for each class; null for files.</param>
/// <param name="Images">The images in IDX; null for a folder.</param>
/// <param name="Labels">Their labels in IDX; null for a folder.</param>
/// <param name="Size">The size in pixels that all are scaled to; null for their own.</param>
/// <param name="Channels">1 or 3; null for what the images have.</param>
internal sealed record OwnImages(
    string? Folder, string? Images, string? Labels, (int Width, int Height)? Size = null, int? Channels = null)
{
    /// <summary>Reads all of them.</summary>
    /// <param name="classNames">The classes that labels count; null for those of the data.</param>
    public LabelledImages Read(IReadOnlyList<string>? classNames = null)
    {
        if (Folder is not null)
            return ImageFolder.Load(Folder, Channels, Size, classNames);
        var read = LabelledImages.ReadIdx(Images!, Labels!, classNames?.Count);
        if (Channels is int needed && read.Channels != needed)
            throw new RamException($"{Images} has images of {Count.Of(read.Channels, "channel")}; needed: {needed}.");
        if (classNames is null && read.Labels.Distinct().Count() < 2)
            throw new RamException($"{Labels}: all labels are {read.Labels[0]}; two classes at least are needed.");
        ImageBatch images = Size is (int width, int height) ? read.Images.Scale(width, height) : read.Images;
        return new LabelledImages(images, read.Labels, read.Classes, classNames);
    }
}

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

    /// <summary>What tells the data from all others.</summary>
    public string Checksum => DigitSets.ChecksumOf(Train, Validation);

    /// <summary>Reads images and splits those for validation off.</summary>
    /// <param name="source">Where they are.</param>
    /// <param name="validationShare">The share of images that validates, above 0 and below 1.</param>
    /// <param name="seed">Fixes which images validate.</param>
    public static OwnData Load(OwnImages source, double validationShare, ulong seed)
    {
        LabelledImages all = source.Read();
        (LabelledImages train, LabelledImages validation) = all.Split(validationShare, seed);
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(source.Folder ?? source.Images!));
        return new OwnData(Path.GetFileName(path), train, validation, [.. NotesOn(all, train, validation)]);
    }

    private static IEnumerable<string> NotesOn(LabelledImages all, LabelledImages train, LabelledImages validation)
    {
        string colours = all.Channels == 1 ? "in grey" : all.Channels == 3 ? "in colour" : $"of {all.Channels} channels";
        yield return $"{Count.Of(all.Count, "image")} of {all.Width}x{all.Height} pixels {colours}, "
            + $"{all.Classes} classes: {train.Count} to train on, {validation.Count} to validate.";
        int[] counts = [.. Enumerable.Range(0, all.Classes).Select(label => all.Labels.Count(each => each == label))];
        string[] few = [.. counts.Index().Where(item => item.Item < FewImages)
            .Select(item => $"{all.ClassNames[item.Index]} ({item.Item})")];
        if (few.Length > 0)
            yield return $"Classes of fewer than {FewImages} images are hardly learned: {string.Join(", ", few.Take(8))}"
                + (few.Length > 8 ? " …" : ".");
        if (validation.Count < FewValidation)
            yield return $"{Count.Of(validation.Count, "image")} to validate {(validation.Count == 1 ? "is" : "are")} "
                + "few: the validation error is a rough guess, to about "
                + $"{Math.Round(50 / Math.Sqrt(validation.Count))} percentage points.";
    }
}
