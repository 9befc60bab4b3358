using Ram.Images;

namespace Ram.Model;

/// <summary>
/// What a model was trained on, so that others are shown to it alike. Weight files keep it in their metadata: the names
/// of the classes as a JSON list under <c>ram.classes</c>, the rest as a JSON object under <c>ram.images</c>.
/// </summary>
/// <param name="Width">The width of the images in pixels.</param>
/// <param name="Height">The height of the images in pixels.</param>
/// <param name="Ground">Whether they were drawn on dark or on light ground.</param>
/// <param name="Classes">The names of the classes.</param>
public sealed record TrainedOn(int Width, int Height, Ground Ground, IReadOnlyList<string> Classes)
{
    private const string ClassesKey = "ram.classes", ImagesKey = "ram.images";

    /// <summary>What goes into a weight file's metadata.</summary>
    internal IEnumerable<KeyValuePair<string, string>> ToMetadata() => [new(ClassesKey, StrictJson.Write(Classes)),
        new(ImagesKey, StrictJson.Write(new ImagesJson(Width, Height, Ground)))];

    /// <summary>What a weight file's metadata say; null if they say nothing.</summary>
    /// <exception cref="RamException">They are damaged, or have another number of classes.</exception>
    internal static TrainedOn? FromMetadata(IReadOnlyDictionary<string, string> metadata, int classes)
    {
        if (!metadata.TryGetValue(ClassesKey, out string? names) || !metadata.TryGetValue(ImagesKey, out string? images))
            return null;
        var list = StrictJson.Read<string[]>(names, ClassesKey);
        (int width, int height, Ground ground) = StrictJson.Read<ImagesJson>(images, ImagesKey);
        return list.Length == classes ? new TrainedOn(width, height, ground, list)
            : throw new RamException($"{ClassesKey} has {list.Length} names; the model has {classes} classes.");
    }

    private sealed record ImagesJson(int Width, int Height, Ground Ground);
}
