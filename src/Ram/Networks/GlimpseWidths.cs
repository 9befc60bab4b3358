namespace Ram.Networks;

/// <summary>The widths of a glimpse network's layers.</summary>
/// <param name="What">The units that see the patches, h_g.</param>
/// <param name="Where">The units that see the location, h_l.</param>
/// <param name="Glimpse">The units of the glimpse vector, g.</param>
public readonly record struct GlimpseWidths(int What, int Where, int Glimpse)
{
    /// <summary>The paper's: 128, 128 and 256.</summary>
    public static GlimpseWidths Paper => new(128, 128, 256);
}
