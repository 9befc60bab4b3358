namespace Ram.Cli;

/// <summary>Files that a command is going to write, checked at once and not after half an hour of work.</summary>
internal static class OutputFile
{
    /// <summary>The folder of everything that no option names a place for; git ignores it.</summary>
    public const string Folder = "artifacts";

    // The name that stands for standard output, where text goes.
    private const string Dash = "-";

    /// <summary>Fails if text cannot be written to a path, if there is one, or if that is an input.</summary>
    public static void Check(Terminal terminal, string? path, params ReadOnlySpan<string?> inputs)
    {
        if (IsStandardOutput(path))
            terminal.Words = terminal.Error;
        if (path is not (null or Dash))
            CheckFile(path, mustRename: false, inputs);
    }

    /// <summary>The same for what is no text; if it is read again, nothing but a regular file will do.</summary>
    public static void CheckFile(string path, bool mustRename, params ReadOnlySpan<string?> inputs)
    {
        if (path == Dash)
            throw new RamException($"Cannot write {path}: only text goes to standard output; name a file.");
        // Every task is made of the digits.
        AtomicFile.CheckApart(path,
            [.. inputs, .. Mnist.Find() is string digits ? Directory.GetFiles(digits, "*-ubyte*") : []]);
        AtomicFile.Check(path, mustRename);
    }

    /// <summary>Fails if there is no room for a training's model and two checkpoints, the last and the next.</summary>
    public static void CheckRoom(TrainingLoop training, params ReadOnlySpan<string> paths)
    {
        // A checkpoint has at most four numbers for each weight: it, the best one and two of the optimizer.
        double needed = sizeof(float) * (1 + 2 * 4) * (double)training.Model.ParameterCount;
        foreach (string path in paths)
        {
            var drive = new DriveInfo(Path.GetDirectoryName(AtomicFile.Resolve(Path.GetFullPath(path)))!);
            double free = drive.AvailableFreeSpace;
            // File systems that do not know their size say 0.
            if (drive.TotalSize > 0 && free < needed)
                throw new RamException($"Cannot write {path}: a model and two checkpoints need " + Invariant(
                    $"{needed / 1e6:0.0} MB, and {free / 1e6:0.0} MB are left; free some or choose another place."));
        }
    }

    public static bool IsStandardOutput(string? path) =>
        path is Dash or "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1";

    /// <summary>Writes text to a file or to standard output, if there is a path.</summary>
    public static void Write(Terminal terminal, string? path, Func<string> text)
    {
        if (path == Dash)
            terminal.Output.Write(text());
        else if (path is not null)
            AtomicFile.Write(path, text());
    }

    /// <summary>Says that a file is there to be opened, if there is one.</summary>
    public static void SayOpen(Terminal terminal, string? path)
    {
        if (path is not null && !IsStandardOutput(path))
            terminal.Say($"Open {path}.");
    }

    /// <summary>Writes what took long to make, to the temporary folder if its place no longer takes it.</summary>
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
