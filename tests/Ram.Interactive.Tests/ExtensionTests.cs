namespace Ram.Interactive.Tests;

/// <summary>What a notebook gets by <c>#r "nuget: Ram"</c>.</summary>
public sealed class ExtensionTests
{
    private static string Library => Path.Combine(ProjectFolder.Path, "src", "Ram");

    [Fact]
    public async Task The_extension_imports_the_namespaces_and_figures_show_themselves()
    {
        using var session = new CSharpSession(Library);
        string script = await File.ReadAllTextAsync(
            Path.Combine(Library, "interactive-extensions", "dotnet", "extension.dib"));
        const string magic = "#!csharp";
        Assert.StartsWith(magic, script, StringComparison.Ordinal);
        string assembly = Path.Combine(Library, "bin", "Release", "net10.0", "Ram.dll");
        string loaded = $"#r \"{assembly}\"\n{script[magic.Length..]}";
        Assert.Null((await session.RunAsync(loaded)).Error);
        (IReadOnlyList<string> mimeTypes, string? error) = await session.RunAsync("LearningCurve.Of([])");
        Assert.Null(error);
        Assert.Equal(["image/svg+xml", "text/plain"], mimeTypes);
    }
}
