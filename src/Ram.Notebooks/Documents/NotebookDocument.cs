using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static System.FormattableString;

namespace Ram.Notebooks.Documents;

/// <summary>A notebook in nbformat 4.0 to 4.5. What the runner does not know is kept as found, in its place.</summary>
internal sealed class NotebookDocument
{
    private const int NewestMinor = 5;

    /// <summary>The tag in a notebook's metadata.</summary>
    private const string PackagesTag = "needs-packages";

    private readonly byte[] _bytes;
    private readonly JsonObject _root;

    private NotebookDocument(string path, byte[] bytes, JsonObject root)
    {
        Path = path;
        _bytes = bytes;
        _root = root;
        Cells = ReadCells();
    }

    /// <summary>The file as it was named.</summary>
    public string Path { get; }

    public IReadOnlyList<NotebookCell> Cells { get; }

    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.Kind == CellKind.Code);

    /// <summary>The kernel's name, or null if the notebook names none.</summary>
    public string? Kernel => Text(_root["metadata"] as JsonObject, "kernelspec", "name");

    /// <summary>The language that the notebook says it is written in, or null.</summary>
    public string? Language => Text(_root["metadata"] as JsonObject, "language_info", "name");

    /// <summary>Whether it says that it needs packages which only the network has.</summary>
    public bool NeedsPackages =>
        (_root["metadata"] as JsonObject)?["tags"] is JsonArray tags
        && tags.Any(tag => tag is JsonValue value && value.TryGetValue(out string? text) && text == PackagesTag);

    /// <exception cref="NotebookException">The file cannot be read or is no notebook in nbformat 4.0 to 4.5.</exception>
    public static NotebookDocument Load(string path)
    {
        var bytes = ReadBytes(path);
        if (bytes.Length == 0)
            throw new NotebookException($"{path}: the file is empty, so it is not a notebook.");
        try
        {
            var json = bytes.AsSpan();
            if (json.StartsWith(Encoding.UTF8.Preamble))
                json = json[Encoding.UTF8.Preamble.Length..];
            var node = JsonNode.Parse(json, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
            // Text is decoded on first use; writing all of it once finds damaged text here, before any cell runs.
            NotebookJson.Write(node);
            if (node is not JsonObject root)
                throw new NotebookException($"{path}: not a notebook: its JSON is {Describe(node)}, not an object.");
            CheckVersion(path, root);
            return new NotebookDocument(path, bytes, root);
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? Invariant($" from line {line + 1} on") : "";
            throw new NotebookException(
                $"{path}: not a notebook, or one cut short: its JSON is broken{place}. Restore it, or save it again.",
                error);
        }
        catch (InvalidOperationException error)
        {
            throw new NotebookException($"{path}: not a notebook: it holds text that is not valid Unicode.", error);
        }
    }

    /// <summary>The notebook as Jupyter writes it.</summary>
    public byte[] ToBytes()
    {
        var text = NotebookJson.Write(_root);
        return Encoding.UTF8.GetBytes(_bytes[^1] == (byte)'\n' ? text + "\n" : text);
    }

    /// <summary>Whether the file still holds what was loaded.</summary>
    public bool IsUnchangedOnDisk() => File.Exists(Path) && _bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Path));

    private static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookException($"{path}: there is no such file.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    private static void CheckVersion(string path, JsonObject root)
    {
        if (root["nbformat"] is not JsonValue major || !major.TryGetValue(out int version))
            throw new NotebookException($"{path}: not a notebook: it has no \"nbformat\" number.");
        var minor = root["nbformat_minor"] is JsonValue value && value.TryGetValue(out int number) ? number : 0;
        if (version != 4 || minor is < 0 or > NewestMinor)
        {
            throw new NotebookException(Invariant(
                $"{path}: nbformat {version}.{minor} is not supported, only 4.0 to 4.{NewestMinor}; ")
                + "convert it with: jupyter nbconvert --to notebook --nbformat 4");
        }
    }

    private List<NotebookCell> ReadCells()
    {
        if (_root["cells"] is not JsonArray cells)
            throw new NotebookException($"{Path}: not a notebook: it has no list of \"cells\".");
        List<NotebookCell> result = [];
        var code = 0;
        foreach (var node in cells)
        {
            var cell = NotebookCell.Read(Path, node, result.Count + 1, code + 1);
            if (cell.Kind == CellKind.Code)
                code++;
            result.Add(cell);
        }
        return result;
    }

    private static string? Text(JsonObject? node, string key, string inner) =>
        (node?[key] as JsonObject)?[inner] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Describe(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray => "a list",
        _ => "a single value",
    };
}
