using Ram.Model;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class TrainingOptionsTests
{
    private static readonly TrainingOptions Good = new();

    private static readonly Dictionary<string, (TrainingOptions Options, string Named)> Bad = new()
    {
        ["epochs 0"] = (Good with { Epochs = 0 }, "epochs"),
        ["updates 0"] = (Good with { Updates = 0 }, "updates"),
        ["updates -1"] = (Good with { Updates = -1 }, "updates"),
        ["batch 0"] = (Good with { Batch = 0 }, "batch"),
        ["batch too large"] = (Good with { Batch = (1 << 20) + 1 }, "batch"),
        ["rollouts 0"] = (Good with { Rollouts = 0 }, "rollouts"),
        ["rollouts too many"] = (Good with { Rollouts = (1 << 14) + 1 }, "rollouts"),
        ["rollouts too many for the batch"] = (Good with { Rollouts = 1 << 14, Batch = 1 << 20 }, "rollouts"),
        ["one rollout to leave out"] = (Good with { Loss = new HybridLoss { LeaveOneOut = true } }, "rollouts"),
        ["threads -1"] = (Good with { Threads = -1 }, "threads"),
        ["threads 1025"] = (Good with { Threads = 1025 }, "threads"),
        ["shard 0"] = (Good with { ShardRollouts = 0 }, "shardRollouts"),
        ["unknown optimizer"] = (Good with { Optimizer = new OptimizerOptions { Kind = (OptimizerKind)2 } }, "optimizer"),
        ["momentum 1"] = (Good with { Optimizer = new OptimizerOptions { Momentum = 1 } }, "momentum"),
        ["momentum NaN"] = (Good with { Optimizer = new OptimizerOptions { Momentum = double.NaN } }, "momentum"),
        ["square decay 1"] = (Good with { Optimizer = new OptimizerOptions { SquareDecay = 1 } }, "squareDecay"),
        ["square decay NaN"] = (Good with { Optimizer = new OptimizerOptions { SquareDecay = double.NaN } }, "squareDecay"),
        ["epsilon 0"] = (Good with { Optimizer = new OptimizerOptions { Epsilon = 0 } }, "epsilon"),
        ["epsilon NaN"] = (Good with { Optimizer = new OptimizerOptions { Epsilon = double.NaN } }, "epsilon"),
        ["clip norm negative"] = (Good with { ClipNorm = -1 }, "clipNorm"),
        ["clip norm NaN"] = (Good with { ClipNorm = double.NaN }, "clipNorm"),
        ["validate every 0"] = (Good with { ValidateEvery = 0 }, "validateEvery"),
        ["patience -1"] = (Good with { Patience = -1 }, "patience"),
        ["loss"] = (Good with { Loss = new HybridLoss { RewardScale = -1 } }, "rewardScale"),
        ["rate"] = (Good with { Rate = LearningRate.Constant(double.NaN) }, "learning rate"),
    };

    public static TheoryData<string> BadNames => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(BadNames))]
    public void An_option_out_of_range_is_named(string name)
    {
        (TrainingOptions options, string named) = Bad[name];
        var error = Assert.Throws<RamException>(() => TinyTask.NewTrainer(options));
        Assert.StartsWith($"{named} is ", error.Message, StringComparison.Ordinal);
        Assert.Contains("allowed: ", error.Message, StringComparison.Ordinal);
    }
}
