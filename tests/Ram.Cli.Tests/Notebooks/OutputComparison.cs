using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>
/// Compares the outputs of two runs of a notebook: what they printed, and every figure and table in each of its forms.
/// Numbers may differ by rounding, as they do between processors. Cells with the tag <c>machine</c> are left out: they
/// tell times, or what TorchSharp computed, whose sums differ from run to run and between processors.
/// </summary>
internal static partial class OutputComparison
{
    private const string MachineTag = "machine";

    // Differences that are themselves rounding, such as 1.2e-07, vary in all digits; all other numbers have few.
    private const double Absolute = 2e-6, Relative = 1e-4;

    /// <summary>The first difference, which names the cell; null if there is none.</summary>
    public static string? FirstDifference(CommittedNotebook kept, CommittedNotebook run)
    {
        foreach ((JsonNode before, JsonNode after) in kept.CodeCells.Zip(run.CodeCells))
        {
            if (before["metadata"]?["tags"] is JsonArray tags && tags.Any(tag => (string?)tag == MachineTag))
                continue;
            (string Form, string Text)[] old = [.. Forms(before)], now = [.. Forms(after)];
            if (!old.Select(output => output.Form).SequenceEqual(now.Select(output => output.Form)))
                return Describe(before, "outputs", string.Join(", ", old.Select(output => output.Form)),
                    string.Join(", ", now.Select(output => output.Form)));
            foreach ((var was, var isNow) in old.Zip(now))
                foreach ((string left, string right) in Lines(was.Text).Zip(Lines(isNow.Text)))
                    if (!AreSame(left, right))
                        return Describe(before, was.Form, left, right);
        }
        return null;
    }

    private static IEnumerable<(string Form, string Text)> Forms(JsonNode cell)
    {
        foreach (JsonNode? output in cell["outputs"]!.AsArray())
        {
            if (output!["text"] is JsonNode printed)
                yield return ((string)output["name"]!, CommittedNotebook.Text(printed));
            foreach ((string form, JsonNode? text) in output["data"] as JsonObject ?? [])
                yield return (form, CommittedNotebook.Text(text));
        }
    }

    // A chart of Plotly.NET has a new name in every run. A missing line differs from every other.
    private static IEnumerable<string> Lines(string text) =>
        [.. Identifier().Replace(text, "").Split('\n'), .. Enumerable.Repeat("(end)", 1)];

    private static bool AreSame(string left, string right)
    {
        if (left == right)
            return true;
        double[] before = Numbers(left), after = Numbers(right);
        return Number().Replace(left, "0") == Number().Replace(right, "0") && before.Length == after.Length
            && before.Zip(after).All(pair => Math.Abs(pair.First - pair.Second)
                <= Math.Max(Absolute, Relative * Math.Max(Math.Abs(pair.First), Math.Abs(pair.Second))));
    }

    private static double[] Numbers(string text) =>
        [.. Number().Matches(text).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    private static string Describe(JsonNode cell, string form, string before, string after) =>
        $"code cell {cell["execution_count"]}, {form}: \"{Short(before)}\" is now \"{Short(after)}\"";

    private static string Short(string text) => text.Length > 200 ? text[..200] + "…" : text;

    [GeneratedRegex(@"-?\d+(\.\d+)?(e[+-]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")]
    private static partial Regex Identifier();
}
