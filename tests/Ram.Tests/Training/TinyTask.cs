using Ram.Data;
using Ram.Images;
using Ram.Model;
using Ram.Networks;
using Ram.Tests.Networks;
using Ram.Training;

namespace Ram.Tests.Training;

/// <summary>Which quarter of a noisy 12x12 image holds a bright square: learned within a second.</summary>
internal static class TinyTask
{
    private const int Side = 12, Square = 4;

    public static RamOptions Model { get; } =
        new() { PatchSize = 4, Glimpses = 3, Hidden = 18, Classes = 4, Std = 0.3 };

    /// <summary>Five updates an epoch on fifty images, the last of two images; shards of unequal size.</summary>
    public static TrainingOptions Training { get; } = new()
    {
        Epochs = 4,
        Batch = 12,
        Rollouts = 2,
        ShardRollouts = 5,
        Threads = 1,
        Rate = LearningRate.Cosine(0.01),
        ClipNorm = 1,
    };

    public static LabelledImages Train { get; } = Draw(50, seed: 1);

    public static LabelledImages Validation { get; } = Draw(60, seed: 2);

    public static RecurrentAttentionModel NewModel(RamOptions? options = null, double scale = 0.25) =>
        TinyModel.Create(options ?? Model, new GlimpseWidths(19, 5, 21), seed: 3, scale);

    public static Trainer NewTrainer(TrainingOptions options, LabelledImages? validation = null) =>
        new(NewModel(), Train, validation, options) { Clock = new StillClock() };

    public static LabelledImages Draw(int count, int seed)
    {
        var random = new Random(seed);
        var images = new ImageBatch(count, 1, Side, Side);
        var labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(4);
            Span<byte> image = images[i];
            foreach (ref byte pixel in image)
                pixel = (byte)random.Next(60);
            int left = labels[i] % 2 * 6 + random.Next(3), top = labels[i] / 2 * 6 + random.Next(3);
            for (int y = top; y < top + Square; y++)
                image.Slice(y * Side + left, Square).Fill(255);
        }
        return new LabelledImages(images, labels, classes: 4);
    }

    /// <summary>All weights, one after the other.</summary>
    public static float[] Weights(Classifier model) =>
        [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];

    /// <summary>Trains to the end.</summary>
    public static List<EpochLog> RunToEnd(Trainer trainer, (string Path, TimeSpan Every)? checkpoint = null) =>
        [.. trainer.Run(checkpoint)];
}
