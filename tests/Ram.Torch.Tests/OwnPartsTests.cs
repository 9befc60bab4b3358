using Ram.Data;
using Ram.Model;
using Ram.Networks;
using Ram.Tests.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace Ram.Torch.Tests;

/// <summary>What one puts in place of the paper's parts: an example of each, trained for an epoch.</summary>
public sealed class OwnPartsTests
{
    private static readonly RamOptions _options = new() { Glimpses = 3, Hidden = 32, Classes = 2 };

    private sealed class GruCore : CoreNetwork
    {
        private readonly TorchSharp.Modules.GRUCell _cell;
        private readonly int _width;

        public GruCore(int inputs, int width) : base(nameof(GruCore))
        {
            (_cell, _width) = (nn.GRUCell(inputs, width), width);
            register_module("cell", _cell);
        }

        public override CoreState forward(Tensor glimpse, CoreState? before) =>
            new(_cell.call(glimpse, before?.Hidden ?? zeros(glimpse.shape[0], _width)));
    }

    private sealed class ConvolutionalGlimpse : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly int _channels, _size;
        private readonly nn.Module<Tensor, Tensor> _what, _where;

        public ConvolutionalGlimpse(RamOptions options, int width) : base(nameof(ConvolutionalGlimpse))
        {
            (_channels, _size) = (options.Patches * options.Channels, options.PatchSize);
            _what = nn.Sequential(
                nn.Conv2d(_channels, 8, kernel_size: 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                nn.Linear(8 * (_size / 2) * (_size / 2), width));
            _where = nn.Linear(2, width);
            register_module("what", _what);
            register_module("where", _where);
        }

        public override Tensor forward(Tensor patches, Tensor locations) =>
            (_what.call(patches.reshape(-1, _channels, _size, _size)) + _where.call(locations)).relu();
    }

    [Fact]
    public void A_gated_recurrent_unit_as_the_core()
    {
        using var module = new TorchRam(_options, core: new GruCore(inputs: 256, width: 32));
        AssertLearns(module, module.Core);
    }

    [Fact]
    public void A_small_convolutional_glimpse_network()
    {
        var options = _options with { Patches = 2 };
        using var module = new TorchRam(options, new ConvolutionalGlimpse(options, width: 256));
        AssertLearns(module, module.Glimpse);
    }

    [Fact]
    public void A_reward_for_few_glimpses()
    {
        // 1 for a model that is right from the first glimpse on, a third for one that is right at the last alone.
        var loss = new TorchLoss(_options)
        {
            Reward = (rollouts, labels) =>
            {
                Tensor right = rollouts.Logits.argmax(-1).eq(labels).to_type(ScalarType.Float32);
                return right.flip(0).cumprod(0).mean([0]);
            },
        };
        using var scope = NewDisposeScope();
        using var module = new TorchRam(_options);
        TorchRollouts seen = module.forward(zeros(2, 1, 12, 12, ScalarType.Byte));
        Tensor logits = tensor(
            new float[,,] { { { 1, 0 }, { 0, 1 } }, { { 0, 1 }, { 1, 0 } }, { { 1, 0 }, { 1, 0 } } });
        Tensor returns = loss.Returns(seen with { Logits = logits }, zeros(2, ScalarType.Int64));
        Assert.Equal([1 / 3f, 2 / 3f], returns.data<float>().ToArray());
        AssertLearns(module, module.Core, loss);
    }

    [Fact]
    public void An_extra_loss_on_glimpses_that_go_far()
    {
        var options = _options with { Squash = Squash.None };
        using var module = new TorchRam(options);
        var loss = new TorchLoss(options, new HybridLoss { ReinforceWeight = 0 })
        {
            Extra = (rollouts, _) => rollouts.Means.square().mean(),
        };
        LabelledImages halves = TorchTrainerTests.Halves(200);
        double Spread()
        {
            using var scope = NewDisposeScope();
            return module.forward(halves.Images.ToTensor()).Means.square().mean().ToDouble();
        }
        double before = Spread();
        // The location network alone, so that nothing moves the states that it reads.
        var location = module.named_parameters()
            .Where(pair => pair.name.StartsWith("location.", StringComparison.Ordinal));
        using var trainer = new TorchTrainer(
            module, halves, optim.Adam(location.Select(pair => pair.parameter), 1e-2), loss)
        {
            Batch = 20,
        };
        for (int epoch = 0; epoch < 3; epoch++)
            trainer.Epoch();
        Assert.InRange(Spread(), 0, before / 4);
    }

    [Fact]
    public void A_file_of_parts_of_ones_own_is_not_taken_for_the_papers_model()
    {
        using var folder = new TemporaryFolder();
        using var module = new TorchRam(_options, core: new GruCore(inputs: 256, width: 32));
        module.Save(folder["own"]);
        RamException error = Assert.Throws<RamException>(() => TorchRam.Load(folder["own"]));
        Assert.Contains("core.input.weight", error.Message, StringComparison.Ordinal);
    }

    private static void AssertLearns(TorchRam module, nn.Module part, TorchLoss? loss = null)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        LabelledImages halves = TorchTrainerTests.Halves(200);
        var before = part.parameters().Select(parameter => parameter.detach().clone()).ToList();
        double at = TorchTrainerTests.CrossEntropy(module, halves);
        using var trainer = new TorchTrainer(module, halves, loss: loss) { Batch = 20 };
        for (int epoch = 0; epoch < 3; epoch++)
            Assert.True(double.IsFinite(trainer.Epoch()));
        Assert.InRange(TorchTrainerTests.CrossEntropy(module, halves), 0, 0.7 * at);
        Assert.All(
            part.parameters().Zip(before), pair => Assert.False(pair.First.allclose(pair.Second, rtol: 0, atol: 0)));
    }
}
