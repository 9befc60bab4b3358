using Ram.Cli.Notebooks;

namespace Ram.Cli.Tests.Notebooks;

public sealed class MachinePathsTests : IDisposable
{
    private readonly NotebookFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("at F() in {0}/src/A.cs:line 3", "at F() in src/A.cs:line 3")]
    [InlineData("file://{0}/notebooks/a.ipynb", "file://notebooks/a.ipynb")]
    [InlineData("[{0}]", "[.]")]
    [InlineData("{0}-other/x and {0}.d and x{0}/y", "{0}-other/x and {0}.d and x{0}/y")]
    [InlineData("{1}/.nuget/packages", "~/.nuget/packages")]
    [InlineData("nothing / at all", "nothing / at all")]
    public void Paths_of_the_machine_become_relative(string text, string expected)
    {
        Directory.CreateDirectory(_root[".git"]);
        var folder = Directory.CreateDirectory(_root["notebooks"]).FullName;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string Fill(string pattern) => pattern.Replace("{0}", _root.Path, StringComparison.Ordinal)
            .Replace("{1}", home, StringComparison.Ordinal);
        Assert.Equal(Fill(expected), new MachinePaths(folder).Hide(Fill(text)));
    }
}
