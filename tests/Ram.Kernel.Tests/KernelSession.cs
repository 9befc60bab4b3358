using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ram.Tests;

namespace Ram.Kernel.Tests;

/// <summary>The real kernel in a process of its own, driven as the extension of VS Code does it.</summary>
internal sealed class KernelSession : IDisposable
{
    // A session that is started by the settings builds first.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly List<JsonObject> _others = [];
    private int _tokens;

    /// <summary>Starts it in a folder and waits until it is ready.</summary>
    public KernelSession(string folder) : this([Dotnet, Library(), "stdio", "--working-dir", folder], folder)
    {
    }

    private KernelSession(string[] command, string folder)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Errors.Add(line.Data ?? "");
        _process.BeginErrorReadLine();
        WaitFor("KernelReady");
    }

    /// <summary>A session where the notebooks lie.</summary>
    public static KernelSession AmongNotebooks() => new(ProjectFolder.PathOf("notebooks"));

    /// <summary>A session that is started as the extension of VS Code starts it for a notebook in the folder.</summary>
    public static KernelSession ByTheSettings(string folder)
    {
        var comments = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        string settings = File.ReadAllText(ProjectFolder.PathOf(".vscode", "settings.json"));
        JsonArray command = JsonNode.Parse(settings, null, comments)!["dotnet-interactive.kernelTransportArgs"]!.AsArray();
        return new KernelSession([.. command.Select(part => (string)part!).Select(part => part
            .Replace("{dotnet_path}", Dotnet, StringComparison.Ordinal)
            .Replace("{working_dir}", folder, StringComparison.Ordinal))], folder);
    }

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The lines on standard error.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Sends a command without waiting for it.</summary>
    /// <returns>Its token.</returns>
    public string Send(string type, JsonObject content)
    {
        string token = FormattableString.Invariant($"test-{++_tokens}");
        SendLine(new JsonObject { ["commandType"] = type, ["command"] = content, ["token"] = token, ["routingSlip"] = new JsonArray() }.ToJsonString());
        return token;
    }

    /// <summary>Sends code without waiting for its end.</summary>
    public string Submit(string code) => Send("SubmitCode", new JsonObject { ["code"] = code, ["targetKernelName"] = "csharp" });

    /// <summary>Sends a line as it is.</summary>
    public void SendLine(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
    }

    /// <summary>Runs a cell to its end.</summary>
    public Cell Run(string code) => Finish(Submit(code));

    /// <summary>Runs a cell that must succeed.</summary>
    public Cell Pass(string code)
    {
        Cell cell = Run(code);
        Assert.True(cell.Failure is null, cell.Failure);
        return cell;
    }

    /// <summary>Waits for the end of a command. What other commands say meanwhile is kept for them.</summary>
    public Cell Finish(string token)
    {
        List<JsonObject> events = [.. _others.Where(IsOfCommand)];
        _others.RemoveAll(IsOfCommand);
        while (events.Count == 0 || !IsEnd(events[^1]))
        {
            JsonObject next = Next();
            (IsOfCommand(next) ? events : _others).Add(next);
        }
        string? failure = (string?)events[^1]["eventType"] == "CommandFailed" ? (string?)events[^1]["event"]!["message"] : null;
        return new Cell(events, failure);

        // The commands that a cell consists of have its token with a number behind it.
        bool IsOfCommand(JsonObject said) => (string?)said["command"]?["token"] is string own
            && (own == token || own.StartsWith($"{token}.", StringComparison.Ordinal));

        bool IsEnd(JsonObject said) => (string?)said["command"]?["token"] == token
            && (string?)said["eventType"] is ("CommandSucceeded" or "CommandFailed");
    }

    /// <summary>Waits for the next event of a type.</summary>
    public JsonObject WaitFor(string type)
    {
        JsonObject next = Next();
        while ((string?)next["eventType"] != type)
            next = Next();
        return next;
    }

    /// <summary>Closes standard input and waits for the process to end.</summary>
    public int End()
    {
        _process.StandardInput.Close();
        Assert.True(_process.WaitForExit(_patience), "The kernel outlives its standard input.");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string Library()
    {
        string library = ProjectFolder.PathOf("src", "Ram.Kernel", "bin", "Release", "net10.0", "Ram.Kernel.dll");
        Assert.True(File.Exists(library), $"{library} is missing; the notebooks need -c Release.");
        return library;
    }

    // Whatever is no JSON object does not belong on standard output.
    private JsonObject Next()
    {
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        Assert.True(line.Wait(_patience), "The kernel says nothing more.");
        Assert.True(line.Result is not null, $"The kernel ended: {string.Join('\n', Errors)}");
        return JsonNode.Parse(line.Result!)!.AsObject();
    }
}

/// <summary>What a cell did: its events, and why it failed or null.</summary>
internal sealed record Cell(IReadOnlyList<JsonObject> Events, string? Failure)
{
    /// <summary>What it printed.</summary>
    public string Printed => string.Concat(Of("StandardOutputValueProduced").Select(values => values["text/plain"]));

    /// <summary>What it showed and returned, each in its forms.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Shown =>
        [.. Of("DisplayedValueProduced"), .. Of("ReturnValueProduced")];

    private IEnumerable<IReadOnlyDictionary<string, string>> Of(string type) => Events
        .Where(produced => (string?)produced["eventType"] == type)
        .Select(produced => produced["event"]!["formattedValues"]!.AsArray()
            .ToDictionary(value => (string)value!["mimeType"]!, value => (string)value!["value"]!));
}
