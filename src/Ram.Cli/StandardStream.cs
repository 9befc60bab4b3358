using System.Text;

namespace Ram.Cli;

/// <summary>
/// Standard output or error as a writer that says in one line why it cannot be written. What the error stream does not
/// take is dropped: nobody could read it.
/// </summary>
internal sealed class StandardStream : TextWriter
{
    private readonly TextWriter? _stream;
    private readonly string _problem = "";
    private readonly bool _isError;

    /// <param name="open">Gives the stream, or throws if it is closed.</param>
    /// <param name="isError">Whether it is standard error.</param>
    internal StandardStream(Func<TextWriter> open, bool isError)
    {
        _isError = isError;
        try
        {
            _stream = open();
        }
        catch (Exception exception) when (IsIo(exception))
        {
            _problem = exception.Message;
        }
    }

    /// <summary>Standard output.</summary>
    public static TextWriter Output { get; } = new StandardStream(() => Console.Out, isError: false);

    /// <summary>Standard error.</summary>
    public static TextWriter Error { get; } = new StandardStream(() => Console.Error, isError: true);

    /// <inheritdoc/>
    public override Encoding Encoding => _stream?.Encoding ?? Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => Try(stream => stream.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(stream => stream.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(stream => stream.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(stream => stream.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(stream => stream.Flush());

    private static bool IsIo(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ObjectDisposedException;

    private void Try(Action<TextWriter> write)
    {
        string problem = _problem;
        try
        {
            if (_stream is not null)
            {
                write(_stream);
                return;
            }
        }
        catch (Exception exception) when (IsIo(exception))
        {
            problem = exception.Message;
        }
        if (!_isError)
            throw new RamException($"Cannot write to standard output: {problem.TrimEnd('.')}.");
    }
}
