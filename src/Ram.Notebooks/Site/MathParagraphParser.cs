using Markdig.Extensions.Mathematics;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Ram.Notebooks.Site;

/// <summary>A formula whose marks stand beside it, in one line, <c>$$a = b$$</c>, or over several, from
/// <c>$$\begin{aligned}</c> to <c>\end{aligned}$$</c>, as every front end takes it. Markdig wants the marks on lines of
/// their own, and takes anything else for a part of a paragraph.</summary>
internal sealed class MathParagraphParser : BlockParser
{
    private const string Mark = "$$";

    public MathParagraphParser() => OpeningCharacters = ['$'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.ToString();
        if (processor.IsCodeIndent || !line.StartsWith(Mark, StringComparison.Ordinal))
            return BlockState.None;
        var formula = line[Mark.Length..].TrimEnd();
        var end = formula.IndexOf(Mark, StringComparison.Ordinal);
        if (formula.Length == 0 || (end >= 0 && end + Mark.Length < formula.Length))
            return BlockState.None;
        processor.NewBlocks.Push(new MathBlock(this)
        {
            Column = processor.Column,
            Span = new SourceSpan(processor.Start, processor.Line.End),
        });
        processor.Line.Start += Mark.Length;
        return end < 0 ? BlockState.Continue : EndHere(processor);
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine)
            return BlockState.None;
        block.UpdateSpanEnd(processor.Line.End);
        return processor.Line.ToString().TrimEnd().EndsWith(Mark, StringComparison.Ordinal) ? EndHere(processor) : BlockState.Continue;
    }

    private static BlockState EndHere(BlockProcessor processor)
    {
        processor.Line.TrimEnd();
        processor.Line.End -= Mark.Length;
        return BlockState.Break;
    }
}
