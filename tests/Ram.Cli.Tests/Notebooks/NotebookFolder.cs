using System.Text.Json.Nodes;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>A folder of small notebooks, gone with the test.</summary>
public sealed class NotebookFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notebook-tests-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a notebook of code cells, or of Markdown where a cell begins with "md:".</summary>
    public string Write(string name, params string[] cells) => Write(name, Notebook(cells));

    public string Write(string name, JsonObject notebook)
    {
        File.WriteAllText(this[name], notebook.ToJsonString());
        return this[name];
    }

    public static JsonObject Notebook(params string[] cells) => new()
    {
        ["cells"] = new JsonArray([.. cells.Select(Cell)]),
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject
            {
                ["display_name"] = ".NET (C#)",
                ["language"] = "C#",
                ["name"] = ".net-csharp",
            },
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    };

    public static JsonNode Cell(string source, int index)
    {
        var cell = new JsonObject { ["cell_type"] = "code", ["id"] = FormattableString.Invariant($"cell-{index}") };
        if (source.StartsWith("md:", StringComparison.Ordinal))
        {
            cell["cell_type"] = "markdown";
            source = source[3..];
        }
        else
        {
            cell["execution_count"] = null;
            cell["outputs"] = new JsonArray();
        }
        cell["metadata"] = new JsonObject();
        cell["source"] = source;
        return cell;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
