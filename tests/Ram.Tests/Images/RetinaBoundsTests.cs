using Ram.Images;

namespace Ram.Tests.Images;

/// <summary>Every place at which a patch can lie, one by one.</summary>
public class RetinaBoundsTests
{
    private const int Height = 20, Width = 27;

    public static TheoryData<int, int, double> Retinas => new()
    {
        { 8, 1, 2 }, { 12, 3, 2 }, { 5, 2, 3 }, { 3, 3, 1.5 }, { 17, 2, 1 }, { 4, 3, 2.5 }, { 1, 4, 2 },
    };

    [Theory]
    [MemberData(nameof(Retinas))]
    public void An_image_looks_as_it_does_on_a_black_canvas(int size, int patches, double scale)
    {
        var retina = new Retina(size, patches, scale);
        int reach = retina.Width(patches - 1), canvasWidth = Width + 4 * reach, canvasHeight = Height + 4 * reach;
        byte[] image = RetinaTests.Noise(Height * Width, seed: 8), canvas = new byte[canvasHeight * canvasWidth];
        for (int row = 0; row < Height; row++)
            image.AsSpan(row * Width, Width).CopyTo(canvas.AsSpan((row + 2 * reach) * canvasWidth + 2 * reach));
        float[] seen = new float[retina.GlimpseSize], expected = new float[retina.GlimpseSize];
        for (int row = -reach; row < Height + reach; row++)
        {
            for (int column = -reach; column < Width + reach; column++)
            {
                retina.Glimpse(image, Height, Width, Location(column, Width), Location(row, Height), seen);
                retina.Glimpse(canvas, canvasHeight, canvasWidth, Location(column + 2 * reach, canvasWidth),
                    Location(row + 2 * reach, canvasHeight), expected);
                Assert.True(seen.AsSpan().SequenceEqual(expected), $"Row {row}, column {column}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Retinas))]
    public void What_lies_around_the_image_in_memory_is_neither_read_nor_written(int size, int patches, double scale)
    {
        const int Margin = 4096;
        var retina = new Retina(size, patches, scale, inputMean: 0.1);
        byte[] image = RetinaTests.Noise(Height * Width, seed: 8);
        byte[] dark = new byte[image.Length + 2 * Margin], bright = new byte[image.Length + 2 * Margin];
        bright.AsSpan().Fill(255);
        image.CopyTo(dark, Margin);
        image.CopyTo(bright, Margin);
        float[] expected = new float[retina.GlimpseSize + 32], seen = new float[retina.GlimpseSize + 32];
        int reach = retina.Width(patches - 1);
        for (int row = -reach; row < Height + reach; row++)
        {
            for (int column = -reach; column < Width + reach; column++)
            {
                Look(dark, column, row, expected);
                Look(bright, column, row, seen);
                Assert.True(seen.AsSpan().SequenceEqual(expected), $"Row {row}, column {column}.");
                Assert.Equal(-1, seen.AsSpan(0, 16).IndexOfAnyExcept(7f));
                Assert.Equal(-1, seen.AsSpan(^16..).IndexOfAnyExcept(7f));
            }
        }

        void Look(byte[] memory, int column, int row, float[] glimpse)
        {
            glimpse.AsSpan().Fill(7);
            retina.Glimpse(memory.AsSpan(Margin, image.Length), Height, Width, Location(column, Width),
                Location(row, Height), glimpse.AsSpan(16, retina.GlimpseSize));
        }
    }

    [Theory]
    [InlineData(1e3f)]
    [InlineData(1e9f)]
    [InlineData(float.MaxValue)]
    public void Far_outside_everything_is_zero(float far)
    {
        foreach (Retina retina in new[] { new Retina(12, 3, inputMean: 0.1), new Retina(5, 3, 1.5, inputMean: 0.1) })
        {
            byte[] image = RetinaTests.Noise(Height * Width, seed: 8);
            foreach ((float x, float y) in new[] { (far, 0f), (-far, 0f), (0f, far), (0f, -far), (-far, far) })
                Assert.Equal(-1, RetinaTests.Look(retina, image, Height, Width, x, y).AsSpan().IndexOfAnyExcept(0f));
        }
    }

    // The middle of a pixel, so that rounding cannot fall into its neighbour.
    private static float Location(int pixel, int size) => (2 * pixel + 1f) / size - 1;
}
