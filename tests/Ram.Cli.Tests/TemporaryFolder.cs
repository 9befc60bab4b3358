namespace Ram.Cli.Tests;

/// <summary>A folder that goes with the test.</summary>
/// <param name="parent">Where it is made; null for the system's temporary folder.</param>
internal sealed class TemporaryFolder(string? parent = null) : IDisposable
{
    private readonly DirectoryInfo _folder = parent is null
        ? Directory.CreateTempSubdirectory("ram-cli-")
        : Directory.CreateDirectory(Path.Combine(parent, Path.GetRandomFileName()));

    public string Name => _folder.FullName;

    public string this[string file] => Path.Combine(Name, file);

    public string[] Files =>
        [.. _folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    public string Write(string file, params byte[] content)
    {
        File.WriteAllBytes(this[file], content);
        return this[file];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
