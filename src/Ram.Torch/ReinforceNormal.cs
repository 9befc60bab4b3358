using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>A Gaussian around the location network's mean: samples carry no gradient, log-probabilities do.</summary>
/// <param name="std">The standard deviation to begin with, in action units; above 0.</param>
public sealed class ReinforceNormal(double std) : nn.Module<Tensor, Tensor>(nameof(ReinforceNormal))
{
    /// <summary>The standard deviation, in action units; above 0.</summary>
    public double Std { get; set; } = std;

    /// <summary>A sample of each mean while training, the mean itself otherwise; unclamped and detached.</summary>
    public override Tensor forward(Tensor means)
    {
        ArgumentNullException.ThrowIfNull(means);
        Tensor mean = means.detach();
        return training ? mean + randn_like(mean) * Std : mean;
    }

    /// <summary>log N(sample; mean, std), summed over the last dimension.</summary>
    public Tensor LogProbability(Tensor means, Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Tensor deviation = (samples - means) / Std;
        return (deviation.square().mul(-0.5) - (Math.Log(Std) + 0.5 * Math.Log(2 * Math.PI))).sum(-1);
    }
}
