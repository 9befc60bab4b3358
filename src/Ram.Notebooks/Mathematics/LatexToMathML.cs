using System.Xml.Linq;

namespace Ram.Notebooks.Mathematics;

/// <summary>Mathematics as MathML, and what could not be translated.</summary>
/// <param name="Markup">A <c>math</c> element.</param>
/// <param name="Problems">Unknown commands and broken structure, one line each; empty if all is well.</param>
internal sealed record MathResult(string Markup, IReadOnlyList<string> Problems);

/// <summary>Translates the LaTeX that notebooks use into MathML, which browsers show without any script or network.
/// What it does not know is shown as it was written, and reported.</summary>
internal static class LatexToMathML
{
    public static readonly XNamespace Namespace = "http://www.w3.org/1998/Math/MathML";

    /// <param name="latex">The text between the dollars.</param>
    /// <param name="display">Whether it stands on a line of its own.</param>
    public static MathResult Translate(string latex, bool display)
    {
        var parser = new LatexParser(latex);
        var math = new XElement(Namespace + "math",
            display ? new XAttribute("display", "block") : null,
            new XAttribute("alttext", latex.Trim()),
            parser.ParseAll());
        return new MathResult(math.ToString(SaveOptions.DisableFormatting), parser.Problems);
    }
}
