using Ram.Images;
using Ram.Numerics;

namespace Ram.Tests.Images;

public class RetinaGradientTests
{
    [Theory]
    [MemberData(nameof(RetinaBoundsTests.Retinas), MemberType = typeof(RetinaBoundsTests))]
    public void The_image_gradient_is_the_difference_that_a_pixel_makes(int size, int patches, double scale)
    {
        const int High = 5, Wide = 7;
        var retina = new Retina(size, patches, scale, channels: 2, inputMean: 0.2, inputStd: 0.5);
        Matrix gradient = RetinaTests.Uniform(2, retina.GlimpseSize, seed: 11, range: 1);
        Matrix locations = RetinaTests.Uniform(2, 2, seed: 12, range: 1);
        float[] actual = retina.Backward(gradient, locations, High, Wide);
        for (int image = 0; image < 2; image++)
        {
            for (int pixel = 0; pixel < 2 * High * Wide; pixel++)
            {
                double difference = Loss(image, pixel, 1) - Loss(image, pixel, 0);
                Assert.Equal(difference, actual[image * 2 * High * Wide + pixel], 1e-5);
            }
        }

        double Loss(int image, int pixel, double value)
        {
            var pixels = new double[2 * High * Wide];
            pixels[pixel] = value;
            double[] glimpse = NaiveRetina.Glimpse(
                retina, pixels, High, Wide, locations[image, 0], locations[image, 1], 0.2, 0.5);
            return glimpse.Select((cell, i) => cell * gradient[image, i]).Sum();
        }
    }
}
