namespace Ram.Notebooks.Formatting;

/// <summary>Text that is HTML already.</summary>
internal sealed record HtmlText(string Content)
{
    public override string ToString() => Content;
}
