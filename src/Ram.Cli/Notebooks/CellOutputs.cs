using System.Text;
using System.Text.Json.Nodes;

namespace Ram.Cli.Notebooks;

/// <summary>
/// Collects what the code cell of a number leaves, in order, up to so many characters; <c>hide</c> takes out of text
/// what must not be written.
/// </summary>
internal sealed class CellOutputs(int number, int cap, Func<string, string> hide)
{
    private readonly JsonArray _outputs = [];
    private readonly Dictionary<string, JsonObject> _displayed = [];
    private readonly StringBuilder _text = new();
    private string _stream = "";
    private long _size;

    /// <summary>Adds to the stream <c>stdout</c> or <c>stderr</c>.</summary>
    public void Write(string stream, string text)
    {
        if (_stream != stream)
            EndStream();
        _stream = stream;
        _text.Append(text, 0, (int)Math.Clamp(cap - _size, 0, text.Length));
        _size += text.Length;
    }

    /// <summary>
    /// Adds an output of a type of nbformat, its text by mime type, which may be updated by its id; without a type, it
    /// updates an earlier one.
    /// </summary>
    public void Show(string? type, IReadOnlyDictionary<string, string> bundle, string? id = null)
    {
        _size += bundle.Sum(form => (long)form.Value.Length);
        if (_size > cap)
            return;
        var data = new JsonObject();
        foreach ((string mimeType, string text) in bundle.OrderBy(form => form.Key, StringComparer.Ordinal))
            data[mimeType] = NotebookJson.IsText(mimeType) ? NotebookJson.Lines(hide(text)) : text;
        if (type is null)
        {
            if (id is not null && _displayed.TryGetValue(id, out JsonObject? earlier))
                earlier["data"] = data;
            return;
        }
        EndStream();
        var output = new JsonObject { ["data"] = data, ["metadata"] = new JsonObject(), ["output_type"] = type };
        if (type == "execute_result")
            output.Insert(1, "execution_count", number);
        _outputs.Add(output);
        if (id is not null)
            _displayed[id] = output;
    }

    /// <summary>The outputs as nbformat has them, with a note if there were too many.</summary>
    public JsonArray Close()
    {
        EndStream();
        _stream = "stderr";
        if (_size > cap)
            _text.Append(
                Invariant($"\n[Output capped: this cell left more than {cap:N0} characters; the rest is dropped.]\n"));
        EndStream();
        return _outputs;
    }

    private void EndStream()
    {
        if (_text.Length > 0)
            _outputs.Add(new JsonObject
            {
                ["name"] = _stream,
                ["output_type"] = "stream",
                ["text"] = NotebookJson.Lines(hide(_text.ToString())),
            });
        _text.Clear();
    }
}
