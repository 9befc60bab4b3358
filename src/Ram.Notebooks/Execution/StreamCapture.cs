using System.Text;

namespace Ram.Notebooks.Execution;

/// <summary>Stands in for the console's output or error while a cell runs.</summary>
internal sealed class StreamCapture : TextWriter
{
    private readonly CellOutputs _outputs;
    private readonly string _stream;

    public StreamCapture(CellOutputs outputs, string stream)
    {
        _outputs = outputs;
        _stream = stream;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => _outputs.Write(_stream, [value]);

    public override void Write(string? value) => _outputs.Write(_stream, value);

    public override void Write(char[] buffer, int index, int count) =>
        _outputs.Write(_stream, buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => _outputs.Write(_stream, buffer);

    // One write, so that lines of parallel threads stay whole.
    public override void WriteLine(string? value) => Write(value + "\n");
}
