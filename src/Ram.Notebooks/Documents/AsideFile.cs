namespace Ram.Notebooks.Documents;

/// <summary>Writes a file aside and renames it, so that a reader meets the old content or the new, never a part.</summary>
internal static class AsideFile
{
    /// <exception cref="NotebookException">The file cannot be written; what stood there still stands.</exception>
    public static void Write(string path, byte[] content)
    {
        var target = Path.GetFullPath(path);
        string? aside = null;
        try
        {
            if (File.Exists(target) && File.ResolveLinkTarget(target, returnFinalTarget: true) is { } link)
                target = link.FullName;
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            aside = Path.Combine(folder.FullName, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
            using (var stream = File.Create(aside))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(aside, File.GetUnixFileMode(target));
            File.Move(aside, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (aside is not null && File.Exists(aside))
                File.Delete(aside);
            throw new NotebookException($"{path}: cannot be written: {error.Message}", error);
        }
    }
}
