using Ram.Files;
using Ram.Model;
using Ram.Networks;
using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>
/// The recurrent attention model as a TorchSharp module, with autograd: the place to try a core or a glimpse network of
/// your own, for which no gradient needs to be derived. With the networks of the library it reads and writes the
/// library's weight files.
/// </summary>
/// <example><code>
/// TorchRam model = TorchRam.Load("data/models/digits-6.safetensors");
/// model.eval();
/// TorchRollouts seen = model.forward(images.ToTensor());
/// </code></example>
public sealed class TorchRam : nn.Module<Tensor, Tensor?, Tensor?, TorchRollouts>
{
    /// <summary>A model with random weights.</summary>
    /// <param name="options">What the model is.</param>
    /// <param name="glimpse">From patches and locations to glimpse vectors; the paper's unless given.</param>
    /// <param name="core">The recurrence over those vectors; the one that the options name unless given.</param>
    /// <exception cref="RamException">When an option is out of range.</exception>
    public TorchRam(RamOptions options, nn.Module<Tensor, Tensor, Tensor>? glimpse = null, CoreNetwork? core = null)
        : this(options, GlimpseWidths.Paper, glimpse, core)
    {
    }

    private TorchRam(
        RamOptions options, GlimpseWidths widths, nn.Module<Tensor, Tensor, Tensor>? glimpse = null,
        CoreNetwork? core = null)
        : base(nameof(TorchRam))
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Validate();
        Retina = new Retina(options);
        Glimpse = glimpse ?? new GlimpseNetwork(options, widths);
        Core = core ?? CoreNetwork.Create(options, widths.Glimpse);
        Location = new LocationNetwork(options);
        Action = new ActionNetwork(options.Hidden, options.Classes);
        Baseline = new BaselineNetwork(options.Hidden);
        Policy = new ReinforceNormal(options.Std);
        register_module("glimpse", Glimpse);
        register_module("core", Core);
        register_module("location", Location);
        register_module("action", Action);
        register_module("baseline", Baseline);
        register_module("policy", Policy);
    }

    /// <summary>What the model is.</summary>
    public RamOptions Options { get; }

    /// <summary>rho(x, l), what is seen of an image at a location.</summary>
    public Retina Retina { get; }

    /// <summary>What and where in one vector.</summary>
    public nn.Module<Tensor, Tensor, Tensor> Glimpse { get; }

    /// <summary>The memory.</summary>
    public CoreNetwork Core { get; }

    /// <summary>Where to look next.</summary>
    public LocationNetwork Location { get; }

    /// <summary>Which class it is.</summary>
    public ActionNetwork Action { get; }

    /// <summary>The return expected.</summary>
    public BaselineNetwork Baseline { get; }

    /// <summary>The Gaussian policy around the location network's mean.</summary>
    public ReinforceNormal Policy { get; }

    /// <summary>Reads a weight file, whoever wrote it.</summary>
    /// <exception cref="RamException">When the file is damaged, or not such a model.</exception>
    public static new TorchRam Load(string path) => From(WeightFile.Load(path));

    /// <summary>A copy of a model of the library.</summary>
    public static TorchRam From(RecurrentAttentionModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var copy = new TorchRam(
            model.Options, new GlimpseWidths(model.Glimpse.WhatWidth, model.Glimpse.WhereWidth, model.Glimpse.Width));
        var parameters = copy.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        using var _ = no_grad();
        foreach (Parameter parameter in model.Parameters)
        {
            using Tensor values = tensor(parameter.Value.ToArray(), [.. parameter.Shape.Select(size => (long)size)]);
            parameters[parameter.Name].copy_(values);
        }
        return copy;
    }

    /// <summary>Writes a weight file, aside and renamed.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public override void Save(string modelPath) => SafeTensors.Write(
        modelPath,
        named_parameters().Select(pair => KeyValuePair.Create(pair.name, ToWeights(pair.parameter))),
        new Dictionary<string, string> { [WeightFile.OptionsKey] = Options.ToJson() });

    /// <summary>
    /// Looks at each image: T glimpses from a first location. In training the next ones are sampled from the policy,
    /// otherwise they follow its means.
    /// </summary>
    /// <param name="images">Bytes, <c>[rows, channels, height, width]</c>.</param>
    /// <param name="first">
    /// The first locations, <c>[rows, 2]</c>; unless given, uniformly random in training and the centre otherwise.
    /// </param>
    /// <param name="samples">
    /// The actions to take, unclamped, in action units, <c>[glimpses - 1, rows, 2]</c>; unless given, the policy's.
    /// </param>
    public override TorchRollouts forward(Tensor images, Tensor? first = null, Tensor? samples = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        long rows = images.shape[0];
        List<Tensor> locations = [first ?? (training ? rand(rows, 2) * 2 - 1 : zeros(rows, 2))];
        List<Tensor> hidden = [], means = [], actions = [];
        CoreState? state = null;
        for (int step = 0; step < Options.Glimpses; step++)
        {
            state = Core.call(Glimpse.call(Retina.call(images, locations[step]), locations[step]), state);
            hidden.Add(state.Hidden);
            if (step == Options.Glimpses - 1)
                break;
            means.Add(Location.call(state.Hidden));
            actions.Add(samples is { } given ? given[step] : Policy.call(means[step]));
            locations.Add((actions[step] * Options.UnitWidth).clamp(-1, 1));
        }
        Tensor states = stack(hidden);
        return new TorchRollouts(
            stack(locations), states, Action.call(states), Baseline.call(states), Stack(means, rows),
            Stack(actions, rows));
    }

    private static Tensor Stack(List<Tensor> decisions, long rows) =>
        decisions.Count > 0 ? stack(decisions) : zeros(0, rows, 2);

    private static WeightTensor ToWeights(Tensor parameter) =>
        new([.. parameter.shape.Select(size => (int)size)], [.. parameter.detach().data<float>()]);
}
