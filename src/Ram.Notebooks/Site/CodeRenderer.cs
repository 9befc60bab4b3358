using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Ram.Notebooks.Site;

/// <summary>Code within Markdown: C# is coloured, anything else is plain.</summary>
internal sealed class CodeRenderer : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock block)
    {
        var code = block.Lines.ToString();
        var language = (block as FencedCodeBlock)?.Info ?? "";
        renderer.Write("<pre class=\"code\" role=\"group\" aria-label=\"Code\" tabindex=\"0\"><code>");
        if (language.ToUpperInvariant() is "CSHARP" or "CS" or "C#")
            renderer.Write(CodeColours.ToHtml(code));
        else
            renderer.WriteEscape(code);
        renderer.Write("</code></pre>").WriteLine();
    }
}
