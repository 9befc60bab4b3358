using System.Text.RegularExpressions;

namespace Ram.Cli;

/// <summary>Commands that the user can copy.</summary>
internal static class CommandLine
{
    private static readonly Regex _plain = new(@"^[\w./:=,+@%\\-]+\z");

    private const string Project = "src/Ram.Cli", DotnetRun = $"dotnet run -c Release --project {Project}";

    public static string Of(IEnumerable<string> arguments) => Of(Join(arguments));

    /// <summary>The whole command for arguments that are written as a shell takes them.</summary>
    public static string Of(string arguments) =>
        !Directory.Exists(Project) ? $"{Program} {arguments}".TrimEnd()
        : arguments.Length == 0 ? DotnetRun
        : $"{DotnetRun} -- {arguments}";

    /// <summary>This very program, which needs no build first, as <c>dotnet run</c> does.</summary>
    public static string Program => Join(Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [Environment.ProcessPath!, Path.GetFullPath(Environment.GetCommandLineArgs()[0])]
        : [Environment.ProcessPath ?? "ram"]);

    /// <summary>Arguments as a shell takes them.</summary>
    public static string Join(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote));

    private static string Quote(string argument) =>
        _plain.IsMatch(argument) ? argument : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
