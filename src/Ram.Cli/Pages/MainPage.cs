using System.Globalization;
using Ram.Data;
using Ram.Experiments;
using Ram.Figures;
using Ram.Images;
using Ram.Model;
using Ram.Training;

namespace Ram.Cli.Pages;

/// <summary>What came of the main job.</summary>
internal static class MainPage
{
    /// <summary>The trajectories that are shown.</summary>
    public const int Trajectories = 12;

    /// <summary>The page: the learning curve and a dozen trajectories.</summary>
    public static string Of(RecurrentAttentionModel model, RunResult result, DigitTask data)
    {
        var page = new HtmlPage("A recurrent attention model learns to read digits");
        page.AddText(string.Create(CultureInfo.InvariantCulture,
            $"It looks at {model.Options.Glimpses} patches of {model.Options.PatchSize}x{model.Options.PatchSize} pixels and decides itself where. "
            + $"After {result.LearningCurve.Count} epochs on {result.Data}, {result.Seconds:0} seconds, it misreads {result.TestErrorPercent:0.00}% "
            + $"of {result.TestImages} test images: {result.TestErrors}."));
        page.AddHeading("How it learned");
        page.AddFigure(LearningCurve.Of(CurveOf(result.LearningCurve)).ToSvg());
        page.AddHeading("Where it looked");
        page.AddText($"The first {Trajectories} test images, from the centre on. A box is what one glimpse sees.");
        page.AddGrid(Enumerable.Range(0, Trajectories).Select(index => Overview(model, data.Test, index)));
        page.AddHeading("One of them, glimpse by glimpse");
        ImageBatch first = data.Test.Images.Single(0);
        page.AddFigure(Trajectory.Animate(model.Look(first), first, label: data.Test.Labels[0]).ToHtml());
        return page.ToString();
    }

    private static string Overview(RecurrentAttentionModel model, LabelledImages test, int index)
    {
        ImageBatch image = test.Images.Single(index);
        Figure overview = Trajectory.Overview(model.Look(image), image, label: test.Labels[index]);
        return (overview with { Title = $"A {test.Labels[index]}" }).ToSvg();
    }

    private static Curve CurveOf(IReadOnlyList<EpochLog> log) => new(
        "",
        [.. log.Select(epoch => (double)epoch.Epoch)],
        [.. log.Select(epoch => epoch.ValidationErrorPercent ?? double.NaN)],
        [.. log.Select(epoch => epoch.TrainErrorPercent)]);
}
