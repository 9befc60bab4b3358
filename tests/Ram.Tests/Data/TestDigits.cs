using Ram.Data;
using Ram.Images;

namespace Ram.Tests.Data;

/// <summary>Images of a known pattern in the place of digits.</summary>
internal static class TestDigits
{
    public const int Side = 28;

    /// <summary>Images whose pixel is a function of (image, row, column), labelled 0 to 9 in turn.</summary>
    public static LabelledImages Make(int count, Func<int, int, int, int> pixel)
    {
        ImageBatch images = new(count, 1, Side, Side);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 10);
            for (int p = 0; p < Side * Side; p++)
                images[i][p] = (byte)pixel(i, p / Side, p % Side);
        }
        return new LabelledImages(images, labels);
    }

    public static byte[] Draw(this IExamples examples, int epoch, int index)
    {
        byte[] image = new byte[examples.Height * examples.Width];
        Random.Shared.NextBytes(image);
        examples.Draw(epoch, index, image);
        return image;
    }
}
