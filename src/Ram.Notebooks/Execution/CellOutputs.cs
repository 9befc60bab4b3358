using System.Text;
using System.Text.Json.Nodes;
using Ram.Notebooks.Documents;
using static System.FormattableString;

namespace Ram.Notebooks.Execution;

/// <summary>Collects what one cell leaves, in order, up to a number of characters.</summary>
internal sealed class CellOutputs(int cap)
{
    private readonly int _cap = cap;
    private readonly Lock _lock = new();
    private readonly JsonArray _outputs = [];
    private readonly StringBuilder _text = new();
    private string _stream = "";
    private int _left = cap;
    private bool _capped;

    /// <summary>Adds to the stream <c>stdout</c> or <c>stderr</c>.</summary>
    public void Write(string stream, ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            if (_capped || text.IsEmpty)
                return;
            if (_stream != stream)
                EndStream();
            _stream = stream;
            var fits = Math.Min(text.Length, _left);
            _text.Append(text[..fits]);
            _left -= fits;
            if (fits < text.Length)
                Cap();
        }
    }

    /// <summary>Adds something shown by <c>display</c>: mime type to text.</summary>
    public void Display(IReadOnlyDictionary<string, string> bundle) => Add("display_data", bundle);

    /// <summary>Adds the value of the cell's last expression.</summary>
    public void Result(IReadOnlyDictionary<string, string> bundle) => Add("execute_result", bundle);

    /// <summary>The nbformat outputs; nothing can be added after.</summary>
    public JsonArray Close()
    {
        lock (_lock)
        {
            EndStream();
            _capped = true;
            return _outputs;
        }
    }

    private void Add(string type, IReadOnlyDictionary<string, string> bundle)
    {
        lock (_lock)
        {
            if (_capped)
                return;
            EndStream();
            var size = bundle.Sum(entry => (long)entry.Value.Length);
            if (size > _left)
            {
                Cap();
                return;
            }
            _left -= (int)size;
            var data = new JsonObject();
            foreach (var (mimeType, text) in bundle.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                data[mimeType] = MultilineText.Bundle(mimeType, text);
            _outputs.Add(new JsonObject { ["data"] = data, ["metadata"] = new JsonObject(), ["output_type"] = type });
        }
    }

    private void Cap()
    {
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
