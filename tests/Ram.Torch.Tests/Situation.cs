using Ram.Data;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;
using static TorchSharp.torch;

namespace Ram.Torch.Tests;

/// <summary>
/// Images, labels, first locations and the actions that a model took there, all given, so that both sides do the same;
/// seeded.
/// </summary>
internal sealed class Situation
{
    private static readonly Lazy<LabelledImages> _digits = new(() => Mnist.Load().Train.Slice(0, 500));

    public Situation(RecurrentAttentionModel model, int rows, ulong seed = 1)
    {
        var random = new RandomStream(seed, StreamPurpose.Data);
        Options = model.Options;
        Images = new ImageBatch(rows, Options.Channels, height: 28, width: 28);
        Labels = [.. Enumerable.Range(0, rows).Select(row => DrawImage(row, seed))];
        First = new Matrix(rows, 2);
        Samples = new Matrix((Options.Glimpses - 1) * rows, 2);
        for (int row = 0; row < rows; row++)
        {
            (First[row, 0], First[row, 1]) = ((float)random.NextDouble(-1, 1), (float)random.NextDouble(-1, 1));
            Rollout rollout = model.Look(Images.Single(row), (First[row, 0], First[row, 1]), seed + (ulong)row);
            for (int step = 0; step < Options.Glimpses - 1; step++)
                rollout.Samples.Row(step).CopyTo(Samples.Row(step * rows + row));
        }
    }

    public RamOptions Options { get; }

    public ImageBatch Images { get; }

    public byte[] Labels { get; }

    /// <summary><c>[rows, 2]</c></summary>
    public Matrix First { get; }

    /// <summary><c>[decisions x rows, 2]</c></summary>
    public Matrix Samples { get; }

    public int Rows => Labels.Length;

    /// <summary>What the module computes.</summary>
    public TorchRollouts Follow(TorchRam model) => model.forward(
        Images.ToTensor(), tensor(First.ToArray(), [Rows, 2]),
        tensor(Samples.ToArray(), [Options.Glimpses - 1, Rows, 2]));

    /// <summary>What the engine computes.</summary>
    public Workspace Follow(RecurrentAttentionModel model)
    {
        var workspace = new Workspace(model, Rows);
        var rows = new ImageRows(Images.Pixels, 0, Images.Channels, Images.Height, Images.Width);
        First.Padded.CopyTo(workspace.Locations.Padded);
        Samples.Padded.CopyTo(workspace.Samples.Padded);
        for (int at = Rows; at < workspace.Locations.Rows; at++)
            for (int axis = 0; axis < 2; axis++)
                workspace.Locations[at, axis] =
                    Math.Clamp((float)Options.UnitWidth * Samples[at - Rows, axis], -1, 1);
        for (int step = 0; step < workspace.Steps; step++)
            model.Step(workspace, step, rows);
        model.Location.Forward(
            workspace.Core.Hidden.Slice(0, workspace.Means.Rows), workspace.Outputs, workspace.Means);
        model.Action.Forward(workspace.Core.Hidden, workspace.Beliefs);
        model.Baseline.Forward(workspace.Core.Hidden, workspace.Baselines);
        return workspace;
    }

    /// <summary>A digit in every channel; its class.</summary>
    private byte DrawImage(int row, ulong seed)
    {
        LabelledImages digits = _digits.Value;
        int index = (int)((seed * 31 + (ulong)row) % (ulong)digits.Count);
        ReadOnlySpan<byte> digit = digits.Images[index];
        for (int channel = 0; channel < Options.Channels; channel++)
            digit.CopyTo(Images[row].Slice(channel * digit.Length, digit.Length));
        return (byte)(digits.Labels[index] % Options.Classes);
    }
}
