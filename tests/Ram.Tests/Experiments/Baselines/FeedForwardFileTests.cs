using Ram.Experiments.Baselines;
using Ram.Files;
using Ram.Model;
using Ram.Networks;
using Ram.Tests.Files;
using Ram.Tests.Numerics;

namespace Ram.Tests.Experiments.Baselines;

public sealed class FeedForwardFileTests : IDisposable
{
    private static readonly FeedForwardOptions _options = new()
    {
        Height = 11,
        Width = 13,
        Filters = 3,
        Window = 4,
        Stride = 3,
        Hidden = [9, 8],
        Classes = 4,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_network_is_read_as_it_was_written(int filters)
    {
        var network = new FeedForwardNetwork(_options with { Filters = filters }, seed: 5);
        WeightFile.Save(network, _folder["network"]);
        var again = (FeedForwardNetwork)FeedForwardOptions.LoadNetwork(_folder["network"]);
        Assert.Equal(network.Options.ToJson(), again.Options.ToJson());
        Assert.Equal(network.Parameters.Count, again.Parameters.Count);
        foreach ((Parameter written, Parameter read) in network.Parameters.Zip(again.Parameters))
            Bits.Equal(written.Value.ToArray(), read.Value.ToArray());
        var images = FeedForwardNetworkTests.Draw(_options, 5);
        var rows = new ImageRows(images.Images.Pixels, 0, 1, 11, 13);
        float[] Probabilities(FeedForwardNetwork looking) => looking.NewPass(5).Classify(rows, 0).ToArray();
        Bits.Equal(Probabilities(network), Probabilities(again));
        WeightFile.Save(again, _folder["again"]);
        Assert.Equal(File.ReadAllBytes(_folder["network"]), File.ReadAllBytes(_folder["again"]));
    }

    [Theory]
    [InlineData(true, "layers.0:8,1,10,10 layers.3:256,968 layers.5:10,256")]
    [InlineData(false, "layers.0:256,3600 layers.2:256,256 layers.4:10,256")]
    public void Names_and_layouts_are_those_of_a_pytorch_sequential(bool convolution, string layers)
    {
        WeightFile.Save(
            new FeedForwardNetwork(
                convolution ? FeedForwardOptions.Convolutional(60) : FeedForwardOptions.FullyConnected(60, 256, 256)),
            _folder["network"]);
        IReadOnlyDictionary<string, WeightTensor> tensors = SafeTensors.Read(_folder["network"]).Tensors;
        Assert.Equal(6, tensors.Count);
        foreach (string[] layer in layers.Split(' ').Select(layer => layer.Split(':')))
        {
            Assert.Equal(layer[1], string.Join(',', tensors[$"{layer[0]}.weight"].Shape));
            Assert.Equal(layer[1].Split(',')[0], string.Join(',', tensors[$"{layer[0]}.bias"].Shape));
        }
    }

    [Theory]
    [InlineData("\"hidden\":[9,8]", "\"hidden\":[9,7]", "layers.5.weight")]
    [InlineData("\"stride\":3", "\"stride\":2", "layers.3.weight")]
    [InlineData("\"filters\":3", "\"filters\":0", "layers.0.weight")]
    [InlineData("\"window\":4", "\"window\":12", "window")]
    [InlineData("\"hidden\":[9,8]", "\"hidden\":null", "hidden")]
    [InlineData("\"hidden\":[9,8]", "\"hidden\":[]", "hidden")]
    [InlineData("\"hidden\":[9,8]", "\"hidden\":[4097,8]", "hidden")]
    [InlineData("\"height\":11", "\"height\":-1", "height")]
    [InlineData("\"height\":11", "\"height\":\"11\"", "height")]
    [InlineData("\"height\":11", "\"tall\":11", "tall")]
    [InlineData("{\"height\"", "[\"height\"", "ram.network")]
    public void A_file_of_wrong_options_gives_one_clear_line(string right, string wrong, string named)
    {
        string path = _folder["network"];
        WeightFile.Save(new FeedForwardNetwork(_options), path);
        SafeTensorFile file = SafeTensors.Read(path);
        string json = file.Metadata["ram.network"];
        Assert.Contains(right, json, StringComparison.Ordinal);
        json = json.Replace(right, wrong, StringComparison.Ordinal);
        SafeTensors.Write(path, file.Tensors, new Dictionary<string, string> { ["ram.network"] = json });
        var error = Assert.Throws<RamException>(() => FeedForwardNetwork.Load(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_file_of_another_model_is_refused_either_way()
    {
        WeightFile.Save(new FeedForwardNetwork(_options), _folder["network"]);
        WeightFile.Save(new RecurrentAttentionModel(new RamOptions()), _folder["model"]);
        Assert.Contains(
            "ram.network", Assert.Throws<RamException>(() => FeedForwardNetwork.Load(_folder["model"])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "ram.options", Assert.Throws<RamException>(() => WeightFile.Load(_folder["network"])).Message,
            StringComparison.Ordinal);
    }
}
