using System.Xml.Linq;

namespace Ram.Notebooks.Mathematics;

/// <summary>What <c>\begin{…}</c> builds: a table with fences and a way to align its columns.</summary>
/// <param name="Open">The fence on its left, or nothing.</param>
/// <param name="Close">The fence on its right, or nothing.</param>
/// <param name="Columns">The alignment of the columns (l, c, r), repeated to the right.</param>
/// <param name="Joined">Whether columns meet without a gap and rows are set as displayed mathematics.</param>
internal sealed record LatexEnvironment(string Open, string Close, string Columns, bool Joined)
{
    public static readonly LatexEnvironment Plain = new("", "", "c", false);

    /// <summary>The environment of that name, or null.</summary>
    public static LatexEnvironment? Find(string name, string columns) => name switch
    {
        "matrix" or "smallmatrix" => Plain,
        "pmatrix" => new("(", ")", "c", false),
        "bmatrix" => new("[", "]", "c", false),
        "Bmatrix" => new("{", "}", "c", false),
        "vmatrix" => new("|", "|", "c", false),
        "Vmatrix" => new("‖", "‖", "c", false),
        "cases" => new("{", "", "l", false),
        "array" => new("", "", Alignments(columns), false),
        "aligned" or "align" or "align*" or "alignedat" or "split" or "eqnarray" or "eqnarray*" => new("", "", "rl", true),
        "gathered" or "gather" or "gather*" or "equation" or "equation*" or "multline" => new("", "", "c", true),
        _ => null,
    };

    public XElement Build(List<List<XElement>> rows)
    {
        var table = Element("mtable",
            Joined ? new XAttribute("displaystyle", "true") : null,
            rows.Select(row => Element("mtr", row.Select((cell, column) => Element("mtd", Style(column), cell)))));
        if (Open.Length + Close.Length == 0)
            return table;
        return Element("mrow", Fence(Open), table, Fence(Close));
    }

    // CSS, because browsers do not read columnalign.
    private XAttribute Style(int column)
    {
        var align = Columns[column % Columns.Length] switch { 'l' => "left", 'r' => "right", _ => "center" };
        var padding = Joined ? ";padding:0.25em 0 0.25em " + (column > 0 && column % 2 == 0 ? "2em" : "0") : "";
        return new XAttribute("style", $"text-align:{align}{padding}");
    }

    private static string Alignments(string columns)
    {
        var letters = string.Concat(columns.Where(c => c is 'l' or 'c' or 'r'));
        return letters.Length > 0 ? letters : "c";
    }

    private static XElement? Fence(string text) => text.Length == 0 ? null
        : Element("mo", new XAttribute("fence", "true"), new XAttribute("stretchy", "true"), text);

    private static XElement Element(string name, params object?[] content) => new(LatexToMathML.Namespace + name, content);
}
