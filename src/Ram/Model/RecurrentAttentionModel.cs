using System.Numerics.Tensors;
using Ram.Images;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>
/// The recurrent attention model (figure 1 of the paper): a retina that sees little of an image at once, a core that
/// remembers, and networks that decide where to look next and what it is.
/// </summary>
/// <example><code>
/// var model = new RecurrentAttentionModel(new RamOptions { PatchSize = 8, Glimpses = 6 }, seed: 1);
/// Rollout rollout = model.Look(Mnist.Load().Validation.Images.Single(0));
/// (float x, float y) = (rollout.Locations[1, 0], rollout.Locations[1, 1]);
/// Console.WriteLine($"it looked first at the centre, then at ({x}, {y}), and says {rollout.Prediction}");
/// </code></example>
public sealed class RecurrentAttentionModel : Classifier
{
    /// <summary>The rollouts ahead of the retina whose pixels are fetched.</summary>
    private const int RowsAhead = 4;
    /// <summary>The rollouts side by side where many images are looked at; no result depends on it.</summary>
    private const int RowsTogether = 64;

    /// <summary>A model with random weights: uniform in ±1/√inputs, as PyTorch's Linear begins.</summary>
    /// <param name="options">What the model is.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <param name="start">The recurrent weights of a ReLU core.</param>
    /// <exception cref="RamException">When an option is out of range.</exception>
    public RecurrentAttentionModel(RamOptions options, ulong seed = 1, CoreStart start = CoreStart.Random)
        : this(options, GlimpseWidths.Paper)
    {
        Initialise(seed);
        if (start != CoreStart.Random && Core is ReluCore core)
            core.BeginWithIdentity(shift: start == CoreStart.ShiftedIdentity ? 1 : 0);
    }

    internal RecurrentAttentionModel(RamOptions options, GlimpseWidths widths)
    {
        Options = options.Validate();
        Retina = new Retina(
            options.PatchSize, options.Patches, options.Scale, options.Channels, options.InputMean, options.InputStd);
        Glimpse = new GlimpseNetwork(ParameterList, options.GlimpseSize, widths);
        Core = options.Core == CoreKind.Lstm
            ? new LstmCore(ParameterList, widths.Glimpse, options.Hidden)
            : new ReluCore(ParameterList, widths.Glimpse, options.Hidden);
        Location = new LocationNetwork(new Linear(ParameterList, "location", options.Hidden, 2), options.Squash);
        Action = new ActionNetwork(new Linear(ParameterList, "action", options.Hidden, options.Classes));
        Baseline = new BaselineNetwork(new Linear(ParameterList, "baseline", options.Hidden, 1));
        Policy = ReinforceNormal.WithStd(options.Std);
        Layers = [Glimpse.Retina, Glimpse.Location, Glimpse.What, Glimpse.Where, Core.Input, Core.Hidden,
            Location.Linear, Action.Linear, Baseline.Linear];
    }

    /// <summary>What the model is.</summary>
    public RamOptions Options { get; }
    /// <summary>ρ(x, l), what is seen of an image at a location.</summary>
    public Retina Retina { get; }
    /// <summary>What and where in one vector.</summary>
    public GlimpseNetwork Glimpse { get; }
    /// <summary>The memory.</summary>
    public CoreNetwork Core { get; }
    /// <summary>Where to look next.</summary>
    public LocationNetwork Location { get; }
    /// <summary>Which class it is.</summary>
    public ActionNetwork Action { get; }
    /// <summary>The return expected.</summary>
    public BaselineNetwork Baseline { get; }
    /// <summary>The Gaussian policy around the location network's mean.</summary>
    public ReinforceNormal Policy { get; private set; }
    /// <inheritdoc/>
    public override IReadOnlyList<Linear> Layers { get; }
    /// <inheritdoc/>
    public override int Classes => Options.Classes;

    internal override KeyValuePair<string, string> Description => new(WeightFile.OptionsKey, Options.ToJson());

    /// <summary>Looks at one image: T glimpses from a first location, each next one where the policy says.</summary>
    /// <param name="image">A batch of one image, or of several of which the first is looked at.</param>
    /// <param name="first">The first location, (x, y) in [-1, 1]; the centre unless given.</param>
    /// <param name="seed">Null for the deterministic rollout that follows the means, or the seed of a random one.</param>
    /// <exception cref="ArgumentException">When the first location is not a number.</exception>
    /// <exception cref="RamException">When the image has other channels, or the policy gives no number.</exception>
    public Rollout Look(ImageBatch image, (float X, float Y) first = default, ulong? seed = null) =>
        LookAt(image, 0, 1, seed, (_, glimpse, policy) => glimpse == 0 ? first : policy)[0];

