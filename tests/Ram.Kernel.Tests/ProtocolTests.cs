using System.Text.Json.Nodes;

namespace Ram.Kernel.Tests;

/// <summary>Commands come in and events go out, and nothing else does.</summary>
public sealed class ProtocolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ram-kernel-");
    private readonly KernelSession _session;

    public ProtocolTests() => _session = new KernelSession(_folder.FullName);

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_cell_prints_shows_and_returns()
    {
        Cell cell = _session.Pass("var x = 41;\nConsole.WriteLine(\"one\");\nConsole.Error.WriteLine(\"two\");\ndisplay(\"three\");\nx + 1");
        Assert.Equal("one\n", cell.Printed);
        Assert.Equal(["three", "42"], cell.Shown.Select(forms => forms["text/plain"]));
        Assert.Equal("42", _session.Pass("x + 1").Shown[0]["text/plain"]);
    }

    [Fact]
    public void Nothing_but_the_protocol_reaches_standard_output()
    {
        Cell cell = _session.Pass("""
            var raw = Console.OpenStandardOutput();
            raw.Write(Encoding.UTF8.GetBytes("written past the console\n"));
            System.Diagnostics.Process.Start("dotnet", "--version").WaitForExit();
            new System.Threading.Thread(() => Console.WriteLine("from a thread")).Start();
            Console.In.ReadToEnd() + Console.OpenStandardInput().Read(new byte[1], 0, 1)
            """);
        // The session asserts that each line is an event; and the commands are still the kernel's.
        Assert.Equal("0", cell.Shown[0]["text/plain"]);
        Assert.Equal("2", _session.Pass("1 + 1").Shown[0]["text/plain"]);
    }

    [Fact]
    public void A_line_that_is_no_command_is_skipped()
    {
        _session.SendLine("{ no command");
        _session.SendLine("");
        Assert.Equal("2", _session.Pass("1 + 1").Shown[0]["text/plain"]);
        Assert.Contains(_session.Errors, line => line.Contains("no command", StringComparison.Ordinal));
    }

    [Fact]
    public void It_ends_with_its_standard_input_or_by_quit()
    {
        Assert.Equal(0, _session.End());
        using var another = new KernelSession(_folder.FullName);
        another.Submit("while (true) ;");
        another.WaitFor("CompleteCodeSubmissionReceived");
        Assert.Equal(0, another.End());
        using var third = new KernelSession(_folder.FullName);
        third.Send("Quit", []);
        Assert.Equal(0, third.End());
    }

    [Fact]
    public void A_missing_library_is_one_clear_error()
    {
        Cell cell = _session.Run("using System.Text;\n#r \"library/None.dll\"\nusing None;\nNone.Thing.Do()");
        Assert.StartsWith("(2,1): error: #r \"library/None.dll\" names no file: ", cell.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', cell.Failure!);
        Assert.Equal("2", _session.Pass("#r \"System.Net.Http.dll\"\n1 + 1").Shown[0]["text/plain"]);
    }

    [Fact]
    public void Errors_name_their_line()
    {
        Cell cell = _session.Run("var a = 1;\nvar b = a + nothing;");
        JsonNode diagnostic = cell.Events.Last(produced => (string?)produced["eventType"] == "DiagnosticsProduced")["event"]!["diagnostics"]![0]!;
        Assert.Equal(1, (int)diagnostic["linePositionSpan"]!["start"]!["line"]!);
        Assert.Contains("CS0103", cell.Failure, StringComparison.Ordinal);
        Assert.Contains("cell:line 3", _session.Run("int zero = 0;\n\nvar c = 1 / zero;").Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void An_imported_file_runs_in_the_same_session()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "part.dib"), "#!csharp\nint Twice(int n) => 2 * n;\n#!csharp\nvar eight = Twice(4);");
        _session.Pass("#!import \"part.dib\"");
        Assert.Equal("8", _session.Pass("eight").Shown[0]["text/plain"]);
    }
}
