using Ram.Data;
using Ram.Model;
using Ram.Networks;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class ImageShardTests
{
    [Fact]
    public void Images_read_where_they_lie_train_as_images_that_are_drawn()
    {
        RecurrentAttentionModel read = TinyTask.NewModel(), drawn = TinyTask.NewModel();
        TinyTask.RunToEnd(new Trainer(read, TinyTask.Train, null, TinyTask.Training));
        TinyTask.RunToEnd(new Trainer(drawn, new Drawn(TinyTask.Train), null, TinyTask.Training));
        Assert.Equal(TinyTask.Weights(drawn), TinyTask.Weights(read));
    }

    [Fact]
    public void Each_rollout_sees_the_image_of_its_index_with_its_label()
    {
        LabelledImages train = TinyTask.Train;
        foreach (IExamples examples in new IExamples[] { train, new Drawn(train) })
        {
            var images = new ImageShard(TinyTask.NewModel().NewPass(3), examples, images: 3, rolloutsPerImage: 2);
            int[] indices = [7, 0, 49];
            ImageRows rows = images.Draw(epoch: 0, indices);
            for (int row = 0; row < 6; row++)
            {
                Assert.Equal(train.Labels[indices[row / 2]], images.Labels[row]);
                Assert.Equal(train.Images[indices[row / 2]].ToArray(), rows.Of(row).ToArray());
            }
        }
    }

    [Fact]
    public void An_epoch_draws_each_image_once_in_an_order_of_its_own()
    {
        List<(int Epoch, int Index)> drawn = [];
        var examples = new Drawn(TinyTask.Train) { Seen = (epoch, index) => drawn.Add((epoch, index)) };
        TinyTask.RunToEnd(new Trainer(TinyTask.NewModel(), examples, null, TinyTask.Training));
        int[][] orders =
            [.. drawn.GroupBy(image => image.Epoch).Select(epoch => epoch.Select(image => image.Index).ToArray())];
        Assert.Equal(TinyTask.Training.Epochs, orders.Length);
        Assert.All(orders, order => Assert.Equal(Enumerable.Range(0, TinyTask.Train.Count), order.Order()));
        Assert.Distinct(orders.Select(order => string.Join(' ', order)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_update_looks_elsewhere(bool atRandom)
    {
        RecurrentAttentionModel model = TinyTask.NewModel();
        var settings = new RolloutSettings(new HybridLoss(), RandomGlimpses: atRandom);
        float[] GradientOf(long update)
        {
            var gradients = new Gradients(model.Parameters);
            var shard = new ImageShard(model.NewPass(3, settings), TinyTask.Train, images: 3, rolloutsPerImage: 1);
            shard.Run(epoch: 0, [0, 1, 2], new RolloutPlace(update, First: 0, Batch: 3), gradients);
            return gradients[model.Glimpse.Retina.Weight].ToArray();
        }
        Assert.Equal(GradientOf(5), GradientOf(5));
        Assert.NotEqual(GradientOf(5), GradientOf(6));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    [InlineData(256)]
    public void A_label_that_is_no_class_is_named_with_its_example(int label)
    {
        var trainer = new Trainer(
            TinyTask.NewModel(), new Drawn(TinyTask.Train, label), null, TinyTask.Training with { Batch = 1 });
        var error = Assert.Throws<RamException>(() => trainer.Run().Count());
        Assert.Matches($"Example [0-9]+ of epoch 0 has the label {label}; allowed: 0 to 3", error.Message);
    }

    [Fact]
    public void No_examples_are_refused()
    {
        var none = new Drawn(TinyTask.Train) { Count = 0 };
        var error = Assert.Throws<RamException>(() => new Trainer(TinyTask.NewModel(), none, null, TinyTask.Training));
        Assert.Contains("no examples", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Examples of which nobody knows that they are fixed.</summary>
    private sealed class Drawn(LabelledImages images, int? label = null) : IExamples
    {
        public int Count { get; init; } = images.Count;

        public Action<int, int>? Seen { get; init; }

        public int Channels => images.Channels;

        public int Height => images.Height;

        public int Width => images.Width;

        public int Classes => images.Classes;

        public int Draw(int epoch, int index, Span<byte> image)
        {
            Seen?.Invoke(epoch, index);
            return label ?? images.Draw(epoch, index, image);
        }
    }
}
