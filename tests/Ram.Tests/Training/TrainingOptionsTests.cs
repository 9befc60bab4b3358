using Ram.Model;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class TrainingOptionsTests
{
    private static readonly TrainingOptions _good = new();

    private static readonly Dictionary<string, (TrainingOptions Options, string Named)> _bad = new()
    {
        ["epochs 0"] = (_good with { Epochs = 0 }, "epochs"),
        ["updates 0"] = (_good with { Updates = 0 }, "updates"),
        ["updates -1"] = (_good with { Updates = -1 }, "updates"),
        ["batch 0"] = (_good with { Batch = 0 }, "batch"),
        ["batch too large"] = (_good with { Batch = (1 << 20) + 1 }, "batch"),
        ["rollouts 0"] = (_good with { Rollouts = 0 }, "rollouts"),
        ["rollouts too many"] = (_good with { Rollouts = (1 << 14) + 1 }, "rollouts"),
        ["rollouts too many for the batch"] = (_good with { Rollouts = 1 << 14, Batch = 1 << 20 }, "rollouts"),
        ["one rollout to leave out"] = (_good with { Loss = new HybridLoss { LeaveOneOut = true } }, "rollouts"),
        ["threads -1"] = (_good with { Threads = -1 }, "threads"),
        ["threads 1025"] = (_good with { Threads = 1025 }, "threads"),
        ["shard 0"] = (_good with { ShardRollouts = 0 }, "shardRollouts"),
        ["first spread negative"] = (_good with { FirstSpread = -0.1 }, "firstSpread"),
        ["first spread beyond the image"] = (_good with { FirstSpread = 1.1 }, "firstSpread"),
        ["first spread NaN"] = (_good with { FirstSpread = double.NaN }, "firstSpread"),
        ["annealing below the model's own"] = (_good with { StdAnnealing = 0.9 }, "stdAnnealing"),
        ["annealing NaN"] = (_good with { StdAnnealing = double.NaN }, "stdAnnealing"),
        ["unknown optimizer"] =
            (_good with { Optimizer = new OptimizerOptions { Kind = (OptimizerKind)2 } }, "optimizer"),
        ["momentum 1"] = (_good with { Optimizer = new OptimizerOptions { Momentum = 1 } }, "momentum"),
        ["momentum NaN"] = (_good with { Optimizer = new OptimizerOptions { Momentum = double.NaN } }, "momentum"),
        ["square decay 1"] = (_good with { Optimizer = new OptimizerOptions { SquareDecay = 1 } }, "squareDecay"),
        ["square decay NaN"] =
            (_good with { Optimizer = new OptimizerOptions { SquareDecay = double.NaN } }, "squareDecay"),
        ["negative weight decay"] = (
            _good with { Optimizer = new OptimizerOptions { WeightDecay = -0.1 } }, "weightDecay"),
        ["weight decay of SGD"] = (
            _good with { Optimizer = new OptimizerOptions { Kind = OptimizerKind.Sgd, WeightDecay = 0.1 } }, "weightDecay"),
        ["epsilon 0"] = (_good with { Optimizer = new OptimizerOptions { Epsilon = 0 } }, "epsilon"),
        ["epsilon NaN"] = (_good with { Optimizer = new OptimizerOptions { Epsilon = double.NaN } }, "epsilon"),
        ["clip norm negative"] = (_good with { ClipNorm = -1 }, "clipNorm"),
        ["clip norm NaN"] = (_good with { ClipNorm = double.NaN }, "clipNorm"),
        ["validate every 0"] = (_good with { ValidateEvery = 0 }, "validateEvery"),
        ["patience -1"] = (_good with { Patience = -1 }, "patience"),
        ["loss"] = (_good with { Loss = new HybridLoss { RewardScale = -1 } }, "rewardScale"),
        ["rate"] = (_good with { Rate = LearningRate.Constant(double.NaN) }, "learning rate"),
    };

    public static TheoryData<string> BadNames => [.. _bad.Keys];

    [Theory]
    [MemberData(nameof(BadNames))]
    public void An_option_out_of_range_is_named(string name)
    {
        (TrainingOptions options, string named) = _bad[name];
        var error = Assert.Throws<RamException>(() => TinyTask.NewTrainer(options));
        Assert.StartsWith($"{named} is ", error.Message, StringComparison.Ordinal);
        Assert.Contains("allowed: ", error.Message, StringComparison.Ordinal);
    }
}
