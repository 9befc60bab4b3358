// The recurrent attention model in TorchSharp, from the retina to the training loop, to be read from top to bottom.
//
//   image x ─► retina ρ(x, l) ─► glimpse network g ─► core h_t ─┬─► location network  μ_t ─► N(μ_t, σ) ─► l_{t+1}
//                  ▲                    ▲                       ├─► baseline network  b_t
//                  └─────── l_t ────────┘                       └─► action network    p(class)
//
// Sections and equations are those of "Recurrent Models of Visual Attention" (Mnih et al. 2014, arXiv 1406.6247).
// Shapes are written [rows, …], where a row is one rollout: one image that is looked at once, in T glimpses.
using Ram.Data;
using Ram.Images;
using Ram.Model;
using Ram.Networks;
using TorchSharp;
using static TorchSharp.torch;
using Linear = TorchSharp.Modules.Linear;

namespace Ram.Torch;

/// <summary>
/// ρ(x, l) of section 4: k square patches around l, the first g pixels wide, each wider than the one before, all
/// averaged to g x g cells. All rows are read at once. No gradient flows into the location.
/// </summary>
/// <param name="options">The model's options.</param>
public sealed class Retina(RamOptions options) : nn.Module<Tensor, Tensor, Tensor>(nameof(Retina))
{
    private readonly (int Width, Tensor? Average)[] _patches = [.. Enumerable.Range(0, options.Patches)
        .Select(depth => (int)Math.Round(options.PatchSize * Math.Pow(options.Scale, depth)))
        .Select(width => (width, Average(width, options.PatchSize)))];

    private int Widest => _patches[^1].Width;

    /// <summary>
    /// The images as the retina reads them: pixels (p / 255 - inputMean) / inputStd in a border of zeros that is wide
    /// enough for a patch around any location.
    /// </summary>
    /// <param name="images">Bytes, <c>[rows, channels, height, width]</c>.</param>
    public Tensor Prepare(Tensor images)
    {
        using var scope = NewDisposeScope();
        long[] size = images.shape;
        Tensor canvas = zeros(size[0], size[1], size[2] + Widest, size[3] + Widest);
        Tensor inside = canvas.narrow(2, Widest / 2, size[2]).narrow(3, Widest / 2, size[3]);
        inside.copy_(images).sub_(255 * options.InputMean).div_(255 * options.InputStd);
        return canvas.MoveToOuterDisposeScope();
    }

    /// <summary>Looks at every image at its location.</summary>
    /// <param name="canvas">What <see cref="Prepare"/> gave.</param>
    /// <param name="locations">Each (x, y); (-1, -1) is top left, (1, 1) bottom right, <c>[rows, 2]</c>.</param>
    /// <returns>The glimpses, <c>[rows, patches x channels x g x g]</c>.</returns>
    public override Tensor forward(Tensor canvas, Tensor locations)
    {
        using var scope = NewDisposeScope();
        // A view of every window that the widest patch could be: [rows, channels, top, left, widest, widest].
        Tensor windows = canvas.unfold(2, Widest, 1).unfold(3, Widest, 1);
        Tensor left = Pixels(locations.select(1, 0), windows.shape[3]);
        Tensor top = Pixels(locations.select(1, 1), windows.shape[2]);
        Tensor rows = arange(canvas.shape[0], ScalarType.Int64);
        Tensor seen = windows.index(
            TensorIndex.Tensor(rows), TensorIndex.Colon, TensorIndex.Tensor(top), TensorIndex.Tensor(left));
        return cat([.. _patches.Select(patch => Patch(seen, patch.Width, patch.Average))], 1).MoveToOuterDisposeScope();
    }

    // The pixel at a location: floor((l + 1) / 2 · size), from 0 to size.
    private static Tensor Pixels(Tensor locations, long positions) =>
        (locations.detach() + 1).mul_(0.5).mul_(positions - 1).floor_().to_type(ScalarType.Int64);

    private Tensor Patch(Tensor seen, int width, Tensor? average)
    {
        int start = Widest / 2 - width / 2;
        Tensor patch = seen.narrow(2, start, width).narrow(3, start, width);
        return (average is null ? patch : average.matmul(patch).matmul(average.t())).flatten(1);
    }

