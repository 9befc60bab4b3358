using Ram.Images;
using Ram.Numerics;

namespace Ram.Tests.Images;

public class RetinaTests
{
    // A 4x4 image whose pixels tell their place.
    private static readonly byte[] _sixteen = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    [Fact]
    public void The_centre() =>
        Equal([6, 7, 10, 11], Look(new Retina(2), _sixteen, 4, 4, 0, 0));

    [Theory]
    [InlineData(-1, -1, new[] { 0, 0, 0, 1 })]
    [InlineData(1, -1, new[] { 0, 0, 4, 0 })]
    [InlineData(-1, 1, new[] { 0, 13, 0, 0 })]
    [InlineData(1, 1, new[] { 16, 0, 0, 0 })]
    public void The_four_corners_are_three_quarters_outside(float x, float y, int[] expected) =>
        Equal(expected, Look(new Retina(2), _sixteen, 4, 4, x, y));

    [Theory]
    [InlineData(-1, 0, new[] { 0, 5, 0, 9 })]
    [InlineData(1, 0, new[] { 8, 0, 12, 0 })]
    [InlineData(0, -1, new[] { 0, 0, 2, 3 })]
    [InlineData(0, 1, new[] { 14, 15, 0, 0 })]
    public void Half_outside_is_half_zero(float x, float y, int[] expected) =>
        Equal(expected, Look(new Retina(2), _sixteen, 4, 4, x, y));

    [Fact]
    public void A_patch_larger_than_the_image_has_it_in_the_middle() =>
        Equal(
            [
                0, 0, 0, 0, 0, 0,
                0, 1, 2, 3, 4, 0,
                0, 5, 6, 7, 8, 0,
                0, 9, 10, 11, 12, 0,
                0, 13, 14, 15, 16, 0,
                0, 0, 0, 0, 0, 0,
            ],
            Look(new Retina(6), _sixteen, 4, 4, 0, 0));

    [Fact]
    public void An_odd_patch_on_an_odd_image_has_the_middle_pixel_in_its_middle() =>
        Equal([7, 8, 9, 12, 13, 14, 17, 18, 19], Look(new Retina(3), Counted(25), 5, 5, 0, 0));

    [Fact]
    public void An_odd_patch_on_an_even_image_leans_to_the_right_and_below() =>
        Equal([6, 7, 8, 10, 11, 12, 14, 15, 16], Look(new Retina(3), _sixteen, 4, 4, 0, 0));

    [Fact]
    public void X_goes_along_the_width_and_y_down_the_height() =>
        Equal([6], Look(new Retina(1), Counted(6), height: 2, width: 3, x: 0.9f, y: 0.9f));

    [Fact]
    public void Three_scales_are_averaged_by_area()
    {
        // Patches 1, 2 and 4 wide: the pixel right below the centre, the four around it, all sixteen.
        float[] glimpse = Look(new Retina(1, patches: 3), _sixteen, 4, 4, 0, 0);
        Assert.Equal([11 / 255f, 34 / 1020f, 136 / 4080f], glimpse);
    }

    [Fact]
    public void Twice_as_wide_averages_four_pixels()
    {
        float[] glimpse = Look(new Retina(2, patches: 2), _sixteen, 4, 4, 0, 0);
        Equal([6, 7, 10, 11], glimpse[..4]);
        Assert.Equal([14 / 1020f, 22 / 1020f, 46 / 1020f, 54 / 1020f], glimpse[4..]);
    }

    [Fact]
    public void One_and_a_half_times_as_wide_cuts_pixels_in_half()
    {
        // Three pixels to two cells: 1, 1/2 of the middle one, which the cells share.
        float[] glimpse = Look(new Retina(2, patches: 2, scale: 1.5), Counted(9), 3, 3, 0, 0);
        double[] expected =
        [
            (1 + 0.5 * 2 + 0.5 * 4 + 0.25 * 5) / 2.25, (0.5 * 2 + 3 + 0.25 * 5 + 0.5 * 6) / 2.25,
            (0.5 * 4 + 0.25 * 5 + 7 + 0.5 * 8) / 2.25, (0.25 * 5 + 0.5 * 6 + 0.5 * 8 + 9) / 2.25,
        ];
        for (int i = 0; i < 4; i++)
            Assert.Equal(expected[i] / 255, glimpse[4 + i], 1e-7);
    }

