using Ram.Experiments;
using Ram.Experiments.Baselines;
using Ram.Model;

namespace Ram.Tests.Experiments;

public sealed class ForwardCostTests
{
    public static TheoryData<RamOptions> Models =>
    [
        new RamOptions(),
        new RamOptions { PatchSize = 12, Patches = 3, Glimpses = 8 },
        new RamOptions { PatchSize = 12, Patches = 4, Glimpses = 8, Channels = 3, Classes = 7, Hidden = 100 },
        new RamOptions { Core = CoreKind.Lstm, Hidden = 64, Glimpses = 1 },
        new RamOptions { ClassifyEveryGlimpse = true },
    ];

    [Fact]
    public void An_image_of_six_glimpses_is_the_known_number_of_multiply_adds()
    {
        Assert.Equal(1_237_504, ForwardCost.MultiplyAdds(new RamOptions()));
        Assert.Equal(7.425, ForwardCost.TrainingMegaflops(new RamOptions()));
    }

    [Theory]
    [MemberData(nameof(Models), DisableDiscoveryEnumeration = true)]
    public void Every_layer_counts_once_a_glimpse_and_the_action_where_it_is_trained(RamOptions options)
    {
        var model = new RecurrentAttentionModel(options);
        long expected = 0;
        foreach (var layer in model.Layers)
        {
            bool once = layer == model.Action.Linear && !options.ClassifyEveryGlimpse;
            expected += (long)layer.Inputs * layer.Outputs * (once ? 1 : options.Glimpses);
        }
        Assert.Equal(expected, ForwardCost.MultiplyAdds(options));
    }

    [Theory]
    [InlineData(60, 347_168)]
    [InlineData(100, 538_028)]
    public void The_papers_convolutional_network_is_the_known_number_of_multiply_adds(int imageSize, long expected) =>
        Assert.Equal(expected, ForwardCost.MultiplyAdds(FeedForwardOptions.Convolutional(imageSize)));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_network_without_glimpses_counts_every_layer_once_and_the_convolution_at_every_window(int filters)
    {
        FeedForwardOptions options = new() { Height = 30, Width = 22, Filters = filters, Hidden = [7, 9], Classes = 4 };
        var network = new FeedForwardNetwork(options);
        long expected = network.Dense.Sum(layer => (long)layer.Inputs * layer.Outputs)
            + filters * 5 * 3 * 100;
        Assert.Equal(expected, ForwardCost.MultiplyAdds(options));
    }
}
