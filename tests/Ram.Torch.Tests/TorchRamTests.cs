using Ram.Model;
using Ram.Tests.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace Ram.Torch.Tests;

public sealed class TorchRamTests
{
    [Theory]
    [InlineData(CoreKind.Rectifier)]
    [InlineData(CoreKind.Lstm)]
    public void A_file_of_the_library_is_written_again_byte_for_byte(CoreKind core)
    {
        using var folder = new TemporaryFolder();
        var model = new RecurrentAttentionModel(new RamOptions { Core = core, Patches = 2, Classes = 7 }, seed: 9);
        WeightFile.Save(model, folder["library"]);
        using TorchRam module = TorchRam.Load(folder["library"]);
        Assert.Equal(model.Options, module.Options);
        module.Save(folder["module"]);
        Assert.Equal(File.ReadAllBytes(folder["library"]), File.ReadAllBytes(folder["module"]));
    }

    [Fact]
    public void A_new_module_is_a_file_that_the_library_reads()
    {
        using var folder = new TemporaryFolder();
        using var module = new TorchRam(new RamOptions { Glimpses = 3 });
        module.Save(folder["module"]);
        RecurrentAttentionModel model = WeightFile.Load(folder["module"]);
        double bound = 1 / Math.Sqrt(model.Options.Hidden);
        Assert.All(model.Location.Linear.Weight.Value.ToArray(), value => Assert.InRange(value, -bound, bound));
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["broken"], "no model");
        RamException error = Assert.Throws<RamException>(() => TorchRam.Load(folder["broken"]));
        Assert.Contains(folder["broken"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_training_first_locations_and_actions_are_random()
    {
        using var scope = NewDisposeScope();
        using var module = new TorchRam(new RamOptions { Glimpses = 2, Std = 0.5 });
        TorchRollouts rollouts = module.forward(zeros(512, 1, 28, 28, ScalarType.Byte));
        Assert.InRange(rollouts.Locations[0].std().ToDouble(), 0.53, 0.62);
        Assert.InRange((rollouts.Samples - rollouts.Means).std().ToDouble(), 0.45, 0.55);
        Assert.False(rollouts.Samples.requires_grad);
    }

    [Fact]
    public void A_core_of_ones_own_learns_without_a_derived_gradient()
    {
        var options = new RamOptions { Glimpses = 2, Hidden = 32 };
        using var scope = NewDisposeScope();
        using var module = new TorchRam(options, core: new GatedCore(256, 32));
        Tensor loss = new HybridLoss(options).forward(
            module.forward(randint(256, [8, 1, 28, 28], ScalarType.Byte)), zeros(8, ScalarType.Int64));
        loss.backward();
        Assert.All(module.Core.parameters(), parameter => Assert.NotNull(parameter.grad()));
    }

    private sealed class GatedCore : CoreNetwork
    {
        private readonly nn.Module<Tensor, Tensor, Tensor> _cell;
        private readonly int _width;

        public GatedCore(int inputs, int width) : base(nameof(GatedCore))
        {
            (_cell, _width) = (nn.GRUCell(inputs, width), width);
            register_module("cell", _cell);
        }

        public override CoreState forward(Tensor glimpse, CoreState? before) =>
            new(_cell.call(glimpse, before?.Hidden ?? zeros(glimpse.shape[0], _width)));
    }
}
