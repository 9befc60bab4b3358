using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>A notebook as it lies in the project.</summary>
internal sealed partial record CommittedNotebook(string Name, JsonObject Json)
{
    public static CommittedNotebook Read(string file) =>
        new(Path.GetFileName(file), JsonNode.Parse(File.ReadAllText(file))!.AsObject());

    public IEnumerable<JsonNode> Cells => Json["cells"]!.AsArray().Select(cell => cell!);

    public JsonNode[] CodeCells => [.. Cells.Where(cell => (string?)cell["cell_type"] == "code")];

    public string Markdown =>
        string.Join("\n\n", Cells.Where(cell => (string?)cell["cell_type"] == "markdown").Select(Source));

    public IEnumerable<JsonNode> Outputs =>
        CodeCells.SelectMany(cell => cell["outputs"]!.AsArray()).Select(output => output!);

    /// <summary>What the outputs show, each in the forms that it has.</summary>
    public IEnumerable<JsonObject> Shown => Outputs.Select(output => output["data"]).OfType<JsonObject>();

    /// <summary>How many pictures a reader sees, an animated one counted once.</summary>
    public int Pictures => Shown.Sum(forms => forms.ContainsKey("text/html")
        ? Picture().Count(Text(forms["text/html"]))
        : forms.Any(form => form.Key.StartsWith("image/", StringComparison.Ordinal)) ? 1 : 0);

    public static string Source(JsonNode cell) => Text(cell["source"]);

    /// <summary>Text as nbformat keeps it: whole, or in lines.</summary>
    public static string Text(JsonNode? node) =>
        node is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)node ?? "";

    public override string ToString() => Name;

    [GeneratedRegex("<(svg|img)\\b")]
    private static partial Regex Picture();
}
