using System.Numerics.Tensors;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>Everything that happened while a model looked at one image: T glimpses, T - 1 location decisions.</summary>
public sealed class Rollout
{
    /// <summary>An empty rollout, to be filled.</summary>
    internal Rollout(RamOptions options)
    {
        int glimpses = options.Glimpses, decisions = glimpses - 1;
        Options = options;
        Locations = new Matrix(glimpses, 2);
        Patches = new Matrix(glimpses, options.GlimpseSize);
        Probabilities = new Matrix(glimpses, options.Classes);
        Baselines = new float[glimpses];
        Means = new Matrix(decisions, 2);
        Samples = new Matrix(decisions, 2);
        LogProbabilities = new float[decisions];
    }

    /// <summary>One row of a workspace.</summary>
    internal Rollout(RecurrentAttentionModel model, Workspace workspace, int row) : this(model.Options)
    {
        Matrix baselines = new(Baselines.Length, 1);
        foreach ((Matrix target, Matrix stacked) in new[]
        {
            (Locations, workspace.Locations), (Patches, workspace.Patches), (Probabilities, workspace.Probabilities),
            (baselines, workspace.Baselines), (Means, workspace.Means), (Samples, workspace.Samples),
        })
            for (int step = 0; step < target.Rows; step++)
                stacked.Row(step * workspace.Rows + row).CopyTo(target.Row(step));
        baselines.ToArray().CopyTo(Baselines, 0);
        for (int step = 0; step < LogProbabilities.Length; step++)
            LogProbabilities[step] = model.Policy.LogProbability(Means.Row(step), Samples.Row(step));
    }

    /// <summary>The options of the model that looked.</summary>
    public RamOptions Options { get; }

    /// <summary>Where each glimpse was, (x, y) in [-1, 1], <c>[glimpses, 2]</c>.</summary>
    public Matrix Locations { get; }

    /// <summary>What the retina gave at each glimpse, <c>[glimpses, patches x channels x size x size]</c>.</summary>
    public Matrix Patches { get; }

    /// <summary>The class probabilities after each glimpse, <c>[glimpses, classes]</c>.</summary>
    public Matrix Probabilities { get; }

    /// <summary>The return that the baseline network expects after each glimpse, <c>[glimpses]</c>.</summary>
    public float[] Baselines { get; }

    /// <summary>The means of the location policy in action units, <c>[glimpses - 1, 2]</c>.</summary>
    public Matrix Means { get; }

    /// <summary>The actions taken, unclamped, in action units, <c>[glimpses - 1, 2]</c>; the means if deterministic.</summary>
    public Matrix Samples { get; }

    /// <summary>log pi(sample | h_t), summed over x and y, <c>[glimpses - 1]</c>.</summary>
    public float[] LogProbabilities { get; }

    /// <summary>The most probable class after the last glimpse.</summary>
    public int Prediction => TensorPrimitives.IndexOfMax<float>(Probabilities.Row(Options.Glimpses - 1));
}
