using System.Text.RegularExpressions;

namespace Ram.Cli.Notebooks;

/// <summary>Takes the paths of this machine out of outputs: what lies in the project becomes relative to its root,
/// and the home folder becomes <c>~</c>.</summary>
internal sealed class MachinePaths(string folder)
{
    private readonly Regex _paths = new(
        $@"(?<![\w.~-])(?:{Pattern(ProjectRoot(folder))}|(?<home>{Pattern(Home)}))(?:(?<inside>[/\\])|(?![\w.-]))",
        RegexOptions.CultureInvariant);

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public string Hide(string text) => _paths.Replace(
        text, match => (match.Groups["home"].Success ? "~/" : "") + (match.Groups["inside"].Success ? "" : "."));

    // A root of the file system is everywhere: it is left alone.
    private static string Pattern(string path) =>
        path.TrimEnd('/', '\\') is { Length: > 1 } trimmed ? Regex.Escape(trimmed) : "(?!)";

    private static string ProjectRoot(string folder) =>
        (ExperimentFolders.FindAbove(".git", folder) ?? ExperimentFolders.FindAbove("Ram.sln", folder)) is string mark
            ? Path.GetDirectoryName(Path.GetFullPath(mark))! : folder;
}
