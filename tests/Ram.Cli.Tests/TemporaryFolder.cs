namespace Ram.Cli.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ram-cli-");

    public string Name => _folder.FullName;

    public string this[string file] => Path.Combine(Name, file);

    public string[] Files => [.. _folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    public string Write(string file, params byte[] content)
    {
        File.WriteAllBytes(this[file], content);
        return this[file];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
