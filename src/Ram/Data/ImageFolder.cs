using System.Text.RegularExpressions;
using Ram.Files;
using Ram.Images;

namespace Ram.Data;

/// <summary>Images that lie as files in folders, one folder a class.</summary>
/// <example><code>
/// // pictures/cat/1.png, pictures/dog/1.jpg and so on, all of one size
/// LabelledImages pictures = ImageFolder.Load("pictures");
/// Console.WriteLine($"{pictures.Count} pictures of {string.Join(", ", pictures.ClassNames)}");
/// </code></example>
public static partial class ImageFolder
{
    private static readonly string[] _extensions = [".png", ".jpg", ".jpeg"];

    /// <summary>
    /// Reads the PNG and JPEG files of a folder's subfolders. The classes are the subfolders in natural order (2 before
    /// 10), and so are the files of each; other files, and names that begin with a dot, are passed over.
    /// </summary>
    /// <param name="folder">The folder with a subfolder for each class, 2 to 256.</param>
    /// <param name="channels">1 for grey, 3 for colour; null for grey unless any picture is in colour.</param>
    /// <param name="size">The size in pixels that all are scaled to; null where all have one size.</param>
    /// <param name="classNames">The classes, of which each subfolder must be one; null for the subfolders.</param>
    /// <exception cref="RamException">Something is missing or unreadable, or sizes differ; names the file.</exception>
    public static LabelledImages Load(
        string folder, int? channels = null, (int Width, int Height)? size = null,
        IReadOnlyList<string>? classNames = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] subfolders = Names(folder, Directory.EnumerateDirectories);
        CheckClasses(folder, subfolders, classNames);
        string[] names = [.. classNames ?? subfolders];
        (string File, byte Label)[] all = [.. subfolders.SelectMany(name => Pictures(Path.Combine(folder, name))
            .Select(file => (file, (byte)Array.IndexOf(names, name))))];
        return new LabelledImages(
            ImageBatch.Read([.. all.Select(picture => picture.File)], channels, size),
            [.. all.Select(picture => picture.Label)], names.Length, names);
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
