using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Ram.Notebooks.Mathematics;

namespace Ram.Notebooks.Site;

/// <summary>Mathematics within a line.</summary>
internal sealed class MathInlineRenderer(Action<string> report) : HtmlObjectRenderer<MathInline>
{
    protected override void Write(HtmlRenderer renderer, MathInline math)
    {
        var display = math.DelimiterCount == 2;
        MathBlockRenderer.Write(renderer, math.Content.ToString(), display, "span", report);
    }
}

/// <summary>Mathematics on lines of its own.</summary>
internal sealed class MathBlockRenderer(Action<string> report) : HtmlObjectRenderer<MathBlock>
{
    protected override void Write(HtmlRenderer renderer, MathBlock math)
    {
        Write(renderer, math.Lines.ToString(), display: true, "div", report);
        renderer.WriteLine();
    }

    public static void Write(HtmlRenderer renderer, string latex, bool display, string element, Action<string> report)
    {
        var result = LatexToMathML.Translate(latex, display);
        foreach (var problem in result.Problems)
            report($"mathematics: {problem} in ${latex.Trim()}$".ReplaceLineEndings(" "));
        // A long formula scrolls in its own frame, which the keyboard must reach.
        renderer.Write(display
            ? $"<{element} class=\"math\" role=\"group\" aria-label=\"Formula\" tabindex=\"0\">{result.Markup}</{element}>"
            : result.Markup);
    }
}
