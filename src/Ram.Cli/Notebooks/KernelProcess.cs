using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ram.Cli.Notebooks;

/// <summary>A notebook's kernel in a process of its own, driven by lines of JSON as VS Code does it.</summary>
internal sealed class KernelProcess : IAsyncDisposable
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly Regex _trace = new(@"\r?\n\s+(?:at|--->) ");
    private static readonly Regex _frame = new(@"<<Initialize>>[^\n]* in [^\n]*cell:line (?<line>\d+)");
    private static readonly Regex _placed = new(@"^\((?<line>\d+),\d+\): error: (?<rest>.*)");
    private static readonly Regex _unhandled = new(@"^Unhandled exception[^\n]*", RegexOptions.Multiline);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private int _commands;

    /// <summary>Starts Ram.Kernel.dll in the notebook's folder; <c>RAM_BUDGET</c> tells its cells the budget.</summary>
    public KernelProcess(string library, string folder, string budget)
    {
        _process = Process.Start(new ProcessStartInfo(Dotnet.Host, [library, "stdio", "--working-dir", folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = _utf8,
            StandardOutputEncoding = _utf8,
            Environment = { ["RAM_BUDGET"] = budget },
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs one cell. A cell that takes too long, or ends its process, has failed.</summary>
    /// <returns>Null, or what went wrong, in one line that begins with the place as far as it is known.</returns>
    public async Task<string?> RunAsync(
        string code, CellOutputs outputs, TimeSpan timeout, CancellationToken cancellation)
    {
        Task<string?> reply = AskAsync(code, outputs);
        Task exit = _process.WaitForExitAsync(cancellation);
        try
        {
            await Task.WhenAny(reply, exit).WaitAsync(timeout, cancellation);
            cancellation.ThrowIfCancellationRequested();
            // What the kernel wrote before its end may still be in the pipe.
            return await reply.WaitAsync(TimeSpan.FromSeconds(2), cancellation);
        }
        catch (TimeoutException) when (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            return Invariant($": the cell took longer than {timeout.TotalSeconds:0.###} s and was stopped");
        }
        catch (Exception end) when (end is TimeoutException or IOException or ObjectDisposedException)
        {
            // Dead; perhaps a process that the cell started still holds the pipe.
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
        // What does not end when it is killed hangs in the system, and nobody can help it.
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(10)));
        _process.Dispose();
    }

    private async Task<string?> AskAsync(string code, CellOutputs outputs)
    {
        string token = Invariant($"cell-{++_commands}");
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(
            new { commandType = "SubmitCode", command = new { code }, token, routingSlip = Array.Empty<string>() }));
        await _process.StandardInput.FlushAsync();
        string? compileError = null;
        while (await _process.StandardOutput.ReadLineAsync() is string line)
        {
            if (JsonNode.Parse(line) is not JsonObject message || message["event"] is not JsonObject content)
                continue;
            bool isEnd = (string?)message["command"]?["token"] == token;
            var id = (string?)content["valueId"];
            switch ((string?)message["eventType"])
            {
                case "StandardOutputValueProduced": outputs.Write("stdout", Bundle(content)["text/plain"]); break;
                case "StandardErrorValueProduced": outputs.Write("stderr", Bundle(content)["text/plain"]); break;
                case "DisplayedValueProduced": outputs.Show("display_data", Bundle(content), id); break;
                case "DisplayedValueUpdated": outputs.Show(type: null, Bundle(content), id); break;
                case "ReturnValueProduced": outputs.Show("execute_result", Bundle(content)); break;
                case "DiagnosticsProduced": compileError ??= FirstError(content, code); break;
                case "CommandFailed" when isEnd:
                    return compileError ?? Describe((string?)content["message"] ?? "", code);
                case "CommandSucceeded" when isEnd: return null;
            }
        }
        throw new EndOfStreamException();
    }

    private static Dictionary<string, string> Bundle(JsonObject content) => content["formattedValues"]!.AsArray()
        .ToDictionary(value => (string)value!["mimeType"]!, value => (string?)value!["value"] ?? "");

    private static string? FirstError(JsonObject content, string code) => (
        from diagnostic in content["diagnostics"]!.AsArray()
        where (string?)diagnostic["severity"] == "error"
        let start = diagnostic["linePositionSpan"]!["start"]!
        let place = (Line: (int)start["line"]! + 1, Column: (int)start["character"]! + 1)
        orderby place
        select (Commands(code) is null ? "" : Invariant($", line {place.Line}, column {place.Column}"))
            + $": {diagnostic["code"]}: {diagnostic["message"]}").FirstOrDefault();

    // An exception as text: its type and message, then the frames; the outermost of a cell is that of this one.
    private static string Describe(string text, string code)
    {
        string message = _trace.Split(text)[0].ReplaceLineEndings(" ").Trim();
        Match placed = _placed.Match(message);
        Match? line = placed.Success ? placed : _frame.Matches(text).LastOrDefault();
        string place = line is not null && Commands(code) is int commands
            ? Invariant($", line {commands + int.Parse(line.Groups["line"].ValueSpan, CultureInfo.InvariantCulture)}")
            : "";
        return $"{place}: {(placed.Success ? placed.Groups["rest"].Value : message)}";
    }

    // Before it runs a cell, the kernel takes the lines of commands such as #!csharp off. Where there is nothing else,
    // the lines of an error are those of a file that the cell imports, and not its own: then it is null.
    private static int? Commands(string code)
    {
        string[] lines = code.Split('\n');
        int commands = lines.TakeWhile(line => line.StartsWith("#!", StringComparison.Ordinal)).Count();
        return commands == lines.Length ? null : commands;
    }

    private async Task<string> DescribeDeathAsync()
    {
        // A process that the cell started may hold the stream open.
        await Task.WhenAny(_errors, Task.Delay(TimeSpan.FromSeconds(5)));
        string text = _errors.IsCompletedSuccessfully ? _errors.Result.Trim() : "";
        return text.Contains("Stack overflow", StringComparison.Ordinal)
                ? ": stack overflow: the cell recursed without end and ended the notebook's process"
            : _unhandled.Match(text) is { Success: true } thrown
                ? $": {thrown.Value.Trim()} (on a thread of its own, which ended the notebook's process)"
            : Invariant($": the cell ended the notebook's process (exit code {_process.ExitCode})");
    }
}
