namespace Ram.Cli.Training;

/// <summary>The user's own labelled images: options of every command that reads them; a verb says what for.</summary>
internal sealed class OwnImages(string verb) : OptionSet
{
    public Option<string?> Folder { get; } = FileName(
        "--folder", $"{verb} your own pictures: a folder with a subfolder of PNG and JPEG files for each class; "
        + "default: none", "DIR");
    public Option<string?> Images { get; } = FileName(
        "--images", $"{verb} your own images, of any size: [count, height, width] or [count, channels, height, width] "
        + "in IDX, also gzipped; default: none", "IDX");
    public Option<string?> Labels { get; } = FileName(
        "--labels", "The classes of --images, [count] in IDX, also gzipped; default: none", "IDX");
    public Option<(int Width, int Height)?> Size { get; } = Declare.Size(
        "Scale the images of --folder or --images to this size in pixels; default: their own, which must "
        + "be the same for all");

    public string?[] Inputs => [Get(Folder), Get(Images), Get(Labels)];

    public void Check()
    {
        Parsed.CheckNeeds(Images, "; both are needed", Labels);
        Parsed.CheckNeeds(Labels, "; both are needed", Images);
    }

    /// <summary>Reads all images, of so many channels and of the classes of a model; null for their own.</summary>
    public LabelledImages Read(int? channels, IReadOnlyList<string>? classNames = null)
    {
        if (Get(Folder) is string folder)
            return ImageFolder.Load(folder, channels, Get(Size), classNames);
        string images = Get(Images)!, labels = Get(Labels)!;
        var read = LabelledImages.ReadIdx(images, labels, classNames?.Count);
        if (channels is int needed && read.Channels != needed)
            throw new RamException($"{images} has images of {Count.Of(read.Channels, "channel")}; needed: {needed}.");
        if (classNames is null && read.Labels.Distinct().Count() < 2)
            throw new RamException($"{labels}: all labels are {read.Labels[0]}; two classes at least are needed.");
        ImageBatch sized = Get(Size) is (int width, int height) ? read.Images.Scale(width, height) : read.Images;
        return new LabelledImages(sized, read.Labels, read.Classes, classNames);
    }
}
