using Ram.Data;
using Ram.Model;
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

    /// <summary>Prepares a training; nothing is computed yet.</summary>
    /// <param name="model">The model, which is changed in place.</param>
    /// <param name="examples">What to train on.</param>
    /// <param name="validation">What the best weights are chosen on; null to keep the last ones.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="RamException">When an option is out of range, or model and images do not fit.</exception>
    public Trainer(Classifier model, IExamples examples, LabelledImages? validation, TrainingOptions options)
        : base(model, options, examples?.Count ?? 0)
    {
        ArgumentNullException.ThrowIfNull(examples);
        CheckFit(model, examples);
        if (validation is not null)
            CheckFit(model, validation);
        if (model is RecurrentAttentionModel attention)
            attention.CheckLoss(options.Loss);
        else
            CheckWithoutGlimpses(options);
        (_examples, _validation) = (examples, validation);
    }

    private protected override IShard NewShard(int count) =>
        new ImageShard(NewPass(count, Options.Rollouts), _examples, count, Options.Rollouts);

    private protected override double? Validate(WorkerPool pool)
    {
        if (_validation is not null)
            return Evaluation.Run(Model, _validation, pool, images => NewPass(images, 1).Classify).ErrorPercent;
        KeepBest();
        return null;
    }

    private IPass NewPass(int images, int rollouts) => Model is RecurrentAttentionModel attention
        ? new RolloutPass(attention, images, new RolloutSettings
        {
            Seed = Options.Seed,
            RolloutsPerImage = rollouts,
            Loss = Options.Loss,
            FirstSpread = Options.FirstSpread,
            RandomGlimpses = Options.RandomGlimpses,
        })
        : Model.NewPass(images);

    private static void CheckFit(Classifier model, IExamples examples)
    {
        if (examples.Count < 1)
            throw new RamException("There are no examples to train or validate on; needed: 1 or more.");
        model.CheckImages(examples.Channels, examples.Height, examples.Width);
        if (examples.Classes != model.Classes)
            throw new RamException(
                $"The data have {examples.Classes} classes; the model has {model.Classes} (option classes).");
    }

    private static void CheckWithoutGlimpses(TrainingOptions options)
    {
        Allowed.Check(options.Rollouts == 1, "rollouts", options.Rollouts, "1 without glimpses");
        Allowed.Check(!options.RandomGlimpses, "randomGlimpses", options.RandomGlimpses, "false without glimpses");
    }
}
