using Ram.Networks;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>A model's activations for rollouts side by side, stacked: <c>[glimpses x rollouts, width]</c>.</summary>
internal sealed class Workspace(RecurrentAttentionModel model, int rows)
{
    /// <summary>The glimpses of a rollout, T.</summary>
    public int Steps => model.Options.Glimpses;
    /// <summary>The rollouts side by side.</summary>
    public int Rows => rows;
    /// <summary>(x, y) in [-1, 1]. The first rows are the caller's; the policy fills the others.</summary>
    public Matrix Locations { get; } = new(model.Options.Glimpses * rows, 2);
    public Matrix Patches { get; } = new(model.Options.Glimpses * rows, model.Options.GlimpseSize);
    public GlimpseActivations Glimpses { get; } = new(model.Glimpse, model.Options.Glimpses * rows);
    public CoreActivations Core { get; } = new(model.Core, model.Options.Glimpses, rows);
    public Matrix Probabilities { get; } = new(model.Options.Glimpses * rows, model.Options.Classes);
    public Matrix Baselines { get; } = new(model.Options.Glimpses * rows, 1);

    /// <summary>The location network's outputs before their squashing, and the policy's means and samples.</summary>
    public Matrix Outputs { get; } = new((model.Options.Glimpses - 1) * rows, 2);
    public Matrix Means { get; } = new((model.Options.Glimpses - 1) * rows, 2);
    public Matrix Samples { get; } = new((model.Options.Glimpses - 1) * rows, 2);

    /// <summary>Standard normals that the caller draws; zero for a deterministic rollout.</summary>
    public Matrix Noise { get; } = new((model.Options.Glimpses - 1) * rows, 2);

    /// <summary>The rows of one step.</summary>
    public Matrix At(Matrix stacked, int step) => stacked.Slice(step * Rows, Rows);

    /// <summary>The rows of the last step.</summary>
    public Matrix Last(Matrix stacked) => At(stacked, Steps - 1);

    /// <summary>
    /// Draws a stochastic rollout for each row, numbered within its update from the first on: the first location,
    /// within <paramref name="firstSpread"/> of the centre in x and y, and the policy's noise.
    /// </summary>
    public void DrawRandomness(ulong seed, long step, int firstRollout, double firstSpread = 1)
    {
        for (int row = 0; row < Rows; row++)
        {
            var first = new RandomStream(seed, StreamPurpose.FirstLocation, step, firstRollout + row);
            DrawLocation(ref first, row, firstSpread);
            DrawNoise(new RandomStream(seed, StreamPurpose.Location, step, firstRollout + row), row);
        }
    }

    /// <summary>Draws first location and noise of one row from the same stream.</summary>
    public void DrawRollout(RandomStream stream, int row, double firstSpread)
    {
        DrawLocation(ref stream, row, firstSpread);
        DrawNoise(stream, row);
    }

    /// <summary>Draws every location uniformly, for rollouts in which nothing is decided.</summary>
    public void DrawLocations(
        ulong seed, long step, int firstRollout, StreamPurpose purpose = StreamPurpose.FirstLocation)
    {
        for (int row = 0; row < Rows; row++)
        {
            var stream = new RandomStream(seed, purpose, step, firstRollout + row);
            for (int glimpse = 0; glimpse < Steps; glimpse++)
                DrawLocation(ref stream, glimpse * Rows + row);
        }
    }

    /// <summary>Draws the policy's noise of one row.</summary>
    public void DrawNoise(RandomStream stream, int row)
    {
        for (int step = 0; step < Steps - 1; step++)
        {
            (double x, double y) = stream.NextNormals();
            (Noise[step * Rows + row, 0], Noise[step * Rows + row, 1]) = ((float)x, (float)y);
        }
    }

    private void DrawLocation(ref RandomStream stream, int at, double spread = 1)
    {
        Locations[at, 0] = (float)stream.NextDouble(-spread, spread);
        Locations[at, 1] = (float)stream.NextDouble(-spread, spread);
    }
}

/// <summary>The gradients of a workspace's activations, of the same shapes, allocated once.</summary>
internal sealed class GradientWorkspace(RecurrentAttentionModel model, int rows)
{
    public GlimpseActivations Glimpses { get; } = new(model.Glimpse, model.Options.Glimpses * rows);
    public CoreActivations Core { get; } = new(model.Core, model.Options.Glimpses, rows);
    public Matrix Logits { get; } = new(model.Options.Glimpses * rows, model.Options.Classes);
    public Matrix Means { get; } = new((model.Options.Glimpses - 1) * rows, 2);
    public Matrix Baselines { get; } = new((model.Options.Glimpses - 1) * rows, 1);

    /// <summary>R of each rollout.</summary>
    public float[] Returns { get; } = new float[rows];
    /// <summary>A_t of each decision, <c>[decisions x rollouts]</c>.</summary>
    public float[] Advantages { get; } = new float[(model.Options.Glimpses - 1) * rows];
}
