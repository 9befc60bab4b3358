using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Reflection;
using System.Text;
using System.Text.Json;
using static System.FormattableString;

namespace Ram.Notebooks.Execution;

/// <summary>The parent's side of a notebook's child process. Killed with all its descendants when disposed of.</summary>
internal sealed class KernelProcess : IAsyncDisposable
{
    private const int KeptErrorCharacters = 16 << 10;

    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.In, HandleInheritability.Inheritable);
    private readonly string _packages = Path.Combine(Path.GetTempPath(), "notebook-packages-" + Path.GetRandomFileName());
    private readonly Process _process;
    private readonly StreamReader _replies;
    private readonly Task<string> _errors;

    /// <param name="folder">The notebook's folder, where its cells run.</param>
    /// <param name="budget">What <c>RAM_BUDGET</c> tells them.</param>
    public KernelProcess(string folder, Budget budget)
    {
        var start = new ProcessStartInfo(DotnetHost.Path)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (var argument in ChildArguments())
            start.ArgumentList.Add(argument);
        start.Environment["RAM_BUDGET"] = budget == Budget.Full ? "full" : "quick";
        _process = Process.Start(start)!;
        _pipe.DisposeLocalCopyOfClientHandle();
        _replies = new StreamReader(_pipe, Encoding.UTF8);
        _ = DrainAsync(_process.StandardOutput);
        _errors = DrainAsync(_process.StandardError);
    }

    /// <summary>Runs one cell. A cell that takes too long, or ends its process, is reported as failed.</summary>
    public async Task<CellReply> RunAsync(CellRequest request, TimeSpan timeout, CancellationToken cancellation)
    {
        var reply = AskAsync(request);
        var exit = _process.WaitForExitAsync(cancellation);
        try
        {
            await Task.WhenAny(reply, exit).WaitAsync(timeout, cancellation);
            cancellation.ThrowIfCancellationRequested();
            // What the child wrote before its end may still be in the pipe.
            if (await reply.WaitAsync(TimeSpan.FromSeconds(2), cancellation) is { } line)
                return JsonSerializer.Deserialize<CellReply>(line)!;
        }
        catch (TimeoutException) when (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            return Failed(Invariant($"the cell took longer than {timeout.TotalSeconds:0.###} s and was stopped"));
        }
        catch (TimeoutException)
        {
            // Dead, but a process that the cell started still holds the pipe.
        }
        await exit;
        return await DescribeDeathAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
        await _process.WaitForExitAsync();
        _process.Dispose();
        _replies.Dispose();
        DeletePackages();
    }

    private void DeletePackages()
    {
        try
        {
            if (Directory.Exists(_packages))
                Directory.Delete(_packages, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A restore that was killed may still be writing; the folder is a temporary one.
        }
    }

    private string[] ChildArguments()
    {
        var library = Assembly.GetExecutingAssembly().Location;
        return
        [
            "exec",
            "--runtimeconfig", Path.ChangeExtension(library, ".runtimeconfig.json"),
            "--depsfile", Path.ChangeExtension(library, ".deps.json"),
            library, "kernel", _pipe.GetClientHandleAsString(), _packages,
        ];
    }

    private async Task<string?> AskAsync(CellRequest request)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
            await _process.StandardInput.FlushAsync();
            return await _replies.ReadLineAsync();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    private async Task<CellReply> DescribeDeathAsync()
    {
        string errors;
        try
        {
            errors = await _errors.WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            errors = "";
        }
        var text = errors.Trim();
        if (text.StartsWith("Stack overflow", StringComparison.Ordinal))
            return Failed("stack overflow: the cell recursed without end and ended the notebook's process", text);
        if (text.StartsWith("Unhandled exception", StringComparison.Ordinal))
            return Failed($"{text.Split('\n')[0].Trim()} (on a thread of its own, which ended the notebook's process)", text);
        return Failed(Invariant($"the cell ended the notebook's process (exit code {_process.ExitCode})"), text);
    }

    private static CellReply Failed(string message, string details = "") =>
        new([], new CellError(message, Details: details));

    /// <summary>Reads to the end, so that the writer never blocks, and keeps the beginning.</summary>
    private static async Task<string> DrainAsync(StreamReader reader)
    {
        var kept = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is var count and > 0)
            kept.Append(buffer, 0, Math.Min(count, KeptErrorCharacters - kept.Length));
        return kept.ToString();
    }
}
