using Ram.Data;
using Ram.Numerics;

namespace Ram.Tests.Data;

public class WarpTests
{
    private const int Height = 9, Width = 21, Plane = Warp.Knots * Warp.KnotStride;

    private static readonly AffineMap _identity = new(1, 0, 0, 1, 0, 0);

    private static readonly byte[] _image = [.. Enumerable.Range(0, Height * Width).Select(i => (byte)(i * 89 % 251))];

    private static readonly float[] _still = new float[2 * Plane];

    [Fact]
    public void The_identity_copies() => Assert.Equal(_image, Bend(_identity, _still));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-3, 2)]
    [InlineData(0, -20)]
    public void Whole_pixels_move_the_image(int right, int down)
    {
        byte[] bent = Bend(_identity with { ShiftX = right, ShiftY = down }, _still);
        Assert.All(Pixels, at => Assert.Equal(Pixel(at.Row - down, at.Column - right), bent[at.Row * Width + at.Column]));
    }

    [Fact]
    public void A_quarter_turn_of_a_square_is_exact()
    {
        byte[] square = [1, 2, 3, 4, 5, 6, 7, 8, 9], turned = new byte[9];
        new Warp(3, 3).Distort(square, turned, new AffineMap(0, 1, -1, 0, 0, 0), _still);
        Assert.Equal<byte>([7, 4, 1, 8, 5, 2, 9, 6, 3], turned);
    }

    [Fact]
    public void Half_way_out_is_half_way_to_black()
    {
        byte[] white = [200, 200, 200, 200], moved = new byte[4];
        new Warp(2, 2).Distort(white, moved, _identity with { ShiftX = 0.5f }, _still);
        Assert.Equal<byte>([100, 200, 100, 200], moved);
    }

    [Fact]
    public void Knots_that_are_all_moved_alike_move_the_image()
    {
        float[] knots = [.. Enumerable.Repeat(-2f, Plane), .. Enumerable.Repeat(1f, Plane)];
        byte[] bent = Bend(_identity, knots);
        Assert.All(Pixels, at => Assert.Equal(
            Pixel(at.Row + 1, at.Column - 2), (double)bent[at.Row * Width + at.Column], tolerance: 1));
    }

    [Fact]
    public void A_knot_moves_its_own_neighbourhood_alone()
    {
        // The middle one, on row 4 and column 10; the next ones are 2 rows and 5 columns away.
        float[] knots = new float[2 * Plane];
        knots[2 * Warp.KnotStride + 2] = 1;
        byte[] bent = Bend(_identity, knots);
        Assert.Equal(Pixel(4, 11), bent[4 * Width + 10]);
        Assert.All(Pixels.Where(at => Math.Abs(at.Row - 4) >= 2 || Math.Abs(at.Column - 10) >= 5), at =>
            Assert.Equal(Pixel(at.Row, at.Column), bent[at.Row * Width + at.Column]));
    }

    [Fact]
    public void The_naive_reading_in_double_precision_agrees()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new RandomStream((ulong)seed, StreamPurpose.Data);
            AffineMap map = AffineMap.Random(ref random, 0.5, 0.5, 3);
            float[] knots = new float[2 * Plane];
            foreach (ref float knot in knots.AsSpan())
                knot = (float)random.NextDouble(-2, 2);
            byte[] bent = Bend(map, knots);
            Assert.All(Pixels, at =>
                Assert.Equal(Naive(map, knots, at.Row, at.Column), bent[at.Row * Width + at.Column], 0.51));
        }
    }

    private static IEnumerable<(int Row, int Column)> Pixels =>
        from row in Enumerable.Range(0, Height) from column in Enumerable.Range(0, Width) select (row, column);

    private static byte[] Bend(AffineMap map, float[] knots)
    {
        byte[] bent = new byte[Height * Width];
        new Warp(Height, Width).Distort(_image, bent, map, knots);
        return bent;
    }

    private static double Naive(AffineMap map, float[] knots, int row, int column)
    {
        double x = column - (Width - 1) / 2.0 - map.ShiftX, y = row - (Height - 1) / 2.0 - map.ShiftY;
        double sourceX = (double)map.XByX * x + (double)map.XByY * y + (Width - 1) / 2.0
            + Displacement(knots[..Plane], row, column);
        double sourceY = (double)map.YByX * x + (double)map.YByY * y + (Height - 1) / 2.0
            + Displacement(knots[Plane..], row, column);
        int left = (int)Math.Floor(sourceX), top = (int)Math.Floor(sourceY);
        double right = sourceX - left, below = sourceY - top;
        return (1 - below) * ((1 - right) * Pixel(top, left) + right * Pixel(top, left + 1))
            + below * ((1 - right) * Pixel(top + 1, left) + right * Pixel(top + 1, left + 1));
    }

    // Between the four knots around the pixel.
    private static double Displacement(float[] plane, int row, int column)
    {
        double y = row * (Warp.Knots - 1.0) / (Height - 1), x = column * (Warp.Knots - 1.0) / (Width - 1);
        int top = Math.Min((int)y, Warp.Knots - 2), left = Math.Min((int)x, Warp.Knots - 2);
        double At(int i, int j) => plane[i * Warp.KnotStride + j];
        double upper = At(top, left) + (x - left) * (At(top, left + 1) - At(top, left));
        double lower = At(top + 1, left) + (x - left) * (At(top + 1, left + 1) - At(top + 1, left));
        return upper + (y - top) * (lower - upper);
    }

    private static byte Pixel(int row, int column) =>
        row is < 0 or >= Height || column is < 0 or >= Width ? (byte)0 : _image[row * Width + column];
}
