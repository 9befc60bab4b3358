using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static System.FormattableString;

namespace Ram.Cli.Notebooks;

/// <summary>A notebook in nbformat 4.0 to 4.5. What the runner does not know is kept as found, in its place.</summary>
internal sealed class NotebookDocument
{
    private const int NewestMinor = 5;

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

    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.IsCode);

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

    /// <exception cref="RamException">The file cannot be read or is no notebook in nbformat 4.0 to 4.5.</exception>
    public static NotebookDocument Load(string path)
    {
        byte[] bytes = ReadBytes(path);
        if (bytes.Length == 0)
            throw new RamException("the file is empty, so it is not a notebook.");
        try
        {
            ReadOnlySpan<byte> json = bytes;
            if (json.StartsWith(Encoding.UTF8.Preamble))
                json = json[Encoding.UTF8.Preamble.Length..];
            JsonNode? node = JsonNode.Parse(json, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
            // Text is decoded on first use; writing all of it once finds damaged text here, before any cell runs.
            NotebookJson.Write(node);
            if (node is not JsonObject root)
                throw new RamException($"not a notebook: its JSON is {Describe(node)}, not an object.");
            CheckVersion(root);
            return new NotebookDocument(path, bytes, root);
        }
        catch (JsonException error)
        {
            string place = error.LineNumber is long line ? Invariant($" from line {line + 1} on") : "";
            throw new RamException(
                $"not a notebook, or one cut short: its JSON is broken{place}. Restore it, or save it again.", error);
        }
        catch (InvalidOperationException error)
        {
            throw new RamException("not a notebook: it holds text that is not valid Unicode.", error);
        }
    }

    /// <summary>The first thing that the C# kernel cannot run, or null.</summary>
    public RunFailure? FindProblem()
    {
        string? kernel = NotebookJson.Text(_root["metadata"], "kernelspec", "name")
            ?? NotebookJson.Text(_root["metadata"], "language_info", "name");
        if (kernel is not null && !IsCSharp(kernel))
            return new RunFailure(Path, Message: $"its kernel is \"{kernel}\"; only C# notebooks with the kernel \".net-csharp\" can be run.");
        return CodeCells.FirstOrDefault(cell => cell.Language is string language && !IsCSharp(language)) is NotebookCell cell
            ? new RunFailure(Path, cell.Number, cell.CodeNumber, Message: $"the cell's language is \"{cell.Language}\"; only C# cells can be run.")
            : null;
    }

    /// <summary>The notebook as Jupyter writes it.</summary>
    public byte[] ToBytes()
    {
        string text = NotebookJson.Write(_root);
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
            throw new RamException("there is no such file.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RamException($"cannot be read: {error.Message}", error);
        }
    }

    private static void CheckVersion(JsonObject root)
    {
        if (root["nbformat"] is not JsonValue major || !major.TryGetValue(out int version))
            throw new RamException("not a notebook: it has no \"nbformat\" number.");
        int minor = root["nbformat_minor"] is JsonValue value && value.TryGetValue(out int number) ? number : 0;
        if (version != 4 || minor is < 0 or > NewestMinor)
        {
            throw new RamException(Invariant(
                $"nbformat {version}.{minor} is not supported, only 4.0 to 4.{NewestMinor}; ")
                + "convert it with: jupyter nbconvert --to notebook --nbformat 4");
        }
    }

    private List<NotebookCell> ReadCells()
    {
        if (_root["cells"] is not JsonArray cells)
            throw new RamException("not a notebook: it has no list of \"cells\".");
        var result = new List<NotebookCell>();
        int code = 0;
        foreach (JsonNode? node in cells)
        {
            NotebookCell cell = NotebookCell.Read(node, result.Count + 1, code + 1);
            if (cell.IsCode)
                code++;
            result.Add(cell);
        }
        return result;
    }

    private static bool IsCSharp(string name) =>
        name.ToUpperInvariant() is ".NET-CSHARP" or "CSHARP" or "C#" or "DOTNET-INTERACTIVE.CSHARP" or "POLYGLOT-NOTEBOOK";

    private static string Describe(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray => "a list",
        _ => "a single value",
    };
}