    [Fact]
    public void The_output_is_depth_major_then_channel_then_rows()
    {
        byte[] colour = [.. _sixteen, .. _sixteen.Select(p => (byte)(p + 100)), .. _sixteen.Select(p => (byte)(p + 200))];
        float[] glimpse = Look(new Retina(2, patches: 2, scale: 1, channels: 3), colour, 4, 4, 0, 0);
        int[] once = [6, 7, 10, 11, 106, 107, 110, 111, 206, 207, 210, 211];
        Equal([.. once, .. once], glimpse);
    }

    [Fact]
    public void Outside_is_zero_after_normalisation()
    {
        float[] glimpse = Look(new Retina(2, inputMean: 0.25, inputStd: 0.5), [255, 255, 255, 255], 2, 2, 1, 0);
        Assert.Equal([1.5f, 0, 1.5f, 0], glimpse);
    }

    [Fact]
    public void A_cell_half_outside_is_normalised_by_its_inside()
    {
        float[] glimpse = Look(new Retina(1, 2, inputMean: 0.25, inputStd: 0.5), [255, 255, 255, 255], 2, 2, -1, 0);
        Assert.Equal([1.5f, 0.75f], glimpse);
    }

    [Fact]
    public void Three_channels_of_512_through_64_at_depth_three_give_nine_times_64_times_64()
    {
        var retina = new Retina(64, patches: 3, scale: 2, channels: 3);
        var images = new ImageBatch(1, 3, 512, 512);
        for (int channel = 0; channel < 3; channel++)
            images[0].Slice(channel * 512 * 512, 512 * 512).Fill((byte)(51 * (channel + 1)));
        Matrix glimpses = retina.Forward(images, new Matrix(1, 2));
        Assert.Equal((1, 9 * 64 * 64), (glimpses.Rows, glimpses.Columns));
        for (int map = 0; map < 9; map++)
            Assert.Equal(-1, glimpses.Row(0).Slice(map * 64 * 64, 64 * 64).IndexOfAnyExcept(51 * (map % 3 + 1) / 255f));
    }

    [Theory]
    [InlineData(8, 2, 0, 8)]
    [InlineData(12, 2, 3, 96)]
    [InlineData(7, 3, 2, 63)]
    [InlineData(5, 1.5, 1, 8)]
    [InlineData(3, 1.5, 1, 4)]
    [InlineData(9, 1, 3, 9)]
    public void Widths_grow_by_the_scale_and_are_rounded(int size, double scale, int depth, int expected) =>
        Assert.Equal(expected, new Retina(size, depth + 1, scale).Width(depth));

    [Fact]
    public void Corners_may_lie_outside()
    {
        var retina = new Retina(8, patches: 2);
        Assert.Equal((10, 26), retina.Corner(0, 0, 0, width: 28, height: 60));
        Assert.Equal((6, 22), retina.Corner(1, 0, 0, width: 28, height: 60));
        Assert.Equal((-4, -4), retina.Corner(0, -1, -1, width: 28, height: 60));
        Assert.Equal((24, 56), retina.Corner(0, 1, 1, width: 28, height: 60));
        Assert.Equal((-5, 24), retina.Corner(0, -1.001f, 1.001f, width: 28, height: 28));
    }

    [Theory]
    [InlineData(0.1307, 0.3081)]
    [InlineData(-3, 7)]
    public void Normalisation_keeps_to_the_oracle_over_the_border(double mean, double std)
    {
        var retina = new Retina(5, 4, 1.7, 2, mean, std);
        byte[] image = Noise(2 * 11 * 14, seed: 3);
        foreach ((float x, float y) in new[] { (0f, 0f), (-0.9f, 0.3f), (1f, -1f), (1.4f, 0.2f) })
            Close(NaiveRetina.Glimpse(retina, image, 11, 14, x, y, mean, std), Look(retina, image, 11, 14, x, y));
    }

    [Theory]
    [InlineData(300, 2)] // blocks too tall for sums of 16 bits
    [InlineData(33, 70)] // wider than a row on the stack
    [InlineData(22, 2)]  // the largest ratio that is halved
    [InlineData(24, 2)]  // and the next
    [InlineData(32, 2)]  // halved, it would overflow
    [InlineData(16, 5)]
    public void White_is_white_at_every_width(int scale, int size)
    {
        var retina = new Retina(size, 2, scale);
        int side = size * scale;
        byte[] image = new byte[side * side];
        image.AsSpan().Fill(255);
        Assert.Equal(-1, Look(retina, image, side, side, 0, 0).AsSpan(size * size).IndexOfAnyExcept(1f));
    }