    // [cells, pixels]: the share that each pixel has in a cell, of which the pixels at its border may be a fraction.
    private static Tensor? Average(int width, int cells)
    {
        if (width == cells)
            return null;
        using var scope = NewDisposeScope();
        Tensor cell = arange(cells).unsqueeze(1) * width, pixel = arange(width) * cells;
        Tensor overlap = minimum(cell + width, pixel + cells) - maximum(cell, pixel);
        return (overlap.clamp_min(0).to_type(ScalarType.Float32) / width).DetachFromDisposeScope();
    }
}

/// <summary>Section 4: h_g = Rect(Linear(ρ)), h_l = Rect(Linear(l)), g = Rect(Linear(h_g) + Linear(h_l)).</summary>
internal sealed class GlimpseNetwork : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Linear _retina, _location, _what, _where;

    public GlimpseNetwork(int glimpseSize, int what = 128, int where = 128, int width = 256)
        : base(nameof(GlimpseNetwork))
    {
        register_module("retina", _retina = nn.Linear(glimpseSize, what));
        register_module("location", _location = nn.Linear(2, where));
        register_module("what", _what = nn.Linear(what, width));
        register_module("where", _where = nn.Linear(where, width));
    }

    public override Tensor forward(Tensor patches, Tensor locations)
    {
        Tensor what = _retina.call(patches).relu_(), where = _location.call(locations).relu_();
        return _what.call(what).add_(_where.call(where)).relu_();
    }
}

/// <summary>What a core remembers after a glimpse.</summary>
/// <param name="Hidden">h_t, which the other networks read, <c>[rows, hidden]</c>.</param>
/// <param name="Cell">What else the core hands to its next step, such as an LSTM's c_t; null for nothing.</param>
public sealed record CoreState(Tensor Hidden, Tensor? Cell = null);

/// <summary>
/// Section 3.1: h_t = f_h(h_{t-1}, g_t), from a glimpse vector <c>[rows, inputs]</c> and the state before it, null at
/// the first glimpse. Derive from it for a core of your own.
/// </summary>
/// <param name="name">The module's name.</param>
/// <example><code>
/// var model = new TorchRam(new RamOptions { Hidden = 256 }, core: new NoMemory());
///
/// // A core that forgets: its state is the glimpse vector.
/// public sealed class NoMemory() : CoreNetwork(nameof(NoMemory))
/// {
///     public override CoreState forward(Tensor glimpse, CoreState before) =&gt; new(glimpse);
/// }
/// </code></example>
public abstract class CoreNetwork(string name) : nn.Module<Tensor, CoreState?, CoreState>(name);

/// <summary>Of the two cores here: Linear(g_t) + Linear(h_{t-1}), gates x width numbers; h_0 is zero.</summary>
internal abstract class LinearCore : CoreNetwork
{
    private readonly Linear _input, _hidden;

    protected LinearCore(string name, int inputs, int width, int gates) : base(name)
    {
        register_module("input", _input = nn.Linear(inputs, gates * width));
        register_module("hidden", _hidden = nn.Linear(width, gates * width));
    }

    protected Tensor Sum(Tensor glimpse, CoreState? before) =>
        _input.call(glimpse).add_(before is null ? _hidden.bias! : _hidden.call(before.Hidden));
}

/// <summary>The core of section 4, h_t = Rect(Linear(h_{t-1}) + Linear(g_t)).</summary>
internal sealed class ReluCore(int inputs, int width) : LinearCore(nameof(ReluCore), inputs, width, gates: 1)
{
    public override CoreState forward(Tensor glimpse, CoreState? before) => new(Sum(glimpse, before).relu_());
}

/// <summary>An LSTM, its gates stacked in the order i, f, g, o: c_t = f c_{t-1} + i g, h_t = o tanh(c_t).</summary>
internal sealed class LstmCore(int inputs, int width) : LinearCore(nameof(LstmCore), inputs, width, gates: 4)
{
    public override CoreState forward(Tensor glimpse, CoreState? before)
    {
        Tensor[] gates = Sum(glimpse, before).chunk(4, 1);
        Tensor cell = gates[0].sigmoid() * gates[2].tanh();
        if (before is not null)
            cell = cell + gates[1].sigmoid() * before.Cell!;
        return new CoreState(gates[3].sigmoid() * cell.tanh(), cell);
    }
}

