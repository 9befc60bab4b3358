using Ram.Images;
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
        var model = new RecurrentAttentionModel(new RamOptions { Core = core, Patches = 2, Classes = 2 }, seed: 9)
        {
            TrainedOn = new TrainedOn(40, 30, Ground.Light, ["cat", "dog"]),
        };
        WeightFile.Save(model, folder["library"]);
        using TorchRam module = TorchRam.Load(folder["library"]);
        Assert.Equal(model.Options, module.Options);
        module.Save(folder["module"]);
        Assert.Equal(File.ReadAllBytes(folder["library"]), File.ReadAllBytes(folder["module"]));
    }

    [Fact]
    public void What_only_the_engine_has_is_refused()
    {
        foreach (HybridLoss loss in new HybridLoss[]
        {
            new() { LeaveOneOut = true }, new() { CustomReward = (_, _) => 1 }, new() { EntropyWeight = 0.1 },
            new() { BaselineIntoCore = true },
        })
            Assert.Throws<RamException>(() => new TorchLoss(new RamOptions(), loss));
        _ = new TorchLoss(new RamOptions(), new HybridLoss { LeaveOneOut = true }, rolloutsPerImage: 2);
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
    public void The_retina_sees_zeros_beyond_the_border_and_pixels_within()
    {
        using var scope = NewDisposeScope();
        var retina = new Retina(new RamOptions { PatchSize = 2, Patches = 2, InputMean = 0.5, InputStd = 0.5 });
        Tensor white = full([2, 1, 6, 6], 255, ScalarType.Byte);
        Tensor seen = retina.call(retina.Prepare(white), tensor(new float[,] { { 0, 0 }, { 1, -1 } }));
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1], seen[0].data<float>().ToArray());
        Assert.Equal([0, 0, 1, 0, 0, 0, 1, 0], seen[1].data<float>().ToArray());
    }

    [Fact]
    public void What_forward_needed_in_between_is_disposed()
    {
        using var module = new TorchRam(new RamOptions { Glimpses = 3 });
        using var scope = NewDisposeScope();
        using (no_grad())
            module.forward(zeros(4, 1, 28, 28, ScalarType.Byte));
        Assert.InRange(scope.DisposablesCount, 1, 8);
    }
}
