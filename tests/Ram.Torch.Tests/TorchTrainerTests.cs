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
        using var trainer = new TorchTrainer(module, halves, loss: new TorchLoss(module.Options, rolloutsPerImage: 2))
        {
            Batch = 20,
            Rollouts = 2,
            ClipNorm = 5,
        };
        for (int epoch = 0; epoch < 5; epoch++)
            trainer.Epoch();
        Assert.InRange(CrossEntropy(module, halves), 0, 0.2);
    }

    [Fact]
    public void An_optimizer_of_ones_own_is_used()
    {
        using var module = new TorchRam(_options with { Classes = 2 });
        using Tensor before = module.Core.parameters().First().detach().clone();
        using var trainer = new TorchTrainer(module, Halves(20), optim.SGD(module.parameters(), learningRate: 0));
        trainer.Epoch();
        Assert.True(module.Core.parameters().First().allclose(before, rtol: 0, atol: 0));
        foreach (optim.ILearningRateController group in trainer.Optimizer.ParamGroups)
            group.LearningRate = 0.1;
        trainer.Epoch();
        Assert.False(module.Core.parameters().First().allclose(before, rtol: 0, atol: 0));
    }

    [Fact]
    public void A_training_that_is_told_to_stop_stops()
    {
        using var module = new TorchRam(_options with { Classes = 2 });
        using var trainer = new TorchTrainer(module, Halves(20));
        Assert.Throws<OperationCanceledException>(() => trainer.Epoch(new CancellationToken(canceled: true)));
    }

    /// <summary>Of the last glimpse of the deterministic rollout, in nats; a guess between two has 0.69.</summary>
    internal static double CrossEntropy(TorchRam module, LabelledImages images)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        module.eval();
        Tensor logits = module.forward(images.Images.ToTensor()).Logits.select(0, -1);
        return nn.functional.cross_entropy(logits, images.Labels.ToTensor()).ToDouble();
    }

    // Class 0 is bright on the left, class 1 on the right.
    internal static LabelledImages Halves(int count)
    {
        var images = new ImageBatch(count, channels: 1, height: 12, width: 12);
        for (int image = 0; image < count; image++)
            for (int pixel = 0; pixel < images.ImageSize; pixel++)
                images[image][pixel] = (byte)(pixel % 12 / 6 == image % 2 ? 200 + image % 50 : 0);
        byte[] labels = [.. Enumerable.Range(0, count).Select(image => (byte)(image % 2))];
        return new LabelledImages(images, labels, classes: 2);
    }
}