/// <summary>What happened while a model looked at a batch of images: T glimpses, T - 1 decisions.</summary>
/// <param name="Locations">Where each glimpse was, (x, y) in [-1, 1], <c>[T, rows, 2]</c>.</param>
/// <param name="Hidden">h_t, <c>[T, rows, hidden]</c>.</param>
/// <param name="Logits">Of the classes after each glimpse, <c>[T, rows, classes]</c>.</param>
/// <param name="Baselines">b_t, the return expected after each glimpse, <c>[T, rows]</c>.</param>
/// <param name="Means">μ_t, in action units, <c>[T - 1, rows, 2]</c>.</param>
/// <param name="Samples">The actions taken, in action units, not clamped, <c>[T - 1, rows, 2]</c>.</param>
/// <param name="LogProbabilities">log π(samples | h_t), <c>[T - 1, rows]</c>.</param>
public sealed record TorchRollouts(
    Tensor Locations, Tensor Hidden, Tensor Logits, Tensor Baselines, Tensor Means, Tensor Samples,
    Tensor LogProbabilities)
{
    /// <summary>The most probable class of each row after the last glimpse, <c>[rows]</c>.</summary>
    public Tensor Predictions => Logits.select(0, -1).argmax(-1);
}

/// <summary>
/// The model of section 3.1. With the networks of the paper it reads and writes the library's weight files; with others
/// in their place, autograd finds their gradients.
/// </summary>
/// <example><code>
/// using TorchRam model = TorchRam.Load("data/models/mnist-6.safetensors");
/// model.eval();
/// TorchRollouts seen = model.call(Mnist.Load().Test.Slice(0, 100).Images.ToTensor(), null, null);
/// </code></example>
public sealed class TorchRam : nn.Module<Tensor, Tensor?, Tensor?, TorchRollouts>
{
    private readonly Retina _retina;
    private readonly Linear _location, _action, _baseline;

    /// <summary>A model with random weights.</summary>
    /// <param name="options">What the model is.</param>
    /// <param name="glimpse">
    /// From patches <c>[rows, patches x channels x g x g]</c> and locations <c>[rows, 2]</c> to the glimpse vectors
    /// that the core reads; the paper's unless given.
    /// </param>
    /// <param name="core">The recurrence over those vectors; the one that the options name unless given.</param>
    /// <exception cref="RamException">When an option is out of range.</exception>
    public TorchRam(RamOptions options, nn.Module<Tensor, Tensor, Tensor>? glimpse = null, CoreNetwork? core = null)
        : base(nameof(TorchRam))
    {
        (Options, Std) = (options.Validate(), options.Std);
        _retina = new Retina(options);
        register_module("glimpse", Glimpse = glimpse ?? new GlimpseNetwork(options.GlimpseSize));
        register_module("core", Core = core ?? MakeCore(options, 256));
        register_module("location", _location = nn.Linear(options.Hidden, 2));
        register_module("action", _action = nn.Linear(options.Hidden, options.Classes));
        register_module("baseline", _baseline = nn.Linear(options.Hidden, 1));
    }

    /// <summary>What the model is.</summary>
    public RamOptions Options { get; }

    /// <summary>What and where in one vector.</summary>
    public nn.Module<Tensor, Tensor, Tensor> Glimpse { get; }

    /// <summary>The memory.</summary>
    public CoreNetwork Core { get; }

    /// <summary>What the model was trained on, which weight files keep; null where nobody said.</summary>
    public TrainedOn? TrainedOn { get; set; }

    /// <summary>σ, the standard deviation of the location policy in action units; at first the options'.</summary>
    public double Std { get; set; }

