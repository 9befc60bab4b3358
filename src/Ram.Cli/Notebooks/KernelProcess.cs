using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static System.FormattableString;

namespace Ram.Cli.Notebooks;

/// <summary>What went wrong in a cell.</summary>
internal sealed record CellError(string Message, int? Line = null, int? Column = null, string Details = "");

/// <summary>
/// A notebook's kernel in a process of its own, driven as VS Code does it: commands and events, one JSON object a
/// line. Killed with all its descendants when disposed of.
/// </summary>
internal sealed partial class KernelProcess : IAsyncDisposable
{
    private const int KeptErrorCharacters = 16 << 10;

    private readonly Process _process;
    private readonly Task<string> _errors;
    private int _commands;

    /// <param name="library">Ram.Kernel.dll.</param>
    /// <param name="folder">The notebook's folder, where its cells run.</param>
    /// <param name="budget">What <c>RAM_BUDGET</c> tells them.</param>
    public KernelProcess(string library, string folder, string budget)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(Dotnet.Host, [library, "stdio", "--working-dir", folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            Environment = { ["RAM_BUDGET"] = budget },
        };
        _process = Process.Start(start)!;
        _errors = DrainAsync(_process.StandardError);
    }

    /// <summary>Runs one cell. A cell that takes too long, or ends its process, has failed.</summary>
    /// <returns>What went wrong, or null.</returns>
    public async Task<CellError?> RunAsync(string code, CellOutputs outputs, TimeSpan timeout, CancellationToken cancellation)
    {
        Task<Reply?> reply = AskAsync(code, outputs);
        Task exit = _process.WaitForExitAsync(cancellation);
        try
        {
            await Task.WhenAny(reply, exit).WaitAsync(timeout, cancellation);
            cancellation.ThrowIfCancellationRequested();
            // What the kernel wrote before its end may still be in the pipe.
            if (await reply.WaitAsync(TimeSpan.FromSeconds(2), cancellation) is Reply answer)
                return answer.Error is CellError error ? Place(error, code) : null;
        }
        catch (TimeoutException) when (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            return new CellError(Invariant($"the cell took longer than {timeout.TotalSeconds:0.###} s and was stopped"));
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
    }

    private async Task<Reply?> AskAsync(string code, CellOutputs outputs)
    {
        string token = Invariant($"cell-{++_commands}");
        var command = new JsonObject
        {
            ["commandType"] = "SubmitCode",
            ["command"] = new JsonObject { ["code"] = code },
            ["token"] = token,
            ["routingSlip"] = new JsonArray(),
        };
        try
        {
            await _process.StandardInput.WriteLineAsync(command.ToJsonString());
            await _process.StandardInput.FlushAsync();
            return await ListenAsync(token, outputs);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<Reply?> ListenAsync(string token, CellOutputs outputs)
    {
        CellError? compileError = null;
        while (await _process.StandardOutput.ReadLineAsync() is string line)
        {
            if (JsonNode.Parse(line) is not JsonObject message || message["event"] is not JsonObject content)
                continue;
            var id = (string?)content["valueId"];
            switch ((string?)message["eventType"])
            {
                case "StandardOutputValueProduced":
                    outputs.Write("stdout", Bundle(content)["text/plain"]);
                    break;
                case "StandardErrorValueProduced":
                    outputs.Write("stderr", Bundle(content)["text/plain"]);
                    break;
                case "DisplayedValueProduced":
                    outputs.Display(Bundle(content), id);
                    break;
                case "DisplayedValueUpdated":
                    outputs.Update(Bundle(content), id);
                    break;
                case "ReturnValueProduced":
                    outputs.Result(Bundle(content));
                    break;
                case "DiagnosticsProduced":
                    compileError ??= FirstError(content);
                    break;
                case "CommandFailed" when IsFor(token, message):
                    return new Reply(compileError ?? Describe((string?)content["message"] ?? ""));
                case "CommandSucceeded" when IsFor(token, message):
                    return new Reply(null);
            }
        }
        return null;
    }

    // Before it runs a cell, the kernel takes commands such as #!csharp off; lines of a file that a cell imports are not its own.
    private static CellError Place(CellError error, string code)
    {
        string[] lines = code.Split('\n');
        int commands = lines.TakeWhile(line => line.StartsWith("#!", StringComparison.Ordinal)).Count();
        return commands == lines.Length ? error with { Line = null, Column = null }
            : error.Column is null ? error with { Line = error.Line + commands }
            : error;
    }

    private static bool IsFor(string token, JsonObject message) => (string?)message["command"]?["token"] == token;

    private static Dictionary<string, string> Bundle(JsonObject content) => content["formattedValues"]!.AsArray()
        .ToDictionary(value => (string)value!["mimeType"]!, value => (string?)value!["value"] ?? "");

    private static CellError? FirstError(JsonObject content)
    {
        JsonNode[] errors = [.. content["diagnostics"]!.AsArray().OfType<JsonNode>()
            .Where(diagnostic => (string?)diagnostic["severity"] == "error").OrderBy(Line).ThenBy(Column)];
        return errors is [JsonNode first, ..]
            ? new CellError($"{first["code"]}: {first["message"]}", Line(first) + 1, Column(first) + 1,
                string.Join('\n', content["formattedDiagnostics"]!.AsArray().Select(value => (string?)value!["value"])))
            : null;

        static int Line(JsonNode diagnostic) => (int)diagnostic["linePositionSpan"]!["start"]!["line"]!;
        static int Column(JsonNode diagnostic) => (int)diagnostic["linePositionSpan"]!["start"]!["character"]!;
    }

    // An exception as text: its type and message, then the frames; the outermost of a cell is that of this one.
    private static CellError Describe(string text)
    {
        int end = Trace().Match(text) is { Success: true } trace ? trace.Index : text.Length;
        string message = text[..end].ReplaceLineEndings(" ").Trim();
        if (Placed().Match(message) is { Success: true } placed)
            return new CellError(placed.Groups["rest"].Value, Number(placed.Groups["line"]), null, text);
        return new CellError(message, Frame().Matches(text) is [.., Match frame] ? Number(frame.Groups["line"]) : null, null, text);

        static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);
    }

    private async Task<CellError> DescribeDeathAsync()
    {
        string text;
        try
        {
            text = (await _errors.WaitAsync(TimeSpan.FromSeconds(5))).Trim();
        }
        catch (TimeoutException)
        {
            text = "";
        }
        if (text.Contains("Stack overflow", StringComparison.Ordinal))
            return new CellError("stack overflow: the cell recursed without end and ended the notebook's process", Details: text);
        if (Unhandled().Match(text) is { Success: true } thrown)
            return new CellError($"{thrown.Value.Trim()} (on a thread of its own, which ended the notebook's process)", Details: text);
        return new CellError(Invariant($"the cell ended the notebook's process (exit code {_process.ExitCode})"), Details: text);
    }

    /// <summary>Reads to the end, so that the writer never blocks, and keeps the beginning.</summary>
    private static async Task<string> DrainAsync(StreamReader reader)
    {
        var kept = new StringBuilder();
        char[] buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is int count and > 0)
            kept.Append(buffer, 0, Math.Min(count, KeptErrorCharacters - kept.Length));
        return kept.ToString();
    }

    [GeneratedRegex(@"\r?\n\s+(at|--->) ")]
    private static partial Regex Trace();

    [GeneratedRegex(@"<<Initialize>>[^\n]* in [^\n]*cell:line (?<line>\d+)")]
    private static partial Regex Frame();

    [GeneratedRegex(@"^\((?<line>\d+),\d+\): error: (?<rest>.*)")]
    private static partial Regex Placed();

    [GeneratedRegex(@"^Unhandled exception[^\n]*", RegexOptions.Multiline)]
    private static partial Regex Unhandled();

    /// <summary>The end of a command: with an error, or without.</summary>
    private sealed record Reply(CellError? Error);
}
