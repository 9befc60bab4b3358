using System.Text.Json.Nodes;
using static System.FormattableString;

namespace Ram.Cli.Notebooks;

/// <summary>One cell, over the JSON that it was read from.</summary>
internal sealed class NotebookCell
{
    private readonly JsonObject _json;

    private NotebookCell(JsonObject json, bool isCode, string source, int number, int codeNumber)
    {
        _json = json;
        IsCode = isCode;
        Source = source;
        Number = number;
        CodeNumber = codeNumber;
    }

    /// <summary>Whether it has code; else it is Markdown or raw text.</summary>
    public bool IsCode { get; }

    public string Source { get; }

    /// <summary>From 1, among all cells.</summary>
    public int Number { get; }

    /// <summary>From 1, among the code cells: the number that a front end shows in brackets.</summary>
    public int CodeNumber { get; }

    /// <summary>The language that a front end noted for this cell, or null where the kernel's own holds.</summary>
    public string? Language => NotebookJson.Text(_json["metadata"], "dotnet_interactive", "language")
        ?? NotebookJson.Text(_json["metadata"], "polyglot_notebook", "kernelName")
        ?? NotebookJson.Text(_json["metadata"], "vscode", "languageId");

    public static NotebookCell Read(JsonNode? node, int number, int codeNumber)
    {
        if (node is not JsonObject json)
            throw new RamException(Invariant($"cell {number} is not an object, so this is no notebook."));
        string type = json["cell_type"] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
        if (type is not ("code" or "markdown" or "raw"))
            throw new RamException(Invariant($"cell {number} has the unknown type \"{type}\"; known are code, markdown and raw."));
        string source = MultilineText.Read(json["source"])
            ?? throw new RamException(Invariant($"cell {number} has no readable \"source\"."));
        return new NotebookCell(json, type == "code", source, number, codeNumber);
    }

    /// <summary>Replaces the outputs; everything else in the cell stays.</summary>
    public void SetOutputs(JsonArray outputs)
    {
        NotebookJson.Set(_json, "execution_count", CodeNumber);
        NotebookJson.Set(_json, "outputs", outputs);
    }
}