    /// <summary>Looks at each image T times. In training mode locations are sampled, else they are the means.</summary>
    /// <param name="images">Bytes, <c>[rows, channels, height, width]</c>.</param>
    /// <param name="first">First locations, <c>[rows, 2]</c>; unless given, random in training, or the centre.</param>
    /// <param name="samples">The actions to take, <c>[T - 1, rows, 2]</c>; the policy's unless given.</param>
    public override TorchRollouts forward(Tensor images, Tensor? first = null, Tensor? samples = null)
    {
        using var scope = NewDisposeScope();
        long rows = images.shape[0];
        Tensor canvas = _retina.Prepare(images);
        List<Tensor> hidden = [], means = [], actions = [];
        List<Tensor> locations = [first ?? (training ? empty(rows, 2).uniform_(-1, 1) : zeros(rows, 2))];
        CoreState? state = null;
        for (int step = 0; step < Options.Glimpses; step++)
        {
            Tensor patches = _retina.call(canvas, locations[step]);
            state = Core.call(Glimpse.call(patches, locations[step]), state);
            hidden.Add(state.Hidden);
            if (step == Options.Glimpses - 1)
                break;
            means.Add(Squashed(_location.call(Options.ReinforceIntoCore ? state.Hidden : state.Hidden.detach())));
            actions.Add(samples is not null ? samples[step] : Act(means[step].detach()));
            locations.Add((actions[step] * Options.UnitWidth).clamp_(-1, 1));
        }
        Tensor states = stack(hidden), mean = Stack(means, rows), sample = Stack(actions, rows);
        Tensor logits = _action.call(states), baselines = _baseline.call(states.detach()).squeeze(-1);
        Tensor path = stack(locations), logProbabilities = LogProbability(sample, mean);
        foreach (Tensor kept in (Tensor[])[path, states, logits, baselines, mean, sample, logProbabilities])
            kept.MoveToOuterDisposeScope();
        return new TorchRollouts(path, states, logits, baselines, mean, sample, logProbabilities);
    }

    private Tensor Squashed(Tensor output) => Options.Squash switch
    {
        Squash.Clip => output.clamp(-1, 1),
        Squash.Tanh => output.tanh(),
        _ => output,
    };

    private Tensor Act(Tensor mean) => training ? empty_like(mean).normal_(0, Std).add_(mean) : mean;

    // Of the two-component Gaussian of section 4, and of the sample before it is clamped.
    private Tensor LogProbability(Tensor samples, Tensor means) =>
        ((samples - means) / Std).square().sum(-1).mul(-0.5).sub(2 * Math.Log(Std) + Math.Log(2 * Math.PI));

    private static Tensor Stack(List<Tensor> decisions, long rows) =>
        decisions.Count > 0 ? stack(decisions) : zeros(0, rows, 2);

    private static CoreNetwork MakeCore(RamOptions options, int inputs) => options.Core == CoreKind.Lstm
        ? new LstmCore(inputs, options.Hidden) : new ReluCore(inputs, options.Hidden);

    /// <summary>Reads a weight file, whoever wrote it.</summary>
    /// <exception cref="RamException">When the file is damaged, or not such a model.</exception>
    public static TorchRam Load(string path) => From(WeightFile.Load(path));

    /// <summary>A copy of a model of the library.</summary>
    public static TorchRam From(RecurrentAttentionModel model)
    {
        RamOptions options = model.Options;
        var glimpse = new GlimpseNetwork(
            options.GlimpseSize, model.Glimpse.Retina.Outputs, model.Glimpse.Location.Outputs, model.Glimpse.Width);
        var copy = new TorchRam(options, glimpse, MakeCore(options, model.Glimpse.Width)) { TrainedOn = model.TrainedOn };
        using var _ = no_grad();
        foreach (var parameter in model.Parameters)
        {
            using Tensor values = tensor(parameter.Value.ToArray(), [.. parameter.Shape.Select(size => (long)size)]);
            copy.get_parameter(parameter.Name)!.copy_(values);
        }
        return copy;
    }

    /// <summary>
    /// Writes a weight file, aside and renamed. The library refuses to read one with a glimpse network or core of your
    /// own, and says which tensor it misses.
    /// </summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public void Save(string path) => WeightFile.Save(
        Options,
        named_parameters().Select(pair => (pair.name, pair.parameter.shape.Select(size => (int)size).ToArray(),
            pair.parameter.detach().data<float>().ToArray())),
        path, TrainedOn);
}

/// <summary>
/// The hybrid loss of section 3.2, a mean over rollouts: cross-entropy for the action network, REINFORCE for the
/// location network, squared error for the baseline,
/// -log p(y | h_T) - λ_r Σ_{t&lt;T} A_t log π(l_{t+1} | h_t) + λ_b Σ_{t&lt;T} (R - b_t)².
/// </summary>
/// <param name="model">What the model is.</param>
/// <param name="weights">The kind of reward and the weights of the terms; the library's defaults unless given.</param>
/// <param name="rolloutsPerImage">M; the rollouts of an image are rows one after the other.</param>
/// <exception cref="RamException">When a weight is out of range, or for the engine alone.</exception>
/// <example><code>
/// // The farther it looks from the centre, the dearer.
/// var loss = new TorchLoss(new RamOptions())
/// {
///     Extra = (rollouts, labels) =&gt; 0.1 * rollouts.Means.square().mean(),
/// };
/// </code></example>
public sealed class TorchLoss(RamOptions model, HybridLoss? weights = null, int rolloutsPerImage = 1)
{
    private readonly HybridLoss _weights = Checked(weights ?? new HybridLoss(), rolloutsPerImage);

