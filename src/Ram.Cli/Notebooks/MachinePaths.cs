using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ram.Cli.Notebooks;

/// <summary>Takes the paths of this machine out of outputs: what lies in the project becomes relative to its root,
/// and the home folder becomes <c>~</c>.</summary>
internal sealed class MachinePaths
{
    private readonly List<(Regex Pattern, string Replacement)> _rules = [];

    public MachinePaths(string folder)
    {
        Add(ProjectRoot(folder), "");
        Add(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "~/");
    }

    public string Hide(string text)
    {
        foreach ((Regex pattern, string replacement) in _rules)
            text = pattern.Replace(text, match => match.Groups["inside"].Success ? replacement : replacement + ".");
        return text;
    }

    /// <summary>Does it to all text of nbformat outputs.</summary>
    public void Hide(JsonArray outputs)
    {
        foreach (JsonObject output in outputs.OfType<JsonObject>())
        {
            if (output["text"] is JsonArray lines)
                HideLines(lines);
            foreach (JsonArray bundle in (output["data"] as JsonObject ?? []).Select(entry => entry.Value).OfType<JsonArray>())
                HideLines(bundle);
        }
    }

    private void HideLines(JsonArray lines)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i]!.GetValue<string>();
            string hidden = Hide(line);
            if (hidden != line)
                lines[i] = hidden;
        }
    }

    private void Add(string path, string replacement)
    {
        path = path.TrimEnd('/', '\\');
        if (path.Length > 1)
        {
            _rules.Add((new Regex(
                $@"(?<![\w.~-]){Regex.Escape(path)}(?:(?<inside>[/\\])|(?![\w.-]))", RegexOptions.CultureInvariant),
                replacement));
        }
    }

    private static string ProjectRoot(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Path.Exists(Path.Combine(at.FullName, ".git")) || at.EnumerateFiles("*.sln*").Any())
                return at.FullName;
        }
        return folder;
    }
}
