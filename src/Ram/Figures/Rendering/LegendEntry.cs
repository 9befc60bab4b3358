namespace Ram.Figures.Rendering;

/// <summary>A name in the legend, with its place from the panel's left and the legend's top.</summary>
internal readonly record struct LegendEntry(Mark Mark, string Color, double X, double Y);
