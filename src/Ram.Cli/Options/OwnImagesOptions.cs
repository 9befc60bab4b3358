namespace Ram.Cli.Options;

/// <summary>The user's own labelled images: options of every command that reads them.</summary>
/// <param name="verb">What the command does to them, for the help.</param>
internal sealed class OwnImagesOptions(string verb) : OptionSet
{
    public Option<string?> Folder { get; } = FileOption.Of(
        "--folder", $"{verb} your own pictures: a folder with a subfolder of PNG and JPEG files for each class; "
        + "default: none", "DIR");

    public Option<string?> Images { get; } = FileOption.Of(
        "--images", $"{verb} your own images, of any size: [count, height, width] or [count, channels, height, width] "
        + "in IDX, also gzipped; default: none", "IDX");

    public Option<string?> Labels { get; } = FileOption.Of(
        "--labels", "The classes of --images, [count] in IDX, also gzipped; default: none", "IDX");

    public Option<(int Width, int Height)?> Size { get; } = Number.Size(
        "Scale the images of --folder or --images to this size in pixels; default: their own, which must "
        + "be the same for all");

    /// <summary>Throws when one of two options that need each other is missing.</summary>
    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(Images) is null == parsed.GetValue(Labels) is null)
            return;
        (Option given, Option missing) = parsed.GetValue(Images) is null ? (Labels, Images) : (Images, Labels);
        throw new UsageException($"{given.Name} is given without {missing.Name}; both are needed.");
    }

    /// <summary>The images that were named, of so many channels; null for what they have.</summary>
    public OwnImages Of(ParseResult parsed, int? channels) => new(
        parsed.GetValue(Folder), parsed.GetValue(Images), parsed.GetValue(Labels), parsed.GetValue(Size), channels);
}
