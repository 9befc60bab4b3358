using Ram.Model;
using Ram.Networks;
using Ram.Tests.Networks;
using Xunit.Abstractions;

namespace Ram.Tests.Model;

/// <summary>The gradient of the whole model by the whole loss, retina to heads, against differences.</summary>
public sealed class HybridLossGradientTests(ITestOutputHelper output)
{
    private static readonly HybridLoss _weighted = new()
    {
        ReinforceWeight = 0.7,
        BaselineWeight = 1.3,
        EveryGlimpseWeight = 0.6,
        RewardScale = 2,
        Reward = RewardKind.Probability,
    };

    private static readonly RamOptions _small = TinyModel.Options with { PatchSize = 2, Hidden = 7, Classes = 3 };

    private static readonly Dictionary<string, (RamOptions Options, HybridLoss Loss)> _settings = new()
    {
        ["1 glimpse"] = (_small with { Glimpses = 1 }, new HybridLoss()),
        ["3 glimpses"] = (_small, new HybridLoss()),
        ["6 glimpses"] = (_small with { Glimpses = 6 }, new HybridLoss()),
        ["weighted"] = (_small with { Squash = Squash.Tanh }, _weighted),
        ["into the core"] = (_small with { ReinforceIntoCore = true }, _weighted),
        ["every glimpse"] = (_small with { ClassifyEveryGlimpse = true }, _weighted),
        ["short lambda"] = (
            _small with { Glimpses = 5, ReinforceIntoCore = true }, _weighted with { Lambda = 0.6 }),
        ["beliefs for a baseline"] = (
            _small with { Glimpses = 5, ReinforceIntoCore = true, ClassifyEveryGlimpse = true },
            _weighted with { Lambda = 0.6, BeliefBaseline = true }),
        ["leave one out"] = (
            _small with { Squash = Squash.Clip, ReinforceIntoCore = true }, _weighted with { LeaveOneOut = true }),
    };

    public static TheoryData<CoreKind, string> Cases
    {
        get
        {
            var cases = new TheoryData<CoreKind, string>();
            foreach (CoreKind core in Enum.GetValues<CoreKind>())
                foreach (string setting in _settings.Keys)
                    cases.Add(core, setting);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradients_agree_with_the_naive_model(CoreKind core, string setting)
    {
        (RamOptions options, HybridLoss loss) = _settings[setting];
        options = options with { Core = core };
        const int Images = 2, PerImage = 3, Rows = Images * PerImage;
        byte[] labels = [0, 0, 0, 2, 2, 2];
        RecurrentAttentionModel model = TinyModel.Create(options, new GlimpseWidths(9, 5, 11), seed: 5, scale: 0.5);
        var pixels = new byte[Images * 8 * 8];
        new Random(1).NextBytes(pixels);
        var workspace = new Workspace(model, Rows);
        workspace.DrawRandomness(seed: 1, step: 0, firstRollout: 0);
        model.Forward(workspace, new ImageRows(pixels, 0, 1, 8, 8, PerImage));
        model.Baseline.Forward(workspace.Core.Hidden, workspace.Baselines);
        var scratch = new GradientWorkspace(model, Rows);
        var gradients = new Gradients(model.Parameters);
        LossTerms terms = loss.Compute(model, workspace, labels, PerImage, Rows, scratch);
        model.Backward(workspace, scratch, gradients);

        var naive = new NaiveModel(model);
        NaiveRollout[] rollouts = [.. labels.Select((label, row) => NaiveRollout.Of(workspace, row, label))];
        var oracle = new NaiveLoss(options, loss, PerImage, new NaiveModel(model), rollouts);
        var agreement = new Agreement(output);
        agreement.Check("loss", [(float)terms.Loss], [oracle.Of(naive)]);
        foreach (Parameter parameter in model.Parameters)
            agreement.Check(parameter.Name, gradients[parameter].ToArray(),
                CentralDifferences.By(naive[parameter.Name], () => oracle.Of(naive)));
        agreement.Print($"{core}, {setting}");
    }
}
