using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Model;
using Ram.Tests.Numerics;
using Xunit.Abstractions;

namespace Ram.Tests.Networks;

public sealed class GlimpseNetworkTests(ITestOutputHelper output)
{
    [Fact]
    public void Output_and_gradients_agree_with_the_naive_network()
    {
        const int Rows = 6;
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options);
        GlimpseNetwork network = model.Glimpse;
        Matrix patches = RandomMatrix.Of(Rows, 18, 2), locations = RandomMatrix.Of(Rows, 2, 3);
        var activations = new GlimpseActivations(network, Rows);
        network.Forward(patches, locations, activations);

        var naive = new NaiveModel(model);
        double[][] patch = TinyModel.Doubles(patches), location = TinyModel.Doubles(locations);
        double[][] Glimpses() => [.. patch.Zip(location, naive.Glimpse)];
        var agreement = new Agreement(output);
        agreement.Check("glimpse", activations.Glimpse.ToArray(), Glimpses().SelectMany(row => row));

        Matrix factors = RandomMatrix.Of(Rows, network.Width, 4), byGlimpse = new(Rows, network.Width);
        for (int row = 0; row < Rows; row++)
            for (int unit = 0; unit < network.Width; unit++)
                byGlimpse[row, unit] = activations.Glimpse[row, unit] > 0 ? factors[row, unit] : 0;
        var gradients = new Gradients(model.Parameters);
        network.Backward(
            patches, locations, activations, byGlimpse, new GlimpseActivations(network, Rows), gradients);
        double[][] factor = TinyModel.Doubles(factors);
        foreach (Linear layer in new[] { network.Retina, network.Location, network.What, network.Where })
            foreach (Parameter parameter in new[] { layer.Weight, layer.Bias })
                agreement.Check(parameter.Name, gradients[parameter].ToArray(),
                    CentralDifferences.By(naive[parameter.Name], () => TinyModel.Dot(Glimpses(), factor)));
        agreement.Print("glimpse network");
    }
}
