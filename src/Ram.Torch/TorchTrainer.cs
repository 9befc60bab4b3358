using Ram.Data;
using Ram.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>
/// Trains a module by the hybrid loss with the library's training options, so that both can be compared: batch, rollouts
/// of an image, loss, annealing, optimizer, learning rate and the limit of the gradient's norm. Every location is
/// decided, and randomness is TorchSharp's own.
/// </summary>
/// <example><code>
/// using var trainer = new TorchTrainer(model, mnist.Train, new TrainingOptions { Epochs = 5 });
/// for (int epoch = 0; epoch &lt; 5; epoch++)
///     Console.WriteLine(trainer.Epoch());
/// </code></example>
public sealed class TorchTrainer : IDisposable
{
    private readonly TorchRam _model;
    private readonly TrainingOptions _options;
    private readonly Tensor _images, _labels;
    private readonly HybridLoss _loss;
    private readonly optim.Optimizer _optimizer;
    private readonly int _updatesPerEpoch;
    private long _updates;

    /// <summary>Prepares a training; nothing is computed yet.</summary>
    /// <param name="model">The module, which is changed in place.</param>
    /// <param name="examples">What to train on.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="RamException">When an option is out of range, or glimpses are to be random.</exception>
    public TorchTrainer(TorchRam model, LabelledImages examples, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        if (options.RandomGlimpses)
            throw new RamException("randomGlimpses is True; allowed: False, since the module decides where it looks.");
        (_model, _options) = (model, options.Validate());
        _images = examples.Images.ToTensor();
        _labels = examples.Labels.ToTensor();
        _loss = new HybridLoss(model.Options, options.Loss, options.Rollouts, model.Policy);
        _optimizer = MakeOptimizer(model, options);
        _updatesPerEpoch = (examples.Count + options.Batch - 1) / options.Batch;
    }

    private long TotalUpdates => (long)_options.Epochs * _updatesPerEpoch;

    /// <summary>One pass over the images in a random order; the mean of the batches' losses.</summary>
    public double Epoch()
    {
        using var scope = NewDisposeScope();
        _model.train();
        Tensor order = randperm(_labels.shape[0]);
        double sum = 0;
        for (int update = 0; update < _updatesPerEpoch; update++)
            sum += Update(order, (long)update * _options.Batch);
        return sum / _updatesPerEpoch;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
        _loss.Dispose();
        _optimizer.Dispose();
    }

    private double Update(Tensor order, long start)
    {
        using var scope = NewDisposeScope();
        long count = Math.Min(_options.Batch, order.shape[0] - start), rows = count * _options.Rollouts;
        Tensor chosen = order.narrow(0, start, count).repeat_interleave(_options.Rollouts);
        double annealing = _options.StdAnnealingAt(_updates, TotalUpdates);
        _model.Policy.Std = annealing * _model.Options.Std;
        Tensor first = (rand(rows, 2) * 2 - 1) * _options.FirstSpread;
        TorchRollouts rollouts = _model.call(_images.index_select(0, chosen), first, null);
        Tensor loss = _loss.call(rollouts, _labels.index_select(0, chosen));
        _optimizer.zero_grad();
        loss.backward();
        if (_options.ClipNorm > 0)
            nn.utils.clip_grad_norm_(_model.parameters(), _options.ClipNorm);
        foreach (optim.ILearningRateController group in _optimizer.ParamGroups)
            group.LearningRate = _options.Rate.At(_updates, TotalUpdates, _updatesPerEpoch);
        _optimizer.step();
        _updates++;
        return loss.ToDouble();
    }

    private static optim.Optimizer MakeOptimizer(TorchRam model, TrainingOptions options)
    {
        OptimizerOptions how = options.Optimizer;
        double rate = options.Rate.At(0, 1, 1);
        return how.Kind == OptimizerKind.Adam
            ? optim.AdamW(model.parameters(), rate, how.Momentum, how.SquareDecay, how.Epsilon, how.WeightDecay)
            : optim.SGD(model.parameters(), rate, how.Momentum, nesterov: how.Nesterov);
    }
}
