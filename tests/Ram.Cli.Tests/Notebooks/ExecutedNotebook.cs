using System.Text.Json.Nodes;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>Reads the outputs of a notebook that the runner wrote.</summary>
public sealed class ExecutedNotebook(string path)
{
    public JsonObject Json { get; } = JsonNode.Parse(File.ReadAllText(path))!.AsObject();

    public JsonObject Cell(int index) => Json["cells"]![index]!.AsObject();

    public IReadOnlyList<JsonObject> Outputs(int cell) =>
        [.. Cell(cell)["outputs"]!.AsArray().Select(output => output!.AsObject())];

    /// <summary>The only output of a cell, in one mime type.</summary>
    public string Shown(int cell, string mimeType = "text/plain") =>
        Text(Assert.Single(Outputs(cell))["data"]![mimeType]);

    /// <summary>All that a cell printed on one stream.</summary>
    public string Printed(int cell, string stream = "stdout") => string.Concat(Outputs(cell)
        .Where(output => (string?)output["name"] == stream)
        .Select(output => Text(output["text"])));

    public static string Text(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(line => (string?)line)),
        _ => (string?)node ?? "",
    };
}
