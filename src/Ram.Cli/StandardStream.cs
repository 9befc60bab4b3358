using System.Text;

namespace Ram.Cli;

/// <summary>
/// Standard output or error as a writer that says in one line why it cannot be written. What the error stream does not
/// take is dropped: nobody could read it.
/// </summary>
internal sealed class StandardStream(Func<TextWriter> open, bool isError) : TextWriter
{
    public static TextWriter Output { get; } = new StandardStream(() => Console.Out, isError: false);

    public static TextWriter Error { get; } = new StandardStream(() => Console.Error, isError: true);

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Try(stream => stream.Write(value));

    public override void Write(char[] buffer, int index, int count) =>
        Try(stream => stream.Write(buffer, index, count));

    public override void WriteLine(string? value) => Try(stream => stream.WriteLine(value));

    public override void Flush() => Try(stream => stream.Flush());

    private void Try(Action<TextWriter> write)
    {
        try
        {
            write(open());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            if (!isError)
                throw new RamException($"Cannot write to standard output: {error.Message.TrimEnd('.')}.");
        }
    }
}
