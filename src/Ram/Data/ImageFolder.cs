using System.Text.RegularExpressions;
using Ram.Files;
using Ram.Images;

namespace Ram.Data;

/// <summary>Images that lie as files in folders, one folder a class.</summary>
internal static partial class ImageFolder
{
    private static readonly string[] _extensions = [".png", ".jpg", ".jpeg"];

    /// <inheritdoc cref="LabelledImages.ReadFolder"/>
    public static LabelledImages Load(
        string folder, int? channels, (int Width, int Height)? size, IReadOnlyList<string>? classNames)
    {
        string[] subfolders = Names(folder, Directory.EnumerateDirectories);
        CheckClasses(folder, subfolders, classNames);
        string[] names = [.. classNames ?? subfolders];
        List<string> files = [];
        List<byte> labels = [];
        foreach (string subfolder in subfolders)
        {
            string[] pictures = Pictures(Path.Combine(folder, subfolder));
            files.AddRange(pictures);
            labels.AddRange(Enumerable.Repeat((byte)Array.IndexOf(names, subfolder), pictures.Length));
        }
        return new LabelledImages(ImageBatch.Read(files, channels, size), [.. labels], names.Length, names);
    }

    private static void CheckClasses(string folder, string[] subfolders, IReadOnlyList<string>? classNames)
    {
        if (subfolders.Length == 0)
            throw new RamException($"{folder} has no folders in it; one folder of pictures for each class is needed.");
        if (classNames is not null && subfolders.FirstOrDefault(name => !classNames.Contains(name)) is string unknown)
            throw new RamException(
                $"{Path.Combine(folder, unknown)} is none of the model's {classNames.Count} classes, "
                + $"{string.Join(", ", classNames.Take(12))}{(classNames.Count > 12 ? " …" : "")}.");
        if (classNames is null && subfolders.Length is 1 or > LabelledImages.MostClasses)
            throw new RamException(
                $"{folder} has {subfolders.Length} {(subfolders.Length == 1 ? $"folder, {subfolders[0]}" : "folders")}; "
                + $"2 to {LabelledImages.MostClasses} classes, a folder each, are needed.");
    }

    private static string[] Pictures(string folder)
    {
        string[] files = Names(folder, Directory.EnumerateFiles);
        string[] pictures =
            [.. files.Where(name => _extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))];
        if (pictures.Length > 0)
            return [.. pictures.Select(name => Path.Combine(folder, name))];
        string[] folders = Names(folder, Directory.EnumerateDirectories);
        throw new RamException(
            $"{folder} has no PNG or JPEG files"
            + (folders.Length > 0 ? $", but the folder {folders[0]}; classes lie directly in the folder that is named." : "."));
    }

    /// <summary>The names of what lies in a folder, in natural order.</summary>
    private static string[] Names(string folder, Func<string, IEnumerable<string>> enumerate)
    {
        try
        {
            return
            [
                .. enumerate(folder).Select(path => Path.GetFileName(path)!)
                    .Where(name => !name.StartsWith('.'))
                    .OrderBy(name => Digits().Replace(name, digits => digits.Value.PadLeft(20, '0')), StringComparer.Ordinal)
                    .ThenBy(name => name, StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (IoProblem.IsIo(exception))
        {
            string problem = File.Exists(folder) ? "it is a file; name a folder"
                : Directory.Exists(folder) ? exception.Message.TrimEnd('.')
                : "it does not exist; check the name";
            throw new RamException($"Cannot read {folder}: {problem}.", exception);
        }
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
