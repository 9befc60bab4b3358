using Ram.Numerics;

namespace Ram.Data;

/// <summary>The three parts of a data set. No image of one part is ever seen in another.</summary>
internal enum DataSplit
{
    /// <summary>What the weights are trained on.</summary>
    Train,

    /// <summary>What settings and the best epoch are chosen on.</summary>
    Validation,

    /// <summary>What is reported, and looked at for nothing else.</summary>
    Test,
}

/// <summary>Opens the random streams that images are made from, so that no two of them are ever the same.</summary>
internal static class DataStream
{
    /// <summary>A seed of its own for one kind of image: two kinds under the same seed share no stream.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="kind">What tells the kind from all others, such as the canvas and the number of pieces.</param>
    public static ulong Seed(ulong seed, params ReadOnlySpan<int> kind)
    {
        foreach (int value in kind)
            seed = Mix(seed ^ Mix((uint)value));
        return seed;
    }

    /// <summary>The stream of one image.</summary>
    public static RandomStream Open(ulong kindSeed, DataSplit split, int epoch, int index) =>
        new(kindSeed, StreamPurpose.Data, ((long)split << 32) | (uint)epoch, index);

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014), a bijection.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