    /// <summary>Looks at every image of a batch, one rollout each.</summary>
    /// <param name="images">The images.</param>
    /// <param name="seed">Null for deterministic rollouts that follow the means, or the seed of random ones.</param>
    /// <param name="choose">
    /// Null to look first at the centre and then where the policy says; or who decides: given the image, the glimpse,
    /// both from 0, and where the policy would look, (x, y) in [-1, 1], it returns where to look.
    /// </param>
    /// <exception cref="RamException">As <see cref="Look"/>.</exception>
    public IReadOnlyList<Rollout> LookAll(
        ImageBatch images, ulong? seed = null, Func<int, int, (float X, float Y), (float X, float Y)>? choose = null) =>
        [.. Enumerable.Range(0, images.Count).Chunk(RowsTogether).SelectMany(
            rows => LookAt(images, rows[0], rows.Length, seed, choose))];

    /// <summary>
    /// The hybrid loss of rollouts of one image each that look at given locations, the mean over the images, and its
    /// gradients. The locations are (x, y) in [-1, 1], glimpse by glimpse, <c>[glimpses x images, 2]</c>; each but the
    /// first counts as drawn from the policy, its sample being the location divided by the unit width.
    /// </summary>
    /// <exception cref="ArgumentException">When the shapes do not fit.</exception>
    /// <exception cref="RamException">When channels or loss do not fit the model, or the loss is out of range.</exception>
    public double Differentiate(
        ImageBatch images, ReadOnlySpan<byte> labels, Matrix locations, HybridLoss loss, Gradients gradients)
    {
        int rows = images.Count, decisions = (Options.Glimpses - 1) * rows;
        if (labels.Length != rows || (locations.Rows, locations.Columns) != (Options.Glimpses * rows, 2))
            throw new ArgumentException(
                $"{rows} images have {labels.Length} labels and locations [{locations.Rows}, {locations.Columns}]; "
                + $"needed: {rows} labels and [{Options.Glimpses * rows}, 2].");
        if (labels.ContainsAnyExceptInRange((byte)0, (byte)(Classes - 1)))
            throw new ArgumentException($"A label is outside 0 to {Classes - 1}.");
        CheckLoss(loss.Validate());
        Allowed.Check(!loss.LeaveOneOut, "leaveOneOut", true, "false with one rollout of each image");
        CheckImages(images.Channels, images.Height, images.Width);
        var workspace = new Workspace(this, rows);
        locations.Padded.CopyTo(workspace.Locations.Padded);
        Forward(workspace, ImageRows.Of(images), decide: false);
        Location.Forward(workspace.Core.Hidden.Slice(0, decisions), workspace.Outputs, workspace.Means);
        TensorPrimitives.Divide(
            locations.Slice(rows, decisions).Padded, (float)Options.UnitWidth, workspace.Samples.Padded);
        Baseline.Forward(workspace.Core.Hidden, workspace.Baselines);
        var scratch = new GradientWorkspace(this, rows);
        LossTerms terms = loss.Compute(this, workspace, labels, 1, rows, scratch);
        Backward(workspace, scratch, gradients, loss.BaselineIntoCore);
        return terms.Loss;
    }

    /// <summary>All glimpses, at the policy's locations unless others are given or chosen, and the classes.</summary>
    internal void Forward(Workspace workspace, ImageRows images, bool decide = true, Action<int>? choose = null)
    {
        for (int step = 0; step < workspace.Steps; step++)
        {
            choose?.Invoke(step);
            Step(workspace, step, images);
            if (decide && step < workspace.Steps - 1)
                DecideLocation(workspace, step);
        }
        int first = Options.ClassifyEveryGlimpse ? 0 : (workspace.Steps - 1) * workspace.Rows;
        Action.Forward(From(workspace.Core.Hidden, first), From(workspace.Probabilities, first));
    }

    /// <summary>One glimpse: the retina at this step's locations, the glimpse network, the core.</summary>
    internal void Step(Workspace workspace, int step, ImageRows images)
    {
        Sense(workspace, step, images);
        GlimpseActivations glimpses = workspace.Glimpses.Slice(step * workspace.Rows, workspace.Rows);
        Glimpse.Forward(workspace.At(workspace.Patches, step), workspace.At(workspace.Locations, step), glimpses);
        Core.Forward(step, glimpses.Glimpse, workspace.Core);
    }

    /// <summary>The retina alone: the patches at this step's locations.</summary>
    internal void Sense(Workspace workspace, int step, ImageRows images)
    {
        Matrix at = workspace.At(workspace.Locations, step), patches = workspace.At(workspace.Patches, step);
        for (int row = 0; row < workspace.Rows; row++)
        {
            int ahead = Math.Min(row + RowsAhead, workspace.Rows - 1);
            Retina.Prefetch(images.Of(ahead), images.Height, images.Width, at[ahead, 0], at[ahead, 1]);
            Retina.Glimpse(images.Of(row), images.Height, images.Width, at[row, 0], at[row, 1], patches.Row(row));
        }
    }

