using Ram.Networks;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>The gradients of a workspace's activations, of the same shapes, allocated once.</summary>
internal sealed class GradientWorkspace
{
    public GradientWorkspace(RecurrentAttentionModel model, int rows)
    {
        int steps = model.Options.Glimpses, decisions = steps - 1;
        Glimpses = new GlimpseActivations(model.Glimpse, steps * rows);
        Core = new CoreActivations(model.Core, steps, rows);
        Means = new Matrix(decisions * rows, 2);
        Logits = new Matrix(steps * rows, model.Options.Classes);
        Baselines = new Matrix(decisions * rows, 1);
        Returns = new float[rows];
        Advantages = new float[decisions * rows];
    }

    public GlimpseActivations Glimpses { get; }

    public CoreActivations Core { get; }

    public Matrix Means { get; }

    public Matrix Logits { get; }

    public Matrix Baselines { get; }

    /// <summary>R of each rollout.</summary>
    public float[] Returns { get; }

    /// <summary>R - b_t of each decision, <c>[decisions x rollouts]</c>.</summary>
    public float[] Advantages { get; }
}
