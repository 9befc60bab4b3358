using Ram.Data;
using Ram.Model;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class ShardImagesTests
{
    [Fact]
    public void ImagesReadWhereTheyLieTrainAsImagesThatAreDrawn()
    {
        RecurrentAttentionModel read = TinyTask.NewModel(), drawn = TinyTask.NewModel();
        TinyTask.RunToEnd(new Trainer(read, TinyTask.Train, null, TinyTask.Training));
        TinyTask.RunToEnd(new Trainer(drawn, new Drawn(TinyTask.Train), null, TinyTask.Training));
        Assert.Equal(TinyTask.Weights(drawn), TinyTask.Weights(read));
    }

    [Fact]
    public void EachRolloutSeesTheImageOfItsIndexWithItsLabel()
    {
        LabelledImages train = TinyTask.Train;
        foreach (IExamples examples in new IExamples[] { train, new Drawn(train) })
        {
            var images = new ShardImages(examples, images: 3, rolloutsPerImage: 2);
            int[] indices = [7, 0, 49];
            ImageRows rows = images.Draw(epoch: 0, indices);
            for (int row = 0; row < 6; row++)
            {
                Assert.Equal(train.Labels[indices[row / 2]], images.Labels[row]);
                Assert.Equal(train.Images[indices[row / 2]].ToArray(), rows.Of(row).ToArray());
            }
        }
    }

    /// <summary>Examples of which nobody knows that they are fixed.</summary>
    private sealed class Drawn(LabelledImages images) : IExamples
    {
        public int Count => images.Count;

        public int Channels => images.Channels;

        public int Height => images.Height;

        public int Width => images.Width;

        public int Classes => images.Classes;

        public int Draw(int epoch, int index, Span<byte> image) => images.Draw(epoch, index, image);
    }
}
