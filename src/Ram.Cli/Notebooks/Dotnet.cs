using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Ram.Cli.Notebooks;

/// <summary>Builds the kernel and all that the notebooks load, as VS Code does when it opens one of them.</summary>
internal static class Dotnet
{
    private const string Kernel = "src/Ram.Kernel";

    private static readonly Regex _generated = new(@"[/\\](bin|obj)[/\\]");
    private static readonly Regex _error = new(@"error [A-Z]+\d+: [^\r\n\[]*");

    /// <summary>The <c>dotnet</c> that runs this very process.</summary>
    public static string Host { get; } = FindHost();

    /// <summary>The kernel's library, built anew if a source is younger.</summary>
    public static string BuildKernel(Terminal terminal, CancellationToken cancellation)
    {
        string file = InputFile.Find(Path.Combine(Kernel, "Ram.Kernel.csproj")) ?? throw new RamException(
            $"Notebooks run on the project's kernel, and {Kernel} is not above {Environment.CurrentDirectory}; "
            + "start in the project's folder.");
        string root = Path.GetFullPath(Path.Combine(file, "..", "..", ".."));
        string output = Path.Combine(root, Kernel, "bin", "Release", "net10.0");
        if (!IsFresh(root, Path.Combine(output, "built")))
            terminal.During("building the kernel and what the notebooks load", () => Build(root, cancellation));
        return Path.Combine(output, "Ram.Kernel.dll");
    }

    // The build touches the file at its end.
    private static bool IsFresh(string root, string built) =>
        File.Exists(built) && Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs*", SearchOption.AllDirectories)
            .Where(file => !_generated.IsMatch(file[root.Length..]))
            .All(file => File.GetLastWriteTimeUtc(file) <= File.GetLastWriteTimeUtc(built));

    private static bool Build(string root, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "build", "-c", "Release", Kernel, "--nologo", "-v", "quiet", "--disable-build-servers", "-nodeReuse:false",
        ];
        using Process process = Process.Start(
            new ProcessStartInfo(Host, arguments) { WorkingDirectory = root, RedirectStandardOutput = true })!;
        using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? true : throw new RamException(
            $"The kernel cannot be built: {_error.Match(output).Value.Trim()} All that the compiler says: "
            + $"dotnet build -c Release {Kernel}");
    }

    // The runtime lies in <root>/shared/Microsoft.NETCore.App/<version>, the host in <root>.
    private static string FindHost()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string host = Path.GetFullPath(Path.Combine(typeof(object).Assembly.Location, "..", "..", "..", "..", name));
        return File.Exists(host) ? host : name;
    }
}
