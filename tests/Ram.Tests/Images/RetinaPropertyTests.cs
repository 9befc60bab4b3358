using FsCheck;
using FsCheck.Fluent;
using Ram.Images;
using Ram.Numerics;

namespace Ram.Tests.Images;

public class RetinaPropertyTests
{
    private static readonly Config _seeded = Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20140624, 1247);

    /// <summary>A retina, an image and where it looks.</summary>
    public sealed record Case(
        int Size, int Patches, double Scale, int Channels, int Height, int Width, float X, float Y, int Seed);

    [Fact]
    public void Every_glimpse_is_the_naive_one() =>
        Check.One(_seeded, Prop.ForAll(Cases.ToArbitrary(), c =>
        {
            var retina = new Retina(c.Size, c.Patches, c.Scale, c.Channels);
            byte[] image = RetinaTests.Noise(c.Channels * c.Height * c.Width, c.Seed);
            RetinaTests.Close(
                NaiveRetina.Glimpse(retina, image, c.Height, c.Width, c.X, c.Y),
                RetinaTests.Look(retina, image, c.Height, c.Width, c.X, c.Y));
        }));

    [Fact]
    public void What_the_backward_pass_gives_is_the_adjoint() =>
        Check.One(_seeded, Prop.ForAll(Cases.ToArbitrary(), c =>
        {
            var retina = new Retina(c.Size, c.Patches, c.Scale, c.Channels, inputStd: 0.7);
            byte[] image = RetinaTests.Noise(c.Channels * c.Height * c.Width, c.Seed);
            float[] glimpse = RetinaTests.Look(retina, image, c.Height, c.Width, c.X, c.Y);
            Matrix gradient = RetinaTests.Uniform(1, retina.GlimpseSize, c.Seed, range: 1);
            var location = new Matrix(1, 2) { [0, 0] = c.X, [0, 1] = c.Y };
            float[] pixels = retina.Backward(gradient, location, c.Height, c.Width);
            double forward = 0, backward = 0, terms = 0;
            for (int i = 0; i < glimpse.Length; i++)
            {
                forward += (double)glimpse[i] * gradient[0, i];
                terms += Math.Abs((double)glimpse[i] * gradient[0, i]);
            }
            for (int i = 0; i < image.Length; i++)
                backward += image[i] / 255.0 * pixels[i];
            Assert.Equal(forward, backward, 1e-6 * (1 + terms));
        }));

    // Widths up to 60 in whole and broken ratios, images down to one pixel, locations beyond the border.
    private static Gen<Case> Cases =>
        from size in Gen.Choose(1, 17)
        from patches in Gen.Choose(1, 3)
        from scale in Gen.Elements(1, 1.3, 1.5, 2, 2.5, 3)
        where size * Math.Pow(scale, patches - 1) <= 60
        from channels in Gen.Choose(1, 3)
        from height in Gen.Choose(1, 40)
        from width in Gen.Choose(1, 40)
        from x in Gen.Choose(-1300, 1300)
        from y in Gen.Choose(-1300, 1300)
        from seed in Gen.Choose(0, 1 << 20)
        select new Case(size, patches, scale, channels, height, width, x / 1000f, y / 1000f, seed);
}
