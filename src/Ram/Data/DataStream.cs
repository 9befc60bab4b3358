using Ram.Numerics;

namespace Ram.Data;

/// <summary>What weights are trained on, what the best epoch is chosen on, and what is reported.</summary>
internal enum DataSplit { Train, Validation, Test }

/// <summary>Opens the random streams that images are made from, so that no two of them are ever the same.</summary>
internal static class DataStream
{
    /// <summary>A seed of its own for one kind of image, which its numbers tell from all others.</summary>
    public static ulong Seed(ulong seed, params ReadOnlySpan<int> kind)
    {
        foreach (int value in kind)
            seed = Mix(seed ^ Mix((uint)value));
        return seed;
    }

    /// <summary>The stream of one image.</summary>
    public static RandomStream Open(ulong kindSeed, DataSplit split, int epoch, int index) =>
        new(kindSeed, StreamPurpose.Data, ((long)split << 32) | (uint)epoch, index);

    // SplitMix64 (Steele, Lea and Flood 2014), a bijection.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
