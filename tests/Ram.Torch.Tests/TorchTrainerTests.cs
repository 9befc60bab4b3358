using Ram.Tests.Data;
using Ram.Data;
using Ram.Model;
using Ram.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Ram.Torch.Tests;

public sealed class TorchTrainerTests
{
    private static readonly RamOptions _model = new() { Glimpses = 2, Hidden = 32, Std = 0.1 };

    private static readonly LabelledImages _digits = RealDigits.Load(train: 60, validation: 1, test: 1).Train;

    private static readonly TrainingOptions _training = new() { Epochs = 4, Batch = 20 };

    [Fact]
    public void The_standard_deviation_falls_to_the_models_own()
    {
        using var module = new TorchRam(_model);
        using var trainer = new TorchTrainer(module, _digits, _training with { Exploration = 3 });
        trainer.Epoch();
        Assert.InRange(module.Policy.Std, 0.2, 0.3);
        for (int epoch = 1; epoch < 4; epoch++)
            trainer.Epoch();
        Assert.InRange(module.Policy.Std, 0.1, 0.11);
    }

    [Fact]
    public void Weights_that_decay_become_smaller()
    {
        double Norm(double decay)
        {
            manual_seed(1);
            using var module = new TorchRam(_model);
            using var trainer = new TorchTrainer(
                module, _digits, _training with { Optimizer = new OptimizerOptions { WeightDecay = decay } });
            trainer.Epoch();
            using var scope = NewDisposeScope();
            return module.parameters().Sum(parameter => parameter.square().sum().ToDouble());
        }
        Assert.InRange(Norm(20) / Norm(0), 0.85, 0.95);
    }

    [Fact]
    public void Random_glimpses_are_refused()
    {
        using var module = new TorchRam(_model);
        Assert.Throws<RamException>(
            () => new TorchTrainer(module, _digits, _training with { RandomGlimpses = true }));
    }
}
