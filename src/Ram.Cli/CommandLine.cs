using System.Text.RegularExpressions;

namespace Ram.Cli;

/// <summary>Commands that the user can copy.</summary>
internal static partial class CommandLine
{
    private const string Project = "src/Ram.Cli";

    /// <summary>What starts the program from the current folder, up to its arguments.</summary>
    public static string Prefix { get; } = Directory.Exists(Project)
        ? $"dotnet run -c Release --project {Project} --"
        : Quote(Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? "dotnet " + typeof(CommandLine).Assembly.Location
            : Environment.ProcessPath ?? "ram");

    /// <summary>The whole command for some arguments.</summary>
    public static string Of(IEnumerable<string> arguments) => $"{Prefix} {Join(arguments)}";

    /// <summary>Arguments as a shell takes them.</summary>
    public static string Join(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote));

    private static string Quote(string argument) =>
        Plain().IsMatch(argument) ? argument : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[\w./:=,+@%\\-]+\z")]
    private static partial Regex Plain();
}
