using Ram.Figures;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;

namespace Ram.Tests.Figures;

/// <summary>Figures of every kind, the same in each run: small ones for the eye, and edge cases.</summary>
internal static class Samples
{
    public static ImageBatch Images { get; } = DrawSevens(count: 12, size: 28);

    public static ImageBatch WideImages { get; } = DrawSevens(count: 1, size: 60);

    public static RamOptions Options { get; } = new();

    public static RamOptions WideOptions { get; } =
        new() { PatchSize = 12, Patches = 3, Glimpses = 8, ClassifyEveryGlimpse = true };

    public static IReadOnlyDictionary<string, Func<Figure>> All { get; } = new Dictionary<string, Func<Figure>>
    {
        ["retina"] = () => RetinaView.Of(Images, Options, 0.2f, -0.4f),
        ["retina-three-patches"] = () => RetinaView.Of(WideImages, WideOptions, 0.7f, 0.3f),
        ["retina-colour"] = () => RetinaView.Of(
            DrawColours(24), Options with { Channels = 3, PatchSize = 5, Patches = 2, InputMean = 0.3, InputStd = 0.5 }, -0.9f, 0),
        ["trajectory-steps"] = () => Trajectory.Steps(Roll(Options), Images, 0, 7),
        ["trajectory-steps-wide"] = () => Trajectory.Steps(Roll(WideOptions, 3), WideImages, 0, 7),
        ["trajectory-steps-many"] = () => Trajectory.Steps(Roll(Options with { Glimpses = 11 }), Images),
        ["trajectory-overview"] = () => Trajectory.Overview(Roll(Options), Images, 0, 3),
        ["trajectory-overview-many"] = () => Trajectory.Overview(Roll(Options with { Glimpses = 8 }), Images, 0, 7),
        ["trajectory-narrow"] = () => Trajectory.Steps(Roll(Options with { Glimpses = 8 }), Images, 0, 7, columns: 3),
        ["trajectory-last-frame"] = () => Animation().Still(5),
        ["belief"] = () => Trajectory.Beliefs(Roll(Options), 7),
        ["trajectory-names"] = () => Trajectory.Steps(Named(), Images, 0, 7),
        ["trajectory-names-frame"] = () => Trajectory.Animate(Named(), Images, 0, 2).Still(5),
        ["belief-names"] = () => Trajectory.Beliefs(Named(), 2),
        ["belief-one-glimpse"] = () => Trajectory.Beliefs(Roll(Options with { Glimpses = 1 })),
        ["baseline"] = () => Trajectory.Baselines(
            [.. Enumerable.Range(0, 20).Select(i => Roll(Options, (ulong)i))], [.. Enumerable.Range(0, 20).Select(i => 7 - i % 4 / 3)]),
        ["learning-curve"] = () => LearningCurve.Of(Run("6 glimpses", 1.2, withTraining: true)),
        ["learning-curve-logarithmic"] = () => LearningCurve.Of(
            [Run("6 glimpses", 1.2, true), Run("4 glimpses", 1.6, true), Run("1 random glimpse", 40, false)], "Epoch", logarithmic: true),
        ["learning-curve-one-point"] = () => LearningCurve.Of(new Curve("short", [1], [12.5])),
        ["learning-curve-empty"] = () => LearningCurve.Of([]),
        ["heat-map"] = () => HeatMap.Of(
            [.. Enumerable.Range(0, 40).Select(i => Roll(Options, (ulong)i))], Images),
        ["contact-sheet"] = () => ContactSheet.Of(
            Images, [.. Enumerable.Range(0, 12).Select(i => i == 3 ? "7 \u2192 1" : "7")], columns: 6),
        ["table"] = () => Results().ToFigure(),
    };

    public static IEnumerable<object[]> Names => All.Keys.Select(name => new object[] { name });

    public static Figure Animation() => Trajectory.Animate(Roll(Options), Images, 0, 7);

