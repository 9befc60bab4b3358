using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ram.Cli.Notebooks;

/// <summary>What went wrong in a cell.</summary>
/// <param name="Message">What happened, in one line.</param>
/// <param name="Line">The line within the cell, from 1, where known.</param>
/// <param name="Column">The column, from 1, of a compile error.</param>
internal sealed record CellError(string Message, int? Line = null, int? Column = null)
{
    /// <summary>Line and column, as far as they are known.</summary>
    public string Place => (Line is int line ? Invariant($", line {line}") : "")
        + (Column is int column ? Invariant($", column {column}") : "");
}

/// <summary>
/// A notebook's kernel in a process of its own, driven as VS Code does it: commands and events, one JSON object a
/// line. Killed with all its descendants when disposed of.
/// </summary>
internal sealed class KernelProcess : IAsyncDisposable
{
    private static readonly Regex _trace = new(@"\r?\n\s+(?:at|--->) ");
    private static readonly Regex _frame = new(@"<<Initialize>>[^\n]* in [^\n]*cell:line (?<line>\d+)");
    private static readonly Regex _placed = new(@"^\((?<line>\d+),\d+\): error: (?<rest>.*)");
    private static readonly Regex _unhandled = new(@"^Unhandled exception[^\n]*", RegexOptions.Multiline);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private int _commands;

    /// <param name="library">Ram.Kernel.dll.</param>
    /// <param name="folder">The notebook's folder, where its cells run.</param>
    /// <param name="budget">What <c>RAM_BUDGET</c> tells them.</param>
    public KernelProcess(string library, string folder, string budget)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        _process = Process.Start(new ProcessStartInfo(Dotnet.Host, [library, "stdio", "--working-dir", folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            Environment = { ["RAM_BUDGET"] = budget },
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs one cell. A cell that takes too long, or ends its process, has failed.</summary>
    /// <returns>What went wrong, or null.</returns>
    public async Task<CellError?> RunAsync(
        string code, CellOutputs outputs, TimeSpan timeout, CancellationToken cancellation)
    {
        Task<CellError?> reply = AskAsync(code, outputs);
        Task exit = _process.WaitForExitAsync(cancellation);
        try
        {
            TimeSpan left = timeout > TimeSpan.Zero ? timeout : TimeSpan.FromTicks(1);
            await Task.WhenAny(reply, exit).WaitAsync(left, cancellation);
            cancellation.ThrowIfCancellationRequested();
            // What the kernel wrote before its end may still be in the pipe.
            CellError? error = await reply.WaitAsync(TimeSpan.FromSeconds(2), cancellation);
            return error is null ? null : InCell(error, code);
        }
        catch (TimeoutException) when (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            return new CellError(Invariant($"the cell took longer than {timeout.TotalSeconds:0.###} s and was stopped"));
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
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<CellError?> AskAsync(string code, CellOutputs outputs)
    {
        string token = Invariant($"cell-{++_commands}");
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(
            new { commandType = "SubmitCode", command = new { code }, token, routingSlip = Array.Empty<string>() }));
        await _process.StandardInput.FlushAsync();
        CellError? compileError = null;
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
                case "DiagnosticsProduced": compileError ??= FirstError(content); break;
                case "CommandFailed" when isEnd: return compileError ?? Describe((string?)content["message"] ?? "");
                case "CommandSucceeded" when isEnd: return null;
            }
        }
        throw new EndOfStreamException();
    }

    // Before it runs a cell, the kernel takes commands such as #!csharp off; lines of a file that a cell imports are not its own.
    private static CellError InCell(CellError error, string code)
    {
        string[] lines = code.Split('\n');
        int commands = lines.TakeWhile(line => line.StartsWith("#!", StringComparison.Ordinal)).Count();
        return commands == lines.Length ? new CellError(error.Message)
            : error.Column is null ? error with { Line = error.Line + commands }
            : error;
    }

    private static Dictionary<string, string> Bundle(JsonObject content) => content["formattedValues"]!.AsArray()
        .ToDictionary(value => (string)value!["mimeType"]!, value => (string?)value!["value"] ?? "");

    private static CellError? FirstError(JsonObject content) => content["diagnostics"]!.AsArray().OfType<JsonNode>()
        .Where(diagnostic => (string?)diagnostic["severity"] == "error")
        .Select(diagnostic => (Text: $"{diagnostic["code"]}: {diagnostic["message"]}",
            Start: diagnostic["linePositionSpan"]!["start"]!))
        .Select(error => new CellError(error.Text, (int)error.Start["line"]! + 1, (int)error.Start["character"]! + 1))
        .OrderBy(error => error.Line).ThenBy(error => error.Column)
        .FirstOrDefault();

    // An exception as text: its type and message, then the frames; the outermost of a cell is that of this one.
    private static CellError Describe(string text)
    {
        string message = _trace.Split(text)[0].ReplaceLineEndings(" ").Trim();
        return _placed.Match(message) is { Success: true } placed
            ? new CellError(placed.Groups["rest"].Value, Line(placed))
            : new CellError(message, _frame.Matches(text) is [.., Match frame] ? Line(frame) : null);

        static int Line(Match match) => int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture);
    }

    private async Task<CellError> DescribeDeathAsync()
    {
        // A process that the cell started may hold the stream open.
        await Task.WhenAny(_errors, Task.Delay(TimeSpan.FromSeconds(5)));
        string text = _errors.IsCompletedSuccessfully ? _errors.Result.Trim() : "";
        return new CellError(
            text.Contains("Stack overflow", StringComparison.Ordinal)
                ? "stack overflow: the cell recursed without end and ended the notebook's process"
            : _unhandled.Match(text) is { Success: true } thrown
                ? $"{thrown.Value.Trim()} (on a thread of its own, which ended the notebook's process)"
            : Invariant($"the cell ended the notebook's process (exit code {_process.ExitCode})"));
    }
}
