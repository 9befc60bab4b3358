using Markdig.Extensions.Tables;
using Markdig.Renderers;

namespace Ram.Notebooks.Site;

/// <summary>A table in a frame of its own, in which it scrolls if the page is narrow.</summary>
internal sealed class TableRenderer : HtmlTableRenderer
{
    protected override void Write(HtmlRenderer renderer, Table table)
    {
        renderer.Write("<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">");
        base.Write(renderer, table);
        renderer.WriteLine("</div>");
    }
}
