using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ram.Kernel;

/// <summary>The two streams that carry commands and events, kept from everything else in this process.</summary>
internal static partial class Protocol
{
    private const int Input = 0, Output = 1, Error = 2, WindowsOutput = -11, WindowsError = -12;

    /// <summary>Takes both from cells and all that they start, which then write to standard error.</summary>
    public static (TextReader Commands, TextWriter Events) TakeStandardStreams()
    {
        Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
        if (OperatingSystem.IsWindows())
            _ = SetStdHandle(WindowsOutput, GetStdHandle(WindowsError));
        else
        {
            (input, output) = (Duplicate(Input, FileAccess.Read), Duplicate(Output, FileAccess.Write));
            using SafeFileHandle nothing = File.OpenHandle("/dev/null");
            Check(dup2((int)nothing.DangerousGetHandle(), Input));
            Check(dup2(Error, Output));
        }
        Console.SetIn(TextReader.Null);
        Console.SetOut(Console.Error);
        // Text without a byte order mark, both ways; events come from several threads.
        return (new StreamReader(input), TextWriter.Synchronized(new StreamWriter(output)));
    }

    private static FileStream Duplicate(int descriptor, FileAccess access) =>
        new(new SafeFileHandle(Check(dup(descriptor)), ownsHandle: true), access, bufferSize: 0);

    private static int Check(int result) => result >= 0 ? result
        : throw new IOException($"The standard streams cannot be duplicated: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)] private static partial int dup(int descriptor);

    [LibraryImport("libc", SetLastError = true)] private static partial int dup2(int from, int to);

    [LibraryImport("kernel32")] private static partial nint GetStdHandle(int stream);

    [LibraryImport("kernel32")] private static partial int SetStdHandle(int stream, nint handle);
}
