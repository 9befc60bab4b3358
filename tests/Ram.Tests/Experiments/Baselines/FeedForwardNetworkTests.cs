using Ram.Data;
using Ram.Experiments.Baselines;
using Ram.Images;
using Ram.Model;
using Ram.Networks;
using Ram.Tests.Networks;
using Ram.Tests.Numerics;
using Ram.Training;
using Xunit.Abstractions;

namespace Ram.Tests.Experiments.Baselines;

public sealed class FeedForwardNetworkTests(ITestOutputHelper output)
{
    private const int Rows = 9;

    /// <summary>Widths that are no multiple of any vector's; windows that do not reach the last pixels.</summary>
    private static readonly Dictionary<string, FeedForwardOptions> _small = new()
    {
        ["1 hidden layer"] = new() { Height = 5, Width = 7, Hidden = [9], Classes = 3 },
        ["2 hidden layers"] = new() { Height = 5, Width = 7, Hidden = [9, 17], Classes = 3 },
        ["convolution"] =
            new() { Height = 11, Width = 13, Filters = 3, Window = 4, Stride = 3, Hidden = [9], Classes = 4 },
        ["convolution, 2 hidden layers"] =
            new() { Height = 7, Width = 6, Filters = 17, Window = 3, Stride = 2, Hidden = [5, 6], Classes = 4 },
    };

    public static TheoryData<string> SmallNames => [.. _small.Keys];

    [Theory]
    [InlineData(60, 251_442)]
    [InlineData(100, 250_132)]
    [InlineData(28, 36_402)]
    public void The_convolutional_network_has_the_papers_number_of_parameters(int imageSize, int parameters) =>
        Assert.Equal(parameters, new FeedForwardNetwork(FeedForwardOptions.Convolutional(imageSize)).ParameterCount);

    [Theory]
    [InlineData(60, 64, 235_274)]
    [InlineData(60, 256, 990_218)]
    [InlineData(28, 256, 269_322)]
    public void The_fully_connected_networks_have_the_papers_number_of_parameters(
        int imageSize, int units, int parameters)
    {
        var network = new FeedForwardNetwork(FeedForwardOptions.FullyConnected(imageSize, units, units));
        Assert.Equal(parameters, network.ParameterCount);
    }

    [Theory]
    [MemberData(nameof(SmallNames))]
    public void Beliefs_and_every_gradient_agree_with_the_naive_network(string name)
    {
        FeedForwardNetwork network = Create(name);
        LabelledImages images = Draw(network.Options, Rows);
        var naive = new NaiveNetwork(network);
        double Loss() => -Enumerable.Range(0, Rows)
            .Average(row => Math.Log(naive.Belief(images.Images[row])[images.Labels[row]]));
        var gradients = new Gradients(network.Parameters);
        LossTerms terms = network.NewPass(Rows).Learn(
            All(images), images.Labels, new RolloutPlace(0, 0, Rows), gradients);
        float[] beliefs = network.NewPass(Rows).Classify(All(images), 0).ToArray();

        var agreement = new Agreement(output);
        agreement.Check(
            "beliefs", beliefs, Enumerable.Range(0, Rows).SelectMany(row => naive.Belief(images.Images[row])));
        agreement.Check("loss", [(float)terms.Loss], [Loss()]);
        foreach (Parameter parameter in network.Parameters)
            agreement.Check(
                parameter.Name, gradients[parameter].ToArray(), CentralDifferences.By(naive[parameter], Loss));
        agreement.Print(name);
    }

    [Theory]
    [MemberData(nameof(SmallNames))]
    public void An_image_alone_gives_the_bits_that_it_gives_among_others(string name)
    {
        FeedForwardNetwork network = Create(name);
        LabelledImages images = Draw(network.Options, Rows);
        float[] together = network.NewPass(Rows).Classify(All(images), 0).ToArray();
        IPass alone = network.NewPass(1);
        for (int row = 0; row < Rows; row++)
        {
            ImageRows one = All(images) with { Start = row * images.Images.ImageSize };
            Bits.Equal(
                together.AsSpan(row * network.Classes, network.Classes).ToArray(), alone.Classify(one, row).ToArray());
        }
    }

    [Fact]
    public void Images_of_another_shape_are_refused()
    {
        var network = new FeedForwardNetwork(new FeedForwardOptions { Height = 12, Width = 13 });
        foreach ((int channels, int height, int width) in new[] { (3, 12, 13), (1, 13, 12), (1, 12, 12) })
        {
            var images = new LabelledImages(new ImageBatch(2, channels, height, width), new byte[2]);
            Assert.Throws<RamException>(() => Evaluation.Run(network, images));
            var error = Assert.Throws<RamException>(() => new Trainer(network, images, null, new TrainingOptions()));
            Assert.Contains($"{channels}x{height}x{width}", error.Message, StringComparison.Ordinal);
        }
    }

    internal static LabelledImages Draw(FeedForwardOptions options, int count)
    {
        var random = new Random(2);
        var images = new ImageBatch(count, 1, options.Height, options.Width);
        random.NextBytes(images.Pixels);
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(options.Classes))];
        return new LabelledImages(images, labels, options.Classes);
    }

    private static FeedForwardNetwork Create(string name)
    {
        var network = new FeedForwardNetwork(_small[name]);
        foreach (Parameter parameter in network.Parameters)
            RandomMatrix.Fill(parameter.Value, 1 + parameter.Index, 0.4);
        network.Pack();
        return network;
    }

    private static ImageRows All(LabelledImages images) =>
        new(images.Images.Pixels, 0, 1, images.Height, images.Width);
}
