using Ram.Data;
using Ram.Numerics;

namespace Ram.Tests.Data;

public class AffineMapTests
{
    [Fact]
    public void Random_maps_fill_their_ranges_evenly()
    {
        const int Count = 20_000;
        var random = new RandomStream(3, StreamPurpose.Data);
        var maps = new AffineMap[Count];
        for (int i = 0; i < Count; i++)
            maps[i] = AffineMap.Random(ref random, 0.1, 0.2, 1.5);
        AssertUniform(maps.Select(map => map.XByX - 1), 0.1);
        AssertUniform(maps.Select(map => map.YByY - 1), 0.1);
        AssertUniform(maps.Select(map => map.XByY), 0.2);
        AssertUniform(maps.Select(map => map.YByX), 0.2);
        AssertUniform(maps.Select(map => map.ShiftX), 1.5);
        AssertUniform(maps.Select(map => map.ShiftY), 1.5);
        Assert.InRange(maps.Average(map => map.XByY * map.YByX), -0.001, 0.001);
    }

    private static void AssertUniform(IEnumerable<float> values, double most)
    {
        int[] bins = new int[10];
        foreach (float value in values)
            bins[(int)Math.Clamp((value + most) / (2 * most) * 10, -1, 10)]++;
        ChiSquare.AssertUniform(bins);
    }
}
