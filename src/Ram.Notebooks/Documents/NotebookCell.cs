using System.Text.Json.Nodes;
using static System.FormattableString;

namespace Ram.Notebooks.Documents;

internal enum CellKind
{
    Code,
    Markdown,
    Raw,
}

/// <summary>One cell, over the JSON that it was read from.</summary>
internal sealed class NotebookCell
{
    private readonly JsonObject _json;

    private NotebookCell(JsonObject json, CellKind kind, string source, int number, int codeNumber)
    {
        _json = json;
        Kind = kind;
        Source = source;
        Number = number;
        CodeNumber = codeNumber;
    }

    public CellKind Kind { get; }

    public string Source { get; }

    /// <summary>From 1, among all cells.</summary>
    public int Number { get; }

    /// <summary>From 1, among the code cells: the number that a front end shows in brackets.</summary>
    public int CodeNumber { get; }

    /// <summary>The language that a front end noted for this cell, or null where the kernel's own holds.</summary>
    public string? Language =>
        Note("dotnet_interactive", "language") ?? Note("polyglot_notebook", "kernelName") ?? Note("vscode", "languageId");

    public IEnumerable<JsonObject> Outputs => (_json["outputs"] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>Pictures pasted into a Markdown cell: name to mime bundle.</summary>
    public JsonObject Attachments => _json["attachments"] as JsonObject ?? [];

    public static NotebookCell Read(string path, JsonNode? node, int number, int codeNumber)
    {
        if (node is not JsonObject json)
            throw new NotebookException(Invariant($"{path}: cell {number} is not an object, so this is no notebook."));
        var type = json["cell_type"] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
        CellKind kind = type switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            _ => throw new NotebookException(Invariant(
                $"{path}: cell {number} has the unknown type \"{type}\"; known are code, markdown and raw.")),
        };
        var source = MultilineText.Read(json["source"])
            ?? throw new NotebookException(Invariant($"{path}: cell {number} has no readable \"source\"."));
        return new NotebookCell(json, kind, source, number, codeNumber);
    }

    /// <summary>Replaces the outputs; everything else in the cell stays.</summary>
    public void SetOutputs(JsonArray outputs)
    {
        Set("execution_count", CodeNumber);
        Set("outputs", outputs);
    }

    // A key that is missing goes where Jupyter, which sorts its keys, would put it.
    private void Set(string key, JsonNode value)
    {
        if (_json.ContainsKey(key))
            _json[key] = value;
        else
            _json.Insert(_json.Count(entry => string.CompareOrdinal(entry.Key, key) < 0), key, value);
    }

    private string? Note(string owner, string key) =>
        ((_json["metadata"] as JsonObject)?[owner] as JsonObject)?[key] is JsonValue value
            && value.TryGetValue(out string? text) ? text : null;
}
