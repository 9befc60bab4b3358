using Ram.Numerics;

namespace Ram.Networks;

/// <summary>What a glimpse network computes, the rows of all glimpses stacked: <c>[glimpses x rollouts, width]</c>.</summary>
public sealed class GlimpseActivations
{
    /// <summary>Memory for <paramref name="rows"/> glimpses of a network.</summary>
    public GlimpseActivations(GlimpseNetwork network, int rows)
    {
        ArgumentNullException.ThrowIfNull(network);
        What = new Matrix(rows, network.WhatWidth);
        Where = new Matrix(rows, network.WhereWidth);
        Glimpse = new Matrix(rows, network.Width);
    }

    private GlimpseActivations(Matrix what, Matrix where, Matrix glimpse) =>
        (What, Where, Glimpse) = (what, where, glimpse);

    /// <summary>h_g, what was seen, <c>[rows, 128]</c>.</summary>
    public Matrix What { get; }

    /// <summary>h_l, where it was seen, <c>[rows, 128]</c>.</summary>
    public Matrix Where { get; }

    /// <summary>g, both in one, <c>[rows, 256]</c>.</summary>
    public Matrix Glimpse { get; }

    /// <summary>Some of the rows, sharing the memory.</summary>
    public GlimpseActivations Slice(int start, int count) =>
        new(What.Slice(start, count), Where.Slice(start, count), Glimpse.Slice(start, count));
}
