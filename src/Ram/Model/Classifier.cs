using Ram.Networks;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>What names the class of an image and learns it from examples: linear layers, and passes over images.</summary>
public abstract class Classifier
{
    private protected Classifier() { }

    /// <summary>All weights and biases, in the order of weight files.</summary>
    public IReadOnlyList<Parameter> Parameters => ParameterList;

    /// <summary>The number of weights and biases.</summary>
    public int ParameterCount => ParameterList.Sum(parameter => parameter.Value.Rows * parameter.Value.Columns);

    /// <summary>All linear layers, in the order of weight files.</summary>
    public abstract IReadOnlyList<Linear> Layers { get; }

    /// <summary>The classes to choose from.</summary>
    public abstract int Classes { get; }

    /// <summary>What it was trained on, which weight files keep; null if that is not known.</summary>
    public TrainedOn? TrainedOn { get; set; }

    /// <summary>What weight files and checkpoints say in their metadata of what this is.</summary>
    internal abstract KeyValuePair<string, string> Description { get; }

    /// <summary>Takes the parameters of the layers as they are made.</summary>
    private protected List<Parameter> ParameterList { get; } = [];

    /// <summary>Packs the weights for the products: call it after changing a parameter.</summary>
    public void Pack()
    {
        foreach (Linear layer in Layers)
            layer.Pack();
        PackBiases();
    }

    /// <summary>Adds up the biases of layers that share an output, after they have changed.</summary>
    internal virtual void PackBiases() { }

    /// <exception cref="RamException">When images of this shape cannot be looked at.</exception>
    internal abstract void CheckImages(int channels, int height, int width);

    /// <summary>Memory and steps to take some images through the network side by side.</summary>
    internal abstract IPass NewPass(int images, RolloutSettings? settings = null);

    /// <summary>Draws all weights uniformly in ±1/√inputs, as PyTorch's layers begin.</summary>
    private protected void Initialise(ulong seed)
    {
        foreach (Linear layer in Layers)
            foreach (Parameter parameter in new[] { layer.Weight, layer.Bias })
            {
                double bound = 1 / Math.Sqrt(layer.Inputs);
                var stream = new RandomStream(seed, StreamPurpose.Initialisation, parameter.Index);
                for (int row = 0; row < parameter.Value.Rows; row++)
                    foreach (ref float value in parameter.Value.Row(row))
                        value = (float)stream.NextDouble(-bound, bound);
            }
        Pack();
    }
}
