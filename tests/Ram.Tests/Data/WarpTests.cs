using Ram.Data;
using Ram.Numerics;

namespace Ram.Tests.Data;

public class AffineMapTests
{
    private const int Height = 9, Width = 12;

    private static readonly byte[] _image = [.. Enumerable.Range(0, Height * Width).Select(i => (byte)(i * 89 % 251))];

    [Fact]
    public void TheIdentityCopies() => Assert.Equal(_image, Bend(new AffineMap(1, 0, 0, 1, 0, 0)));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-3, 2)]
    [InlineData(0, -20)]
    public void WholePixelsMoveTheImage(int right, int down)
    {
        byte[] bent = Bend(new AffineMap(1, 0, 0, 1, right, down));
        Assert.All(Pixels, at => Assert.Equal(Pixel(at.Row - down, at.Column - right), bent[at.Row * Width + at.Column]));
    }

    [Fact]
    public void AQuarterTurnOfASquareIsExact()
    {
        byte[] square = [1, 2, 3, 4, 5, 6, 7, 8, 9], turned = new byte[9];
        new AffineMap(0, 1, -1, 0, 0, 0).Bend(square, turned, 3, 3);
        Assert.Equal<byte>([7, 4, 1, 8, 5, 2, 9, 6, 3], turned);
    }

    [Fact]
    public void HalfWayOutIsHalfWayToBlack()
    {
        byte[] white = [200, 200, 200, 200], moved = new byte[4];
        new AffineMap(1, 0, 0, 1, 0.5f, 0).Bend(white, moved, 2, 2);
        Assert.Equal<byte>([100, 200, 100, 200], moved);
    }

    [Fact]
    public void TheNaiveReadingInDoublePrecisionAgrees()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new RandomStream((ulong)seed, StreamPurpose.Data);
            AffineMap map = AffineMap.Random(ref random, 0.5, 0.5, 3);
            byte[] bent = Bend(map);
            Assert.All(Pixels, at => Assert.Equal(Naive(map, at.Row, at.Column), bent[at.Row * Width + at.Column], 0.51));
        }
    }

    [Fact]
    public void RandomMapsFillTheirRangesEvenly()
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

    private static IEnumerable<(int Row, int Column)> Pixels =>
        from row in Enumerable.Range(0, Height) from column in Enumerable.Range(0, Width) select (row, column);

    private static byte[] Bend(AffineMap map)
    {
        byte[] bent = new byte[Height * Width];
        map.Bend(_image, bent, Height, Width);
        return bent;
    }

    private static double Naive(AffineMap map, int row, int column)
    {
        double x = column - (Width - 1) / 2.0 - map.ShiftX, y = row - (Height - 1) / 2.0 - map.ShiftY;
        double sourceX = (double)map.XByX * x + (double)map.XByY * y + (Width - 1) / 2.0;
        double sourceY = (double)map.YByX * x + (double)map.YByY * y + (Height - 1) / 2.0;
        int left = (int)Math.Floor(sourceX), top = (int)Math.Floor(sourceY);
        double right = sourceX - left, below = sourceY - top;
        return (1 - below) * ((1 - right) * Pixel(top, left) + right * Pixel(top, left + 1))
            + below * ((1 - right) * Pixel(top + 1, left) + right * Pixel(top + 1, left + 1));
    }

    private static byte Pixel(int row, int column) =>
        row is < 0 or >= Height || column is < 0 or >= Width ? (byte)0 : _image[row * Width + column];
}