    /// <summary>
    /// The reward of each row, <c>[rows]</c>, from rollouts and labels; unless given, 1 for the right class or its
    /// probability, as the weights say. No gradient flows into it.
    /// </summary>
    public Func<TorchRollouts, Tensor, Tensor>? Reward { get; init; }

    /// <summary>One more term of the loss, a scalar, from rollouts and labels.</summary>
    public Func<TorchRollouts, Tensor, Tensor>? Extra { get; init; }

    // What only the engine has would be passed over in silence here.
    private static HybridLoss Checked(HybridLoss weights, int rolloutsPerImage) =>
        weights.LeaveOneOut && rolloutsPerImage < 2
            ? throw new RamException($"leaveOneOut is true; allowed: false with {rolloutsPerImage} rollout of each image.")
        : weights is { CustomReward: not null } or { EntropyWeight: not 0 } or { BaselineIntoCore: true }
            ? throw new RamException("customReward, entropyWeight or baselineIntoCore is given, which the engine alone "
                + "has; here a Reward or an Extra term of your own takes its place.")
        : weights.Validate();

    /// <summary>The loss, a scalar.</summary>
    /// <param name="rollouts">What the model did.</param>
    /// <param name="labels">The class of each row's image, 64-bit integers, <c>[rows]</c>.</param>
    public Tensor Compute(TorchRollouts rollouts, Tensor labels)
    {
        Tensor loss = CrossEntropy(rollouts.Logits, labels);
        long rows = labels.shape[0], decisions = rollouts.LogProbabilities.shape[0];
        if (decisions > 0)
        {
            Tensor returns = Returns(rollouts, labels), baselines = rollouts.Baselines.narrow(0, 0, decisions);
            Tensor advantages = Advantages(rollouts, labels, returns, baselines.detach());
            Tensor reinforce = (advantages * rollouts.LogProbabilities).sum();
            Tensor error = (returns - baselines).square().sum();
            loss = loss + (error * _weights.BaselineWeight - reinforce * _weights.ReinforceWeight) / rows;
        }
        return Extra is null ? loss : loss + Extra(rollouts, labels);
    }

    /// <summary>R of equation 1, the reward times its scale, <c>[rows]</c>.</summary>
    public Tensor Returns(TorchRollouts rollouts, Tensor labels)
    {
        using var _ = no_grad();
        Tensor reward = Reward is not null ? Reward(rollouts, labels)
            : _weights.Reward == RewardKind.Correct ? rollouts.Predictions.eq(labels)
            : Beliefs(rollouts.Logits.narrow(0, -1, 1), labels).squeeze(0);
        return reward.detach() * _weights.RewardScale;
    }

    // After the last glimpse, and after each of the others if those are trained.
    private Tensor CrossEntropy(Tensor logits, Tensor labels)
    {
        long last = logits.shape[0] - 1;
        Tensor loss = nn.functional.cross_entropy(logits[last], labels);
        if (!model.ClassifyEveryGlimpse || last == 0)
            return loss;
        Tensor early = nn.functional.cross_entropy(logits.narrow(0, 0, last).flatten(0, 1), labels.repeat(last));
        return loss + early * (last * _weights.EveryGlimpseWeight);
    }

    // A_t of equation 3, R - b_t, which leaves the gradient of equation 2 unbiased and makes it less noisy.
    private Tensor Advantages(TorchRollouts rollouts, Tensor labels, Tensor returns, Tensor baselines)
    {
        using var _ = no_grad();
        long decisions = baselines.shape[0];
        if (_weights.LeaveOneOut)
        {
            Tensor images = returns.reshape(-1, rolloutsPerImage), others = images.sum(1, keepdim: true) - images;
            return (images - others / (rolloutsPerImage - 1)).flatten().expand(decisions, -1);
        }
        Tensor expected = _weights.BeliefBaseline
            ? Beliefs(rollouts.Logits.narrow(0, 0, decisions), labels) * _weights.RewardScale : baselines;
        if (_weights.Lambda == 1)
            return returns - expected;
        // Generalized advantages: A_t = Σ_{k ≥ t} λ^(k-t) (b_{k+1} - b_k), the last b being R.
        Tensor changes = cat([expected.narrow(0, 1, decisions - 1), returns.unsqueeze(0)]) - expected;
        Tensor step = arange(decisions, ScalarType.Float32), later = (step - step.unsqueeze(1)).clamp_min(0);
        return full_like(later, _weights.Lambda).pow(later).triu().matmul(changes);
    }

