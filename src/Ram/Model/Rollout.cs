using System.Globalization;
using System.Numerics.Tensors;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>Everything that happened while a model looked at one image: T glimpses, T - 1 location decisions.</summary>
/// <param name="Options">The options of the model that looked.</param>
/// <param name="Locations">Where each glimpse was, (x, y) in [-1, 1], <c>[glimpses, 2]</c>.</param>
/// <param name="Patches">What the retina gave at each, <c>[glimpses, patches x channels x size x size]</c>.</param>
/// <param name="Probabilities">The class probabilities after each glimpse, <c>[glimpses, classes]</c>.</param>
/// <param name="Baselines">The return that the baseline network expects after each glimpse, <c>[glimpses]</c>.</param>
/// <param name="Means">The means of the location policy in action units, <c>[glimpses - 1, 2]</c>.</param>
/// <param name="Samples">The actions taken, unclamped, <c>[glimpses - 1, 2]</c>; the means if deterministic.</param>
/// <param name="LogProbabilities">log pi(sample | h_t), summed over x and y, <c>[glimpses - 1]</c>.</param>
public sealed record Rollout(
    RamOptions Options, Matrix Locations, Matrix Patches, Matrix Probabilities, float[] Baselines, Matrix Means,
    Matrix Samples, float[] LogProbabilities)
{
    /// <summary>The most probable class after the last glimpse.</summary>
    public int Prediction => TensorPrimitives.IndexOfMax<float>(Probabilities.Row(Options.Glimpses - 1));

    /// <summary>What the model calls its classes, as <see cref="TrainedOn"/> says; null if that is not known.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What a class is called: its name if the model has names, else its number.</summary>
    public string NameOf(int label) =>
        label < ClassNames?.Count ? ClassNames[label] : label.ToString(CultureInfo.InvariantCulture);

    /// <summary>One row of a workspace.</summary>
    internal static Rollout Of(RecurrentAttentionModel model, Workspace workspace, int row)
    {
        Matrix means = RowsOf(workspace.Means), samples = RowsOf(workspace.Samples);
        return new Rollout(
            model.Options, RowsOf(workspace.Locations), RowsOf(workspace.Patches), RowsOf(workspace.Probabilities),
            RowsOf(workspace.Baselines).ToArray(), means, samples,
            [.. Enumerable.Range(0, means.Rows).Select(
                step => model.Policy.LogProbability(means.Row(step), samples.Row(step)))])
        {
            ClassNames = model.TrainedOn?.Classes,
        };

        Matrix RowsOf(Matrix stacked)
        {
            var rows = new Matrix(stacked.Rows / workspace.Rows, stacked.Columns);
            for (int step = 0; step < rows.Rows; step++)
                stacked.Row(step * workspace.Rows + row).CopyTo(rows.Row(step));
            return rows;
        }
    }
}
