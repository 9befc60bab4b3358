using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Ram.Notebooks.Execution;

/// <summary>The child: runs the cells that arrive on standard input and answers on the pipe that it was given.
/// Standard output stays free for what native code prints.</summary>
internal static class KernelHost
{
    public static async Task<int> RunAsync(string pipeHandle, string packageFolder)
    {
        // The same notebook gives the same text everywhere.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

        // Ctrl-C reaches the whole process group; the parent decides what it means.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        var lines = ListenOnStandardInput();
        using var pipe = new AnonymousPipeClientStream(PipeDirection.Out, pipeHandle);
        using var replies = new StreamWriter(pipe) { AutoFlush = true, NewLine = "\n" };
        Console.SetIn(TextReader.Null);
        using var session = new ScriptSession(Directory.GetCurrentDirectory(), new PackageRestore(packageFolder));
        await foreach (var line in lines.ReadAllAsync())
        {
            var request = JsonSerializer.Deserialize<CellRequest>(line)!;
            var reply = await session.RunAsync(request);
            await replies.WriteLineAsync(JsonSerializer.Serialize(reply));
        }
        return 0;
    }

    private static ChannelReader<string> ListenOnStandardInput()
    {
        var lines = Channel.CreateUnbounded<string>();
        var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        var listener = new Thread(() =>
        {
            while (input.ReadLine() is { } line)
                lines.Writer.TryWrite(line);
            // The parent is done or dead. A cell may still be running, and must not outlive it.
            Process.GetCurrentProcess().Kill();
        })
        { IsBackground = true, Name = "Parent watch" };
        listener.Start();
        return lines.Reader;
    }
}
