using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Ram.Interactive.Tests;

/// <summary>The notebooks on the kernel that their readers have. Build with -c Release: that is what they load.</summary>
public sealed class NotebookTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(ProjectFolder.Notebooks, "0*.ipynb")
        .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_cell_passes(string notebook)
    {
        using var session = new CSharpSession(ProjectFolder.Notebooks);
        JsonNode json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(ProjectFolder.Notebooks, notebook)))!;
        int number = 0, pictures = 0;
        foreach (JsonNode? cell in json["cells"]!.AsArray())
        {
            if ((string?)cell!["cell_type"] != "code")
                continue;
            number++;
            (IReadOnlyList<string> mimeTypes, string? error) = await session.RunAsync(Source(cell));
            Assert.True(error is null, $"{notebook}, code cell {number}: {error}");
            pictures += mimeTypes.Count(type => type == "image/svg+xml");
        }
        output.WriteLine($"{notebook}: {number} cells, {pictures} pictures");
        Assert.True(pictures > 0, $"{notebook} showed no picture.");
    }

    [Fact]
    public async Task A_cell_that_throws_is_an_error()
    {
        using var session = new CSharpSession(ProjectFolder.Notebooks);
        (_, string? error) = await session.RunAsync("throw new InvalidOperationException(\"on purpose\");");
        Assert.Contains("on purpose", error, StringComparison.Ordinal);
    }

    private static string Source(JsonNode cell) => cell["source"] is JsonArray lines
        ? string.Concat(lines.Select(line => (string?)line))
        : (string)cell["source"]!;
}
