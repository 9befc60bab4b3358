using System.Text;
using System.Text.Json.Nodes;
using static System.FormattableString;

namespace Ram.Cli.Notebooks;

/// <summary>Collects what one cell leaves, in order, up to a number of characters.</summary>
internal sealed class CellOutputs(int cap)
{
    private readonly int _cap = cap;
    private readonly JsonArray _outputs = [];
    private readonly Dictionary<string, JsonObject> _displayed = [];
    private readonly StringBuilder _text = new();
    private string _stream = "";
    private int _left = cap;
    private bool _capped;

    /// <summary>Adds to the stream <c>stdout</c> or <c>stderr</c>.</summary>
    public void Write(string stream, string text)
    {
        if (_capped || text.Length == 0)
            return;
        if (_stream != stream)
            EndStream();
        _stream = stream;
        int fits = Math.Min(text.Length, _left);
        _text.Append(text, 0, fits);
        _left -= fits;
        if (fits < text.Length)
            Cap();
    }

    /// <summary>Adds something shown by <c>display</c>: mime type to text.</summary>
    /// <param name="bundle">The value in each of its forms.</param>
    /// <param name="id">By which it may be updated later.</param>
    public void Display(IReadOnlyDictionary<string, string> bundle, string? id)
    {
        if (Add("display_data", bundle) is JsonObject output && id is not null)
            _displayed[id] = output;
    }

    /// <summary>Shows something else where an earlier value stands.</summary>
    public void Update(IReadOnlyDictionary<string, string> bundle, string? id)
    {
        if (id is not null && _displayed.TryGetValue(id, out JsonObject? output) && Data(bundle) is JsonObject data)
            output["data"] = data;
    }

    /// <summary>Adds the value of the cell's last expression.</summary>
    public void Result(IReadOnlyDictionary<string, string> bundle) => Add("execute_result", bundle);

    /// <summary>The nbformat outputs of the cell with this number; nothing can be added after.</summary>
    public JsonArray Close(int number)
    {
        EndStream();
        _capped = true;
        foreach (JsonObject output in _outputs.OfType<JsonObject>())
            if ((string?)output["output_type"] == "execute_result")
                output.Insert(output.IndexOf("data") + 1, "execution_count", number);
        return _outputs;
    }

    private JsonObject? Add(string type, IReadOnlyDictionary<string, string> bundle)
    {
        EndStream();
        if (Data(bundle) is not JsonObject data)
            return null;
        var output = new JsonObject { ["data"] = data, ["metadata"] = new JsonObject(), ["output_type"] = type };
        _outputs.Add(output);
        return output;
    }

    private JsonObject? Data(IReadOnlyDictionary<string, string> bundle)
    {
        long size = bundle.Sum(entry => (long)entry.Value.Length);
        if (_capped || size > _left)
        {
            Cap();
            return null;
        }
        _left -= (int)size;
        var data = new JsonObject();
        foreach ((string mimeType, string text) in bundle.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            data[mimeType] = MultilineText.Bundle(mimeType, text);
        return data;
    }

    private void Cap()
    {
        if (_capped)
            return;
        EndStream();
        _stream = "stderr";
        _text.Append(Invariant($"\n[Output capped: this cell left more than {_cap:N0} characters; the rest is dropped.]\n"));
        EndStream();
        _capped = true;
    }

    private void EndStream()
    {
        if (_text.Length > 0)
        {
            _outputs.Add(new JsonObject
            {
                ["name"] = _stream,
                ["output_type"] = "stream",
                ["text"] = MultilineText.Lines(_text.ToString()),
            });
        }
        _text.Clear();
        _stream = "";
    }
}
