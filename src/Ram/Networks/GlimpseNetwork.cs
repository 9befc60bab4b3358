using Ram.Numerics;

namespace Ram.Networks;

/// <summary>
/// What and where in one vector (section 3, "glimpse sensor"): h_g = ReLU(Linear(rho)), h_l = ReLU(Linear(l)),
/// g = ReLU(Linear(h_g) + Linear(h_l)).
/// </summary>
/// <param name="Retina">From the retina's patches to h_g.</param>
/// <param name="Location">From the location to h_l.</param>
/// <param name="What">From h_g to g.</param>
/// <param name="Where">From h_l to g.</param>
public sealed record GlimpseNetwork(Linear Retina, Linear Location, Linear What, Linear Where)
{
    private readonly Matrix _bias = new(1, What.Outputs);

    internal GlimpseNetwork(List<Parameter> parameters, int glimpseSize, GlimpseWidths widths) : this(
        new Linear(parameters, "glimpse.retina", glimpseSize, widths.What),
        new Linear(parameters, "glimpse.location", 2, widths.Where),
        new Linear(parameters, "glimpse.what", widths.What, widths.Glimpse),
        new Linear(parameters, "glimpse.where", widths.Where, widths.Glimpse))
    { }

    /// <summary>The width of g.</summary>
    public int Width => What.Outputs;

    /// <summary>
    /// Computes h_g, h_l and g from the retina's patches, <c>[rows, glimpse size]</c>, and their locations, (x, y) in
    /// [-1, 1], <c>[rows, 2]</c>.
    /// </summary>
    public void Forward(Matrix patches, Matrix locations, GlimpseActivations activations)
    {
        Retina.Forward(patches, activations.What, relu: true);
        Location.Forward(locations, activations.Where, relu: true);
        What.Forward(activations.What, _bias, activations.Glimpse, relu: false);
        Where.Forward(activations.Where, activations.Glimpse, activations.Glimpse, relu: true);
    }

    /// <summary>
    /// The gradients of the weights, from the loss's gradient by g before its ReLU, <c>[rows, 256]</c>; the scratch
    /// memory is overwritten. The gradient by the location is not computed: it would see this where-path only and none
    /// of the change in the pixels, a biased gradient of where to look, which REINFORCE learns instead (section 3.2).
    /// </summary>
    public void Backward(
        Matrix patches, Matrix locations, GlimpseActivations activations,
        Matrix glimpseGradient, GlimpseActivations scratch, Gradients gradients)
    {
        What.WeightGradients(activations.What, glimpseGradient, gradients);
        Where.WeightGradients(activations.Where, glimpseGradient, gradients);
        What.Backward(glimpseGradient, scratch.What, relu: activations.What);
        Where.Backward(glimpseGradient, scratch.Where, relu: activations.Where);
        Retina.WeightGradients(patches, scratch.What, gradients);
        Location.WeightGradients(locations, scratch.Where, gradients);
    }

    internal void PackBias() => Linear.AddBiases(What, Where, _bias);
}

/// <summary>The widths of a glimpse network's h_g, h_l and g.</summary>
internal readonly record struct GlimpseWidths(int What, int Where, int Glimpse)
{
    /// <summary>The paper's.</summary>
    public static GlimpseWidths Paper => new(128, 128, 256);
}

/// <summary>What a glimpse network computes, the rows of all glimpses stacked: <c>[glimpses x rollouts, width]</c>.</summary>
/// <param name="What">h_g, what was seen, <c>[rows, 128]</c>.</param>
/// <param name="Where">h_l, where it was seen, <c>[rows, 128]</c>.</param>
/// <param name="Glimpse">g, both in one, <c>[rows, 256]</c>.</param>
public sealed record GlimpseActivations(Matrix What, Matrix Where, Matrix Glimpse)
{
    /// <summary>Memory for <paramref name="rows"/> glimpses of a network.</summary>
    public GlimpseActivations(GlimpseNetwork network, int rows)
        : this(new(rows, network.What.Inputs), new(rows, network.Where.Inputs), new(rows, network.Width)) { }

    /// <summary>Some of the rows, sharing the memory.</summary>
    public GlimpseActivations Slice(int start, int count) =>
        new(What.Slice(start, count), Where.Slice(start, count), Glimpse.Slice(start, count));
}
