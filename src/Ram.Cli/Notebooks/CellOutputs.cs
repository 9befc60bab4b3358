using System.Text;
using System.Text.Json.Nodes;

namespace Ram.Cli.Notebooks;

/// <summary>Collects what a code cell leaves, up to so many characters, without what is to be hidden.</summary>
internal sealed class CellOutputs(int number, int cap, Func<string, string> hide)
{
    private readonly JsonArray _outputs = [];
    private readonly Dictionary<string, (JsonObject Output, long Size)> _displayed = [];
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

    /// <summary>Adds an output of a type of nbformat, or, without a type, updates the one that has the id.</summary>
    public void Show(string? type, IReadOnlyDictionary<string, string> bundle, string? id = null)
    {
        long size = bundle.Sum(form => (long)form.Value.Length);
        (JsonObject? Output, long Size) earlier = type is null && id is not null ? _displayed.GetValueOrDefault(id) : default;
        if ((_size += size - earlier.Size) > cap)
            return;
        var data = new JsonObject();
        foreach ((string mimeType, string text) in bundle.OrderBy(form => form.Key, StringComparer.Ordinal))
            data[mimeType] = NotebookJson.IsText(mimeType) ? NotebookJson.Lines(hide(text)) : text;
        if (earlier.Output is { } shown)
            (shown["data"], _displayed[id!]) = (data, (shown, size));
        if (type is null)
            return;
        EndStream();
        var output = new JsonObject { ["data"] = data, ["metadata"] = new JsonObject(), ["output_type"] = type };
        if (type == "execute_result")
            output.Insert(1, "execution_count", number);
        _outputs.Add(output);
        if (id is not null)
            _displayed[id] = (output, size);
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
        JsonArray lines = NotebookJson.Lines(hide(_text.ToString()));
        if (lines.Count > 0)
            _outputs.Add(new JsonObject { ["name"] = _stream, ["output_type"] = "stream", ["text"] = lines });
        _text.Clear();
    }
}
