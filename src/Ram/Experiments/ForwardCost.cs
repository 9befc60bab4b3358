using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Networks;

namespace Ram.Experiments;

/// <summary>The arithmetic of a model, counted in multiply-adds of its linear layers.</summary>
public static class ForwardCost
{
    /// <summary>
    /// The multiply-adds of one image's forward pass. Every glimpse counts whole: glimpse.retina, glimpse.location,
    /// glimpse.what, glimpse.where, core.input, core.hidden (at the first glimpse too), location (after the last too)
    /// and baseline. The action network counts where it is trained.
    /// </summary>
    /// <remarks>
    /// For 28x28 images, 8x8 patches and 6 glimpses it is 6 (64·128 + 2·128 + 128·256 + 128·256 + 256·256 + 256·256 +
    /// 256·2 + 256·1) + 256·10 = 1,237,504.
    /// </remarks>
    public static long MultiplyAdds(RamOptions options)
    {
        GlimpseWidths widths = GlimpseWidths.Paper;
        long hidden = options.Hidden, gates = (options.Core == CoreKind.Lstm ? 4 : 1) * hidden;
        long glimpse = (long)options.GlimpseSize * widths.What + 2L * widths.Where
            + (long)(widths.What + widths.Where) * widths.Glimpse;
        long core = (widths.Glimpse + hidden) * gates, heads = hidden * (2 + 1);
        int actions = options.ClassifyEveryGlimpse ? options.Glimpses : 1;
        return options.Glimpses * (glimpse + core + heads) + actions * hidden * options.Classes;
    }

    /// <summary>The same of a network without glimpses: windows x window² x filters, and connected layers.</summary>
    /// <remarks>The paper's convolutional network on 60x60: 121·100·8 + 968·256 + 256·10 = 347,168.</remarks>
    public static long MultiplyAdds(FeedForwardOptions options) =>
        (long)options.Filters * options.Windows * options.Window * options.Window
            + options.Dense.Sum(layer => (long)layer.Inputs * layer.Outputs);

    /// <summary>
    /// The million floating-point operations that training takes for one rollout of one image, to three decimals: a
    /// multiply-add is two, and forward, gradients by inputs and gradients by weights cost the same.
    /// </summary>
    public static double TrainingMegaflops(RamOptions options) => Math.Round(6e-6 * MultiplyAdds(options), 3);
}
