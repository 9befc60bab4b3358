namespace Ram.Cli;

/// <summary>Keeps a command from writing over what it reads.</summary>
internal static class OutputCheck
{
    private static readonly StringComparison _comparison =
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Throws when an output is one of the inputs, by whatever name; files in an input folder are inputs.</summary>
    /// <param name="inputs">The files and folders that the command reads; null for what is not given.</param>
    /// <param name="outputs">The files that it writes; null for what is not given.</param>
    /// <exception cref="UsageException">Names both.</exception>
    public static void KeepApart(IEnumerable<string?> inputs, IEnumerable<string?> outputs)
    {
        (string Name, string Real)[] read = [.. inputs.OfType<string>().Select(name => (name, RealPath(name)))];
        foreach (string output in outputs.OfType<string>())
        {
            string real = RealPath(output);
            foreach ((string name, string input) in read)
                if (string.Equals(real, input, _comparison) || (File.Exists(real) && IsIn(real, input)))
                    throw new UsageException(
                        $"{output} would be written over {name}, which this command reads; choose another place.");
        }
    }

    private static bool IsIn(string path, string folder) =>
        Directory.Exists(folder) && path.StartsWith(folder + Path.DirectorySeparatorChar, _comparison);

    /// <summary>A path without any link in it, whether or not there is such a file.</summary>
    private static string RealPath(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not string parent)
            return full;
        string place = Path.Combine(RealPath(parent), Path.GetFileName(full));
        try
        {
            // The target may itself lie behind links.
            return File.ResolveLinkTarget(place, returnFinalTarget: true) is { } target && target.FullName != place
                ? RealPath(target.FullName)
                : place;
        }
        catch (IOException)
        {
            // A loop of links, or nothing there.
            return place;
        }
    }
}
