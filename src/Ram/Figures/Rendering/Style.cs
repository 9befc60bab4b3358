namespace Ram.Figures.Rendering;

/// <summary>Sizes in pixels that all figures share.</summary>
internal static class Style
{
    public const double Margin = 16;
    public const double Gap = 20;
    public const double TitleSize = 16, TitleLine = 21;
    public const double PanelTitleSize = 13, PanelTitleLine = 17;
    public const double LabelSize = 12, LabelLine = 18;
    public const double TickSize = 12;
    public const double CaptionSize = 12, CaptionLine = 16;
    public const double Swatch = 18;

    /// <summary>What a fallback font may be wider than the widths that we know.</summary>
    public const double WidthMargin = 1.1;
}
