using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ram.Notebooks.Documents;

namespace Ram.Notebooks.Site;

/// <summary>Renders what a cell left: each output in the richest form that a page can show.</summary>
internal sealed partial class OutputRenderer(MarkdownCell markdown, Action<string> report)
{
    private static readonly string[] _preference =
        ["text/html", "image/svg+xml", "image/png", "image/jpeg", "image/gif", "text/markdown", "text/latex", "text/plain"];

    private int _figures;

    public string Render(NotebookCell cell)
    {
        var html = new StringBuilder();
        foreach (var output in cell.Outputs)
            html.Append(Render(output, cell));
        return html.ToString();
    }

    private string Render(JsonObject output, NotebookCell cell) => (string?)output["output_type"] switch
    {
        "stream" => Text((string?)output["name"] == "stderr" ? "stream error" : "stream", MultilineText.Read(output["text"])),
        "error" => Text("stream error", Error(output)),
        "display_data" or "execute_result" => Bundle(output["data"] as JsonObject ?? [], cell),
        var type => Skip($"cell {cell.Number} has an output of the unknown type \"{type}\""),
    };

    private string Bundle(JsonObject data, NotebookCell cell)
    {
        var type = _preference.FirstOrDefault(data.ContainsKey);
        if (type is null)
            return Skip($"cell {cell.Number} has an output in none of the types that a page can show");
        var text = MultilineText.Read(data[type]) ?? "";
        var label = Label(MultilineText.Read(data["text/plain"]), cell);
        return type switch
        {
            "text/html" => $"<div class=\"output html\">{text}</div>\n",
            "image/svg+xml" => Figure(SvgMarkup.Render(text, label, $"f{++_figures}-")),
            "text/markdown" => $"<div class=\"output\">{markdown.Render(text)}</div>\n",
            "text/latex" => $"<div class=\"output\">{markdown.Render("$$\n" + text.Trim().Trim('$') + "\n$$")}</div>\n",
            "text/plain" => Text("stream", text),
            _ => Figure($"<img src=\"data:{type};base64,{text.ReplaceLineEndings("")}\" alt=\"{WebUtility.HtmlEncode(label)}\">"),
        };
    }

    private string Skip(string problem)
    {
        report(problem);
        return "";
    }

    private static string Label(string? plain, NotebookCell cell)
    {
        var line = plain?.ReplaceLineEndings(" ").Trim() ?? "";
        return line.Length > 0 ? line : FormattableString.Invariant($"Figure of cell {cell.Number}");
    }

    private static string Figure(string content) =>
        $"<div class=\"output figure\" role=\"group\" aria-label=\"Figure\" tabindex=\"0\">{content}</div>\n";

    private static string Text(string type, string? text)
    {
        text = Escapes().Replace(text ?? "", "").TrimEnd('\n');
        var label = type.EndsWith("error", StringComparison.Ordinal) ? "Error output" : "Output";
        return $"<pre class=\"output {type}\" role=\"group\" aria-label=\"{label}\" tabindex=\"0\">{WebUtility.HtmlEncode(text)}</pre>\n";
    }

    private static string Error(JsonObject output)
    {
        var trace = output["traceback"] is JsonArray lines ? string.Join("\n", lines.Select(line => MultilineText.Read(line))) : "";
        return trace.Length > 0 ? trace : $"{MultilineText.Read(output["ename"])}: {MultilineText.Read(output["evalue"])}";
    }

    // Colours of a terminal.
    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
