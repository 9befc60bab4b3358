using Ram.Model;
using Ram.Networks;
using Ram.Tests.Numerics;
using Ram.Training;

namespace Ram.Tests.Training;

/// <summary>Which head's gradient reaches which weights: the faults that reproductions of RAM are known for.</summary>
public sealed class GradientGuardTests
{
    private const int Rows = 20;

    public static TheoryData<CoreKind> Cores => [.. Enum.GetValues<CoreKind>()];

    [Theory]
    [MemberData(nameof(Cores))]
    public void The_location_network_learns(CoreKind core)
    {
        var shard = new ImageShard(
            TinyTask.NewModel(TinyTask.Model with { Core = core }).NewPass(Rows), TinyTask.Train, Rows,
            rolloutsPerImage: 1);
        RecurrentAttentionModel model = TinyTask.NewModel(TinyTask.Model with { Core = core });
        var gradients = new Gradients(model.Parameters);
        shard.Run(0, [.. Enumerable.Range(0, Rows)], new RolloutPlace(0, 0, Rows), gradients);
        for (int axis = 0; axis < 2; axis++)
            Assert.Contains(
                gradients[model.Location.Linear.Weight].Row(axis).ToArray(), value => Math.Abs(value) > 1e-3);

        float[] before = model.Location.Linear.Weight.Value.ToArray();
        TinyTask.RunToEnd(new Trainer(model, TinyTask.Train, null, TinyTask.Training));
        float[] after = model.Location.Linear.Weight.Value.ToArray();
        double moved = after.Zip(before, (one, other) => Math.Abs(one - other)).Max();
        Assert.InRange(moved, 0.01, 1);
    }

    [Theory]
    [MemberData(nameof(Cores))]
    public void Nothing_flows_from_location_and_baseline_into_the_core_unless_reinforce_is_let_in(CoreKind core)
    {
        foreach (bool let in new[] { false, true })
        {
            Pass pass = new(TinyTask.Model with { Core = core, ReinforceIntoCore = let }, new HybridLoss());
            pass.Scratch.Logits.Padded.Clear();
            Gradients gradients = pass.Backward();
            foreach (Parameter parameter in pass.Model.Parameters)
            {
                bool head = parameter.Name.StartsWith("location", StringComparison.Ordinal)
                    || parameter.Name.StartsWith("baseline", StringComparison.Ordinal);
                bool action = parameter.Name.StartsWith("action", StringComparison.Ordinal);
                Assert.Equal(head || let && !action, gradients[parameter].ToArray().Any(value => value != 0));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cores))]
    public void The_baseline_never_reaches_the_core(CoreKind core)
    {
        Pass pass = new(TinyTask.Model with { Core = core, ReinforceIntoCore = true }, new HybridLoss());
        pass.Scratch.Logits.Padded.Clear();
        pass.Scratch.Means.Padded.Clear();
        Gradients gradients = pass.Backward();
        foreach (Parameter parameter in pass.Model.Parameters)
            Assert.Equal(
                parameter.Name.StartsWith("baseline", StringComparison.Ordinal),
                gradients[parameter].ToArray().Any(value => value != 0));
    }

    [Fact]
    public void The_baseline_gets_nothing_of_reinforce_and_reinforce_nothing_of_the_baselines_error()
    {
        Pass Weighted(double reinforce, double baseline) =>
            new(TinyTask.Model, new HybridLoss { ReinforceWeight = reinforce, BaselineWeight = baseline });
        float[] Of(Pass pass, Func<RecurrentAttentionModel, Linear> layer) =>
            pass.Backward()[layer(pass.Model).Weight].ToArray();
        Bits.Equal(Of(Weighted(0, 1), model => model.Baseline.Linear),
            Of(Weighted(1000, 1), model => model.Baseline.Linear));
        Bits.Equal(Of(Weighted(1, 0), model => model.Location.Linear),
            Of(Weighted(1, 1000), model => model.Location.Linear));
        Assert.All(Of(Weighted(0, 1), model => model.Location.Linear), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_option_std_is_a_standard_deviation()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(TinyTask.Model with { Std = 0.09 });
        Pass pass = new(model, new HybridLoss(), rows: 2000);
        double[] deviations = [.. pass.Workspace.Samples.ToArray().Zip(
            pass.Workspace.Means.ToArray(), (sample, mean) => (double)sample - mean)];
        double std = Math.Sqrt(deviations.Average(value => value * value));
        double error = 4 * 0.09 / Math.Sqrt(deviations.Length);
        Assert.InRange(std, 0.09 - error / Math.Sqrt(2), 0.09 + error / Math.Sqrt(2));
        Assert.InRange(deviations.Average(), -error, error);
    }

    /// <summary>A pass forward and the loss; the pass backward is the caller's.</summary>
    private sealed class Pass
    {
        public Pass(RamOptions options, HybridLoss loss) : this(TinyTask.NewModel(options), loss, Rows)
        {
        }

        public Pass(RecurrentAttentionModel model, HybridLoss loss, int rows)
        {
            (Model, Workspace, Scratch) = (model, new Workspace(model, rows), new GradientWorkspace(model, rows));
            Workspace.DrawRandomness(seed: 1, step: 0, firstRollout: 0);
            int perImage = Math.Max(1, rows / TinyTask.Train.Count);
            model.Forward(Workspace, new ImageRows(TinyTask.Train.Images.Pixels, 0, 1, 12, 12, perImage));
            model.Baseline.Forward(Workspace.Core.Hidden, Workspace.Baselines);
            byte[] labels = [.. Enumerable.Range(0, rows).Select(row => TinyTask.Train.Labels[row / perImage])];
            loss.Compute(model, Workspace, labels, perImage, rows, Scratch);
        }

        public RecurrentAttentionModel Model { get; }

        public Workspace Workspace { get; }

        public GradientWorkspace Scratch { get; }

        public Gradients Backward()
        {
            var gradients = new Gradients(Model.Parameters);
            Model.Backward(Workspace, Scratch, gradients);
            return gradients;
        }
    }
}
