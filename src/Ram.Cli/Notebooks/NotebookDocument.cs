using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ram.Cli.Notebooks;

/// <summary>A code cell: where its outputs go, its code, its numbers from 1 among all and among code cells.</summary>
internal sealed record NotebookCell(JsonObject Json, string Source, int Number, int CodeNumber)
{
    public string Name => Invariant($"cell {Number} (code cell {CodeNumber})");
}

/// <summary>A C# notebook in nbformat 4.0 to 4.5. What the runner does not know is kept as it was found.</summary>
internal sealed class NotebookDocument
{
    private const int NewestMinor = 5;

    private static readonly Regex _named = new(
        "(?m)^#!import\\s+\"?(?<path>[^\"\\s]+)|\"(?<path>(\\.\\./)+data/[\\w./-]*)");

    private readonly byte[] _bytes;
    private readonly JsonObject _root;
    private readonly List<NotebookCell> _codeCells = [];

    private NotebookDocument(string path, byte[] bytes)
    {
        (FilePath, _bytes, _root) = (path, bytes, Parse(bytes));
        CheckVersion();
        JsonArray cells = _root["cells"] as JsonArray
            ?? throw new RamException("not a notebook: it has no list of \"cells\".");
        foreach ((int index, JsonNode? cell) in cells.Index())
            Add(cell, index + 1);
        CheckLanguage(
            "its kernel", "C# notebooks with the kernel \".net-csharp\"", _root["metadata"],
            ("kernelspec", "name"), ("language_info", "name"));
        // A front end may note a language for a cell; otherwise the kernel's own holds.
        foreach (NotebookCell cell in _codeCells)
            CheckLanguage(
                $"{cell.Name}: the cell's language", "C# cells", cell.Json["metadata"],
                ("dotnet_interactive", "language"), ("polyglot_notebook", "kernelName"), ("vscode", "languageId"));
    }

    public string FilePath { get; }

    public IReadOnlyList<NotebookCell> CodeCells => _codeCells;

    /// <summary>The <see cref="ComputeFingerprint"/> that its outputs were made with, or null.</summary>
    public string? Fingerprint => NotebookJson.Text(_root["metadata"], "ram", "fingerprint");

    public static NotebookDocument Load(string path)
    {
        try
        {
            return new NotebookDocument(path, File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or RamException)
        {
            string problem = error is RamException ? error.Message
                : Path.Exists(path) ? $"cannot be read: {error.Message}" : "there is no such file.";
            throw new RamException($"{path}: {problem}", error);
        }
    }

    /// <summary>The notebook as Jupyter writes it, with a new fingerprint.</summary>
    public byte[] ToBytes()
    {
        if (_root["metadata"] is not JsonObject metadata)
            _root["metadata"] = metadata = [];
        NotebookJson.Set(metadata, "ram", new JsonObject { ["fingerprint"] = ComputeFingerprint() });
        return Encoding.UTF8.GetBytes(NotebookJson.Write(_root) + (_bytes[^1] == (byte)'\n' ? "\n" : ""));
    }

    public bool IsUnchangedOnDisk() =>
        File.Exists(FilePath) && _bytes.AsSpan().SequenceEqual(File.ReadAllBytes(FilePath));

    /// <summary>A checksum of what the outputs come from: the code, the files it imports, the data it names.</summary>
    public string ComputeFingerprint()
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(FilePath))!;
        IEnumerable<string> named = CodeCells.SelectMany(cell => _named.Matches(cell.Source))
            .Select(match => Path.GetFullPath(Path.Combine(folder, match.Groups["path"].Value)))
            .Distinct().Order(StringComparer.Ordinal);
        // Of a path that the code makes up, only the folder is known.
        IEnumerable<string> files = named.SelectMany(path => Directory.Exists(path)
            ? Directory.GetFiles(path).Order(StringComparer.Ordinal) : new[] { path }.Where(File.Exists));
        return Convert.ToHexStringLower(SHA256.HashData(
        [
            .. Encoding.UTF8.GetBytes(string.Concat(CodeCells.Select(cell => cell.Source + "\0"))),
            .. files.SelectMany(file => Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\0")
                .Concat(SHA256.HashData(File.ReadAllBytes(file)))),
        ]));
    }

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

    private void Add(JsonNode? node, int number)
    {
        if (node is not JsonObject cell)
            throw new RamException(Invariant($"cell {number} is not an object, so this is no notebook."));
        string type = NotebookJson.ReadLines(cell["cell_type"]) ?? "";
        if (type is not ("code" or "markdown" or "raw"))
            throw new RamException(
                Invariant($"cell {number} has the unknown type \"{type}\"; known are code, markdown and raw."));
        string source = NotebookJson.ReadLines(cell["source"])
            ?? throw new RamException(Invariant($"cell {number} has no readable \"source\"."));
        if (type == "code")
            _codeCells.Add(new NotebookCell(cell, source, number, _codeCells.Count + 1));
    }

    /// <summary>Throws when the first of some keys of metadata that is there names another language.</summary>
    private static void CheckLanguage(
        string what, string allowed, JsonNode? metadata, params (string Owner, string Key)[] keys)
    {
        string? name =
            keys.Select(key => NotebookJson.Text(metadata, key.Owner, key.Key)).OfType<string>().FirstOrDefault();
        if (name?.ToUpperInvariant()
            is not (null or ".NET-CSHARP" or "CSHARP" or "C#" or "DOTNET-INTERACTIVE.CSHARP" or "POLYGLOT-NOTEBOOK"))
            throw new RamException($"{what} is \"{name}\"; only {allowed} can be run.");
    }
}
