using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Mathematics;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Ram.Notebooks.Site;

/// <summary>Markdown as notebooks use it.</summary>
internal static class MarkdownText
{
    public static readonly MarkdownPipeline Pipeline = MakePipeline();

    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    /// <summary>A block's Markdown.</summary>
    public static string Slice(string markdown, Block block) => markdown[block.Span.Start..(block.Span.End + 1)];

    /// <summary>The words of a block, without marks.</summary>
    public static string Plain(string markdown, LeafBlock block) =>
        block.Inline is null ? Slice(markdown, block) : string.Concat(block.Inline.Descendants().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            MathInline math => math.Content.ToString(),
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            LineBreakInline => " ",
            _ => "",
        })).Trim();

    private static MarkdownPipeline MakePipeline()
    {
        MarkdownPipelineBuilder builder = new MarkdownPipelineBuilder()
            .UsePreciseSourceLocation()
            .UsePipeTables()
            .UseEmphasisExtras()
            .UseTaskLists()
            .UseFootnotes()
            .UseAutoLinks()
            .UseMathematics()
            .UseAutoIdentifiers(AutoIdentifierOptions.GitHub);
        builder.BlockParsers.Insert(0, new MathParagraphParser());
        return builder.Build();
    }
}
