using Ram.Data;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// Trains a model on images, epoch by epoch, and keeps the weights that are best on validation: a recurrent attention
/// model by the hybrid loss, a network without glimpses by cross-entropy.
/// </summary>
/// <example><code>
/// DigitSets digits = Mnist.Load();
/// var model = new RecurrentAttentionModel(new RamOptions());
/// var trainer = new Trainer(model, digits.Train, digits.Validation, new TrainingOptions { Epochs = 5 });
/// foreach (EpochLog epoch in trainer.Run())
///     Console.WriteLine(epoch);
/// </code></example>
public sealed class Trainer : TrainingLoop
{
    private readonly IExamples _examples;
    private readonly LabelledImages? _validation;

    /// <summary>
    /// Prepares a training of a model, which is changed in place; nothing is computed yet. The best weights are chosen
    /// on validation, or the last ones are kept without it.
    /// </summary>
    /// <exception cref="RamException">When an option is out of range, or model and images do not fit.</exception>
    public Trainer(Classifier model, IExamples examples, LabelledImages? validation, TrainingOptions options)
        : base(model, options, examples.Count)
    {
        CheckFit(model, examples);
        if (validation is not null)
            CheckFit(model, validation);
        if (model is RecurrentAttentionModel attends)
            attends.CheckLoss(options.Loss);
        else
        {
            Allowed.Check(options.Rollouts == 1, "rollouts", options.Rollouts, "1 without glimpses");
            Allowed.Check(!options.RandomGlimpses, "randomGlimpses", true, "false without glimpses");
        }
        (_examples, _validation) = (examples, validation);
    }

    private protected override Shard NewShard(int count) =>
        new ImageShard(Model.NewPass(count, Settings(Options.Rollouts)), _examples, count, Options.Rollouts).Run;

    private protected override double? Validate(WorkerPool pool)
    {
        if (_validation is not null)
            return Evaluation.Run(Model, _validation, pool, rows => Model.NewPass(rows, Settings(1)).Classify).ErrorPercent;
        KeepBest();
        return null;
    }

    private RolloutSettings Settings(int rollouts) =>
        new(Options.Loss, Options.Seed, rollouts, Options.FirstSpread, Options.RandomGlimpses);

    private static void CheckFit(Classifier model, IExamples examples)
    {
        if (examples.Count < 1)
            throw new RamException("There are no examples to train or validate on; needed: 1 or more.");
        model.CheckImages(examples.Channels, examples.Height, examples.Width);
        if (examples.Classes != model.Classes)
            throw new RamException(
                $"The data have {examples.Classes} classes; the model has {model.Classes} (option classes).");
    }
}

/// <summary>Images and their rollouts: those of a fixed set are read where they lie, others are drawn.</summary>
internal sealed class ImageShard(IPass pass, IExamples examples, int images, int rolloutsPerImage)
{
    private readonly LabelledImages? _fixed = examples as LabelledImages;
    private readonly int _imageSize = examples.Channels * examples.Height * examples.Width;
    private readonly byte[] _pixels = (examples as LabelledImages)?.Images.Pixels
        ?? new byte[images * examples.Channels * examples.Height * examples.Width];
    private readonly byte[] _labels = new byte[images * rolloutsPerImage];
    private readonly int[] _order = [.. Enumerable.Range(0, images)];

    /// <summary>The class of each rollout's image, <c>[rollouts]</c>.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    public LossTerms Run(int epoch, ReadOnlySpan<int> indices, RolloutPlace place, Gradients gradients) =>
        pass.Learn(Draw(epoch, indices), _labels, place, gradients);

    /// <summary>Brings the examples, as many as there is room for.</summary>
    /// <exception cref="RamException">When a label is no class.</exception>
    public ImageRows Draw(int epoch, ReadOnlySpan<int> indices)
    {
        if (_fixed is not null)
            indices.CopyTo(_order);
        for (int image = 0; image < indices.Length; image++)
            _labels.AsSpan(image * rolloutsPerImage, rolloutsPerImage).Fill(Draw(epoch, indices[image], image));
        return new ImageRows(_pixels, 0, examples.Channels, examples.Height, examples.Width, rolloutsPerImage, _order);
    }

    private byte Draw(int epoch, int index, int image)
    {
        if (_fixed is not null)
            return _fixed.Labels[index];
        int label = examples.Draw(epoch, index, _pixels.AsSpan(image * _imageSize, _imageSize));
        return label >= 0 && label < examples.Classes
            ? (byte)label : throw new RamException(
                $"Example {index} of epoch {epoch} has the label {label}; allowed: 0 to {examples.Classes - 1}.");
    }
}