    [Fact]
    public void Rows_of_a_batch_are_the_single_images_bit_for_bit()
    {
        foreach (Retina retina in new[] { new Retina(8, 3), new Retina(5, 3, 1.5, 1, 0.13, 0.3), new Retina(7, 2, 3) })
        {
            var images = new ImageBatch(9, 1, 28, 31, Noise(9 * 28 * 31, seed: 5));
            Matrix locations = Uniform(9, 2, seed: 6, range: 1.2f);
            Matrix batch = retina.Forward(images, locations);
            for (int i = 0; i < images.Count; i++)
            {
                var alone = new Matrix(1, 2);
                locations.Row(i).CopyTo(alone.Row(0));
                Assert.Equal(retina.Forward(images.Single(i), alone).Row(0).ToArray(), batch.Row(i).ToArray());
            }
        }
    }

    [Fact]
    public void A_glimpse_allocates_nothing()
    {
        var retina = new Retina(12, 4, inputMean: 0.1);
        var fractional = new Retina(12, 4, 1.5);
        byte[] image = Noise(60 * 60, seed: 1);
        float[] glimpse = new float[retina.GlimpseSize];
        retina.Glimpse(image, 60, 60, 0, 0, glimpse);
        fractional.Glimpse(image, 60, 60, 0, 0, glimpse);
        long before = GC.GetAllocatedBytesForCurrentThread();
        retina.Glimpse(image, 60, 60, 0.9f, -0.3f, glimpse);
        fractional.Glimpse(image, 60, 60, 0.9f, -0.3f, glimpse);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(0, float.NaN)]
    [InlineData(float.PositiveInfinity, 0)]
    [InlineData(0, float.NegativeInfinity)]
    public void A_location_that_is_no_number_is_refused(float x, float y)
    {
        var error = Assert.Throws<ArgumentException>(() => Look(new Retina(2), _sixteen, 4, 4, x, y));
        Assert.Contains("not finite", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var retina = new Retina(2);
        var images = new ImageBatch(2, 1, 4, 4);
        Assert.Throws<ArgumentException>(() => retina.Glimpse(new byte[15], 4, 4, 0, 0, new float[4]));
        Assert.Throws<ArgumentException>(() => retina.Glimpse(new byte[16], -4, -4, 0, 0, new float[4]));
        Assert.Throws<ArgumentException>(() => retina.Glimpse(new byte[16], 4, 4, 0, 0, new float[5]));
        Assert.Throws<ArgumentException>(() => retina.Forward(images, new Matrix(3, 2)));
        Assert.Throws<ArgumentException>(() => retina.Forward(images, new Matrix(2, 3)));
        Assert.Throws<ArgumentException>(() => new Retina(2, channels: 3).Forward(images, new Matrix(2, 2)));
        Assert.Throws<ArgumentException>(() => retina.Backward(new Matrix(2, 5), new Matrix(2, 2), 4, 4));
        Assert.Throws<ArgumentException>(() => retina.Backward(new Matrix(2, 4), new Matrix(1, 2), 4, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => retina.Backward(new Matrix(2, 4), new Matrix(2, 2), 0, 4));
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retina(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retina(8, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retina(8, 2, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retina(8, 2, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retina(8, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retina(8, channels: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retina(8, inputMean: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retina(8, inputStd: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retina(8, inputStd: double.PositiveInfinity));
    }

    internal static byte[] Noise(int count, int seed)
    {
        var noise = new byte[count];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    internal static Matrix Uniform(int rows, int columns, int seed, float range)
    {
        var random = new Random(seed);
        var matrix = new Matrix(rows, columns);
        for (int row = 0; row < rows; row++)
            foreach (ref float value in matrix.Row(row))
                value = range * (2 * random.NextSingle() - 1);
        return matrix;
    }

    internal static float[] Look(Retina retina, ReadOnlySpan<byte> image, int height, int width, float x, float y)
    {
        var glimpse = new float[retina.GlimpseSize];
        glimpse.AsSpan().Fill(float.NaN);
        retina.Glimpse(image, height, width, x, y, glimpse);
        return glimpse;
    }

    // Two roundings of the cell and one of the mean, against numbers of about 1.
    internal static void Close(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 5e-7);
    }

    private static byte[] Counted(int count) => [.. Enumerable.Range(1, count).Select(i => (byte)i)];

    private static void Equal(int[] bytes, float[] glimpse) => Assert.Equal(bytes.Select(p => p / 255f), glimpse);
}