    // p(y | h_t) of the glimpses given, [glimpses, rows].
    private static Tensor Beliefs(Tensor logits, Tensor labels) =>
        logits.softmax(-1).gather(2, labels.expand(logits.shape[0], -1).unsqueeze(2)).squeeze(2);
}

/// <summary>Trains a model by the hybrid loss: the loop written out.</summary>
/// <param name="model">The model, which is changed in place.</param>
/// <param name="examples">What to train on.</param>
/// <param name="optimizer">Of the model's parameters; Adam with a rate of 0.001 unless given.</param>
/// <param name="loss">The loss; the hybrid loss with its defaults unless given.</param>
/// <example><code>
/// using var trainer = new TorchTrainer(new TorchRam(new RamOptions()), Mnist.Load().Train);
/// for (int epoch = 0; epoch &lt; 5; epoch++)
///     Console.WriteLine(trainer.Epoch());
/// </code></example>
public sealed class TorchTrainer(
    TorchRam model, LabelledImages examples, optim.Optimizer? optimizer = null, TorchLoss? loss = null) : IDisposable
{
    private readonly Tensor _images = examples.Images.ToTensor(), _labels = examples.Labels.ToTensor();

    /// <summary>The optimizer, whose learning rate may be changed between epochs.</summary>
    public optim.Optimizer Optimizer { get; } = optimizer ?? optim.Adam(model.parameters(), 1e-3);

    /// <summary>The loss.</summary>
    public TorchLoss Loss { get; } = loss ?? new TorchLoss(model.Options);

    /// <summary>The images of an update.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>The rollouts of each image, M of equation 2; the loss must be told the same number.</summary>
    public int Rollouts { get; init; } = 1;

    /// <summary>The largest norm of the whole gradient; 0 for no limit.</summary>
    public double ClipNorm { get; init; }

    /// <summary>TorchSharp's threads, for the whole process: the products are so small that more take longer.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>One pass over the images in a random order; the mean of the losses of its updates.</summary>
    /// <param name="stop">Ends the training after the update that is running.</param>
    /// <exception cref="OperationCanceledException">When told to stop; the model keeps what it has learned.</exception>
    public double Epoch(CancellationToken stop = default)
    {
        set_num_threads(Threads);
        model.train();
        using Tensor order = randperm(_labels.shape[0]);
        double sum = 0;
        int updates = 0;
        for (long start = 0; start < order.shape[0]; start += Batch, updates++)
        {
            stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            Tensor images = order.narrow(0, start, Math.Min(Batch, order.shape[0] - start));
            Tensor rows = Rollouts > 1 ? images.repeat_interleave(Rollouts) : images;
            TorchRollouts rollouts = model.forward(_images.index_select(0, rows));
            Tensor error = Loss.Compute(rollouts, _labels.index_select(0, rows));
            Optimizer.zero_grad();
            error.backward();
            if (ClipNorm > 0)
                nn.utils.clip_grad_norm_(model.parameters(), ClipNorm);
            Optimizer.step();
            sum += error.ToDouble();
        }
        return sum / updates;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
        Optimizer.Dispose();
    }
}

/// <summary>The library's images as tensors.</summary>
/// <example><code>
/// LabelledImages digits = Mnist.Load().Test;
/// using Tensor images = digits.Images.ToTensor(), labels = digits.Labels.ToTensor();
/// </code></example>
public static class TensorExtensions
{
    /// <summary>A copy of the pixels as bytes, <c>[count, channels, height, width]</c>.</summary>
    public static Tensor ToTensor(this ImageBatch images) =>
        tensor(images.Pixels, [images.Count, images.Channels, images.Height, images.Width], ScalarType.Byte);

    /// <summary>Labels as the 64-bit integers that TorchSharp indexes with, <c>[count]</c>.</summary>
    public static Tensor ToTensor(this IEnumerable<byte> labels) =>
        tensor(labels.Select(label => (long)label).ToArray(), ScalarType.Int64);
}