    public static IReadOnlyList<string> ClassNames { get; } =
    [
        "aeroplane", "bicycle", "cat", "dining table", "electric guitar", "frog", "grandfather clock",
        "holly (Ilex aquifolium)", "ink bottle", "jam",
    ];

    /// <summary>A rollout of a model whose classes have names.</summary>
    public static Rollout Named() => Roll(Options) with { ClassNames = ClassNames };

    public static Table Results() => new(
        "Test error on 28 \u00d7 28 digits, %",
        [new Column("Model"), new Column("Paper", IsNumber: true), new Column("Here", IsNumber: true)],
        [["2 glimpses", "3.79", "3.70"], ["4 glimpses", "1.54", "1.49"], ["7 glimpses", "1.07", "1.01"]])
    {
        Emphasis = 2,
        Caption = "Retina 8 \u00d7 8, one patch.",
    };

    /// <summary>A figure of one panel with one line.</summary>
    public static Figure Line(IReadOnlyList<double> x, IReadOnlyList<double> y, Axis? horizontal = null, Axis? vertical = null) => new()
    {
        Title = "Line",
        AltText = "A line.",
        Panels = [new Panel { Marks = [new LineMark(x, y) { Name = "line" }], X = horizontal ?? new Axis(), Y = vertical ?? new Axis() }],
    };

    public static Rollout Roll(RamOptions options, ulong seed = 1)
    {
        var rollout = new Rollout(
            options, new Matrix(options.Glimpses, 2), new Matrix(options.Glimpses, options.GlimpseSize),
            new Matrix(options.Glimpses, options.Classes), new float[options.Glimpses],
            new Matrix(options.Glimpses - 1, 2), new Matrix(options.Glimpses - 1, 2), new float[options.Glimpses - 1]);
        var retina = new Retina(options.PatchSize, options.Patches, options.Scale);
        ImageBatch images = options.Patches == 1 ? Images : WideImages;
        var random = new RandomStream(seed, StreamPurpose.Validation);
        for (int t = 0; t < options.Glimpses; t++)
        {
            rollout.Locations.Row(t)[0] = (float)(random.NextDouble(-0.8, 0.8) * (t + 1) / (t + 2));
            rollout.Locations.Row(t)[1] = (float)(random.NextDouble(-0.8, 0.8) * (t + 1) / (t + 2));
            retina.Glimpse(images[0], images.Height, images.Width,
                rollout.Locations[t, 0], rollout.Locations[t, 1], rollout.Patches.Row(t));
            float sure = (float)(t + 1) / (options.Glimpses + 1);
            rollout.Probabilities.Row(t).Fill((1 - sure) / (options.Classes - 1));
            rollout.Probabilities.Row(t)[t == 0 ? 1 : 7] = sure;
            rollout.Baselines[t] = 0.5f + 0.4f * sure;
        }
        return rollout;
    }

    private static Curve Run(string name, double floor, bool withTraining)
    {
        double[] epochs = [.. Enumerable.Range(1, 30).Select(i => (double)i)];
        return new Curve(name, epochs, [.. epochs.Select(epoch => floor + 50 / epoch)],
            withTraining ? [.. epochs.Select(epoch => floor / 3 + 52 / epoch)] : null);
    }

    private static ImageBatch DrawSevens(int count, int size)
    {
        var images = new ImageBatch(count, 1, size, size);
        for (int i = 0; i < count; i++)
        {
            for (int x = size / 4; x < 3 * size / 4; x++)
                images[i].Slice((size / 4 + i % 3) * size + x, 1).Fill(255);
            for (int y = size / 4 + i % 3; y < 5 * size / 6; y++)
                images[i].Slice(y * size + 3 * size / 4 - (y - size / 4) / 2, 2).Fill(200);
        }
        return images;
    }

    private static ImageBatch DrawColours(int size)
    {
        var image = new ImageBatch(1, 3, size, size);
        for (int i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)((i / (size * size)) switch { 0 => i % size * 10, 1 => i / size % size * 10, _ => 90 });
        return image;
    }
}
