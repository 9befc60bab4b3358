using Ram.Data;
using Ram.Images;
using Ram.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Ram.Torch.Tests;

public sealed class TorchTrainerTests
{
    private static readonly RamOptions _options = new() { Glimpses = 2, Hidden = 32 };

    [Fact]
    public void A_model_learns_to_tell_bright_halves()
    {
        manual_seed(1);
        using var module = new TorchRam(_options with { Classes = 2 });
        LabelledImages halves = Halves(200);
        using var trainer = new TorchTrainer(module, halves) { Batch = 20, Rollouts = 2, ClipNorm = 5 };
        double first = trainer.Epoch(), last = first;
        for (int epoch = 1; epoch < 8; epoch++)
            last = trainer.Epoch();
        Assert.InRange(last, 0, first / 2);
        module.eval();
        using var scope = NewDisposeScope();
        Tensor right = module.forward(halves.Images.ToTensor()).Predictions.eq(halves.Labels.ToTensor());
        Assert.InRange(right.to_type(ScalarType.Float32).mean().ToDouble(), 0.95, 1);
    }

    [Fact]
    public void An_optimizer_of_ones_own_is_used()
    {
        using var module = new TorchRam(_options with { Classes = 2 });
        using Tensor before = module.Core.parameters().First().detach().clone();
        using var trainer = new TorchTrainer(module, Halves(20), optim.SGD(module.parameters(), learningRate: 0));
        trainer.Epoch();
        Assert.True(module.Core.parameters().First().equal(before).ToBoolean());
        foreach (optim.ILearningRateController group in trainer.Optimizer.ParamGroups)
            group.LearningRate = 0.1;
        trainer.Epoch();
        Assert.False(module.Core.parameters().First().equal(before).ToBoolean());
    }

    [Fact]
    public void A_training_that_is_told_to_stop_stops()
    {
        using var module = new TorchRam(_options with { Classes = 2 });
        using var trainer = new TorchTrainer(module, Halves(20));
        Assert.Throws<OperationCanceledException>(() => trainer.Epoch(new CancellationToken(canceled: true)));
    }

    // Class 0 is bright on the left, class 1 on the right.
    internal static LabelledImages Halves(int count)
    {
        var images = new ImageBatch(count, channels: 1, height: 12, width: 12);
        for (int image = 0; image < count; image++)
            for (int pixel = 0; pixel < images.ImageSize; pixel++)
                images[image][pixel] = (byte)(pixel % 12 / 6 == image % 2 ? 200 + image % 50 : 0);
        return new LabelledImages(images, [.. Enumerable.Range(0, count).Select(image => (byte)(image % 2))], classes: 2);
    }
}
