using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ram.Cli.Notebooks;

/// <summary>A code cell.</summary>
/// <param name="Json">What it was read from; the outputs go there.</param>
/// <param name="Source">The code.</param>
/// <param name="Number">From 1, among all cells.</param>
/// <param name="CodeNumber">From 1, among the code cells: the number that a front end shows in brackets.</param>
internal sealed record NotebookCell(JsonObject Json, string Source, int Number, int CodeNumber)
{
    /// <summary>The language that a front end noted for this cell, or null where the kernel's own holds.</summary>
    public string? Language => NotebookJson.Text(Json["metadata"], "dotnet_interactive", "language")
        ?? NotebookJson.Text(Json["metadata"], "polyglot_notebook", "kernelName")
        ?? NotebookJson.Text(Json["metadata"], "vscode", "languageId");

    /// <summary>What it is called in messages.</summary>
    public string Name => Invariant($"cell {Number} (code cell {CodeNumber})");
}

/// <summary>A C# notebook in nbformat 4.0 to 4.5. What the runner does not know is kept as it was found.</summary>
internal sealed class NotebookDocument
{
    private const int NewestMinor = 5;

    private readonly byte[] _bytes;
    private readonly JsonObject _root;

    private NotebookDocument(string path, byte[] bytes, JsonObject root)
    {
        (Path, _bytes, _root) = (path, bytes, root);
        CheckVersion();
        JsonArray cells = root["cells"] as JsonArray
            ?? throw new RamException("not a notebook: it has no list of \"cells\".");
        CodeCells = [.. cells.Select((cell, index) => ReadCode(cell, index + 1)).OfType<NotebookCell>()
            .Select((cell, index) => cell with { CodeNumber = index + 1 })];
        CheckLanguage();
    }

    public string Path { get; }

    public IReadOnlyList<NotebookCell> CodeCells { get; }

    /// <summary>The <see cref="NotebookFingerprint"/> that its outputs were made with, or null.</summary>
    public string? Fingerprint
    {
        get => NotebookJson.Text(_root["metadata"], "ram", "fingerprint");
        set
        {
            if (_root["metadata"] is not JsonObject metadata)
                _root["metadata"] = metadata = [];
            NotebookJson.Set(metadata, "ram", new JsonObject { ["fingerprint"] = value });
        }
    }

    public static NotebookDocument Load(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            return new NotebookDocument(path, bytes, Parse(bytes));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or RamException)
        {
            string problem = error is RamException ? error.Message
                : error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file."
                : $"cannot be read: {error.Message}";
            throw new RamException($"{path}: {problem}", error);
        }
    }

    /// <summary>The notebook as Jupyter writes it.</summary>
    public byte[] ToBytes()
    {
        string text = NotebookJson.Write(_root);
        return Encoding.UTF8.GetBytes(_bytes[^1] == (byte)'\n' ? text + "\n" : text);
    }

    /// <summary>Whether the file still holds what was loaded.</summary>
    public bool IsUnchangedOnDisk() => File.Exists(Path) && _bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Path));

    private static JsonObject Parse(byte[] bytes)
    {
        if (bytes.Length == 0)
            throw new RamException("the file is empty, so it is not a notebook.");
        try
        {
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            JsonNode? node = JsonNode.Parse(text, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
            // Text is decoded on first use; writing all of it once finds damaged text here, before any cell runs.
            NotebookJson.Write(node);
            string kind = node is null ? "null" : node is JsonArray ? "a list" : "a single value";
            return node as JsonObject ?? throw new RamException($"not a notebook: its JSON is {kind}, not an object.");
        }
        catch (JsonException error)
        {
            string place = error.LineNumber is long line ? Invariant($" from line {line + 1} on") : "";
            throw new RamException(
                $"not a notebook, or one cut short: its JSON is broken{place}. Restore it, or save it again.", error);
        }
        catch (Exception error) when (error is InvalidOperationException or DecoderFallbackException)
        {
            throw new RamException("not a notebook: it holds text that is not valid Unicode.", error);
        }
    }

    private void CheckVersion()
    {
        if (_root["nbformat"] is not JsonValue major || !major.TryGetValue(out int version))
            throw new RamException("not a notebook: it has no \"nbformat\" number.");
        int minor = _root["nbformat_minor"] is JsonValue value && value.TryGetValue(out int number) ? number : 0;
        if (version != 4 || minor is < 0 or > NewestMinor)
            throw new RamException(Invariant(
                $"nbformat {version}.{minor} is not supported, only 4.0 to 4.{NewestMinor}; ")
                + "convert it with: jupyter nbconvert --to notebook --nbformat 4");
    }

    private void CheckLanguage()
    {
        string? kernel = NotebookJson.Text(_root["metadata"], "kernelspec", "name")
            ?? NotebookJson.Text(_root["metadata"], "language_info", "name");
        if (!IsCSharp(kernel))
            throw new RamException(
                $"its kernel is \"{kernel}\"; only C# notebooks with the kernel \".net-csharp\" can be run.");
        if (CodeCells.FirstOrDefault(cell => !IsCSharp(cell.Language)) is NotebookCell other)
            throw new RamException(
                $"{other.Name}: the cell's language is \"{other.Language}\"; only C# cells can be run.");
    }

    /// <summary>A code cell; null for Markdown and raw text.</summary>
    private static NotebookCell? ReadCode(JsonNode? node, int number)
    {
        if (node is not JsonObject cell)
            throw new RamException(Invariant($"cell {number} is not an object, so this is no notebook."));
        string type = NotebookJson.ReadLines(cell["cell_type"]) ?? "";
        if (type is not ("code" or "markdown" or "raw"))
            throw new RamException(
                Invariant($"cell {number} has the unknown type \"{type}\"; known are code, markdown and raw."));
        string source = NotebookJson.ReadLines(cell["source"])
            ?? throw new RamException(Invariant($"cell {number} has no readable \"source\"."));
        return type == "code" ? new NotebookCell(cell, source, number, CodeNumber: 0) : null;
    }

    private static bool IsCSharp(string? name) => name?.ToUpperInvariant()
        is null or ".NET-CSHARP" or "CSHARP" or "C#" or "DOTNET-INTERACTIVE.CSHARP" or "POLYGLOT-NOTEBOOK";
}
