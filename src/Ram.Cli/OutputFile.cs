namespace Ram.Cli;

/// <summary>Files that a command is going to write.</summary>
internal static class OutputFile
{
    /// <summary>The folder of everything that no option names a place for; git ignores it.</summary>
    public const string Folder = "artifacts";

    /// <summary>The name that stands for standard output, where text goes.</summary>
    private const string Dash = "-";

    /// <summary>The most numbers of a checkpoint for each weight: it, the best one and two of the optimizer.</summary>
    private const int NumbersAWeight = 4;

    /// <summary>Fails now, not after half an hour of work, if text cannot be written or its file is an input.</summary>
    /// <exception cref="RamException">When the folder cannot be made or written to, or the file is an input.</exception>
    public static void Check(string path, params ReadOnlySpan<string?> inputs)
    {
        if (path != Dash)
            CheckFile(path, mustRename: false, inputs);
    }

    /// <summary>The same for what is no text, or is read again, for which nothing but a regular file may do.</summary>
    /// <exception cref="RamException">As in <see cref="Check"/>, or when the file is standard output.</exception>
    public static void CheckFile(string path, bool mustRename, params ReadOnlySpan<string?> inputs)
    {
        if (path == Dash)
            throw new RamException($"Cannot write {path}: only text goes to standard output; name a file.");
        AtomicFile.CheckApart(path, inputs);
        // Every task is made of them.
        AtomicFile.CheckApart(path, Mnist.Find() is string digits ? Directory.GetFiles(digits, "*-ubyte*") : []);
        AtomicFile.Check(path, mustRename);
    }

    /// <summary>
    /// Fails now if the disk has no room for the files of a training, whose folders exist: its model and two checkpoints,
    /// the last and the next.
    /// </summary>
    /// <exception cref="RamException">Says how much is needed and how much there is.</exception>
    public static void CheckRoom(TrainingLoop training, params ReadOnlySpan<string> paths)
    {
        double needed = sizeof(float) * (1 + 2 * NumbersAWeight) * (double)training.Model.ParameterCount;
        foreach (string path in paths)
        {
            var drive = new DriveInfo(Path.GetDirectoryName(AtomicFile.Resolve(Path.GetFullPath(path)))!);
            // File systems that do not know their size say 0.
            if (drive.TotalSize > 0 && drive.AvailableFreeSpace < needed)
                throw new RamException(Invariant(
                    $"Cannot write {path}: a model and two checkpoints need {needed / 1e6:0.0} MB, and ")
                    + Invariant($"{drive.AvailableFreeSpace / 1e6:0.0} MB are left; free some or choose another place."));
        }
    }

    /// <summary>Whether a file is standard output; null is none.</summary>
    public static bool IsStandardOutput(string? path) =>
        path is Dash or "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1";

    /// <summary>Where a command says its results: not where one of its files goes; null is none.</summary>
    public static TextWriter Words(Terminal terminal, params string?[] paths) =>
        paths.Any(IsStandardOutput) ? terminal.Error : terminal.Output;

    /// <summary>Writes text to a file, or to standard output.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public static void Write(Terminal terminal, string path, string text)
    {
        if (path == Dash)
            terminal.Output.Write(text);
        else
            AtomicFile.Write(path, text);
    }

    /// <summary>Writes what took long to make: if its place takes it no longer, then to the temporary folder.</summary>
    /// <exception cref="RamException">When it is not in its place; names the other place if it is there.</exception>
    public static void Save(string path, Action<string> save)
    {
        try
        {
            save(path);
        }
        catch (RamException error)
        {
            string other = Path.Combine(Path.GetTempPath(), $"ram-{Path.GetRandomFileName()}", Path.GetFileName(path));
            save(other);
            throw new RamException($"{error.Message} It is saved as {other}.", error);
        }
    }
}