    /// <summary>The policy's mean, a sample of it, and the location that follows.</summary>
    /// <exception cref="RamException">When a location is not a number.</exception>
    internal void DecideLocation(Workspace workspace, int step)
    {
        Matrix means = workspace.At(workspace.Means, step), samples = workspace.At(workspace.Samples, step);
        Location.Forward(workspace.Core.HiddenAt(step), workspace.At(workspace.Outputs, step), means);
        Policy.Forward(means, workspace.At(workspace.Noise, step), samples);
        Matrix next = workspace.At(workspace.Locations, step + 1);
        float unitWidth = (float)Options.UnitWidth;
        for (int row = 0; row < workspace.Rows; row++)
            for (int axis = 0; axis < 2; axis++)
                if (float.IsNaN(next[row, axis] = Math.Clamp(unitWidth * samples[row, axis], -1, 1)))
                    throw new RamException("A location is not a number: the model's weights are too large.");
    }

    /// <summary>Every gradient, from those at the heads, which are lost; the baseline's may reach the core.</summary>
    internal void Backward(
        Workspace workspace, GradientWorkspace scratch, Gradients gradients, bool baselineIntoCore = false)
    {
        int decisions = (workspace.Steps - 1) * workspace.Rows, first = Options.ClassifyEveryGlimpse ? 0 : decisions;
        Matrix hidden = workspace.Core.Hidden, early = hidden.Slice(0, decisions), byHidden = scratch.Core.Hidden;
        Location.Backward(early, workspace.Outputs, workspace.Means, scratch.Means, gradients);
        Baseline.Backward(early, scratch.Baselines, gradients);
        Matrix classified = From(hidden, first), logits = From(scratch.Logits, first);
        Action.Linear.WeightGradients(classified, logits, gradients);
        byHidden.Slice(0, first).Padded.Clear();
        Action.Linear.Backward(logits, From(byHidden, first));
        if (Options.ReinforceIntoCore)
            Location.Linear.Backward(scratch.Means, byHidden.Slice(0, decisions), add: true);
        if (baselineIntoCore)
            Baseline.Linear.Backward(scratch.Baselines, byHidden.Slice(0, decisions), add: true);
        Core.Backward(workspace.Glimpses.Glimpse, workspace.Core, scratch.Core, scratch.Glimpses.Glimpse, gradients);
        Glimpse.Backward(
            workspace.Patches, workspace.Locations, workspace.Glimpses, scratch.Glimpses.Glimpse, scratch.Glimpses,
            gradients);
    }

    internal override void PackBiases()
    {
        Glimpse.PackBias();
        Core.PackBias();
    }

    // The retina looks at images of any size.
    internal override void CheckImages(int channels, int height, int width)
    {
        if (channels != Options.Channels)
            throw new RamException(
                $"The image has {channels} channels; the model's retina sees {Options.Channels} (option channels).");
    }

    /// <exception cref="RamException">When the model cannot be trained by a loss.</exception>
    internal void CheckLoss(HybridLoss loss) => Allowed.Check(
        !loss.BeliefBaseline || Options.ClassifyEveryGlimpse, "classifyEveryGlimpse",
        Options.ClassifyEveryGlimpse, "true where class probabilities are the baseline (beliefBaseline)");

    /// <summary>Sets the standard deviation of the policy to a multiple, above 0, of what the options say.</summary>
    internal void ScaleStd(double factor) => Policy = ReinforceNormal.WithStd(factor * Options.Std);

    internal override IPass NewPass(int images, RolloutSettings? settings = null) =>
        new RolloutPass(this, images, settings ?? new RolloutSettings(new HybridLoss()));

    private Rollout[] LookAt(
        ImageBatch images, int start, int count, ulong? seed,
        Func<int, int, (float X, float Y), (float X, float Y)>? choose)
    {
        CheckImages(images.Channels, images.Height, images.Width);
        var workspace = new Workspace(this, count);
        for (int row = 0; row < count && seed is not null; row++)
            workspace.DrawNoise(new RandomStream(seed.Value, StreamPurpose.Validation, 0, start + row), row);
        Forward(workspace, ImageRows.Of(images, start), choose: step =>
        {
            Matrix at = workspace.At(workspace.Locations, step);
            for (int row = 0; row < count && choose is not null; row++)
            {
                (float x, float y) = choose(start + row, step, (at[row, 0], at[row, 1]));
                (at[row, 0], at[row, 1]) = (Math.Clamp(x, -1, 1), Math.Clamp(y, -1, 1));
            }
        });
        Action.Forward(workspace.Core.Hidden, workspace.Probabilities);
        Baseline.Forward(workspace.Core.Hidden, workspace.Baselines);
        return [.. Enumerable.Range(0, count).Select(row => Rollout.Of(this, workspace, row))];
    }

    private static Matrix From(Matrix stacked, int first) => stacked.Slice(first, stacked.Rows - first);
}
