namespace Ram.Cli.Pages;

/// <summary>What came of the main job.</summary>
internal static class MainPage
{
    private const double CurveWidth = 300;

    /// <summary>The page: a digit glimpse by glimpse, the mistakes, a dozen trajectories and the learning curve.</summary>
    public static string Of(RecurrentAttentionModel model, string modelPath, RunResult result, DigitTask data)
    {
        var page = new HtmlPage("A recurrent attention model learns to read digits");
        page.AddText(Invariant(
            $"It looks at {model.Options.Glimpses} patches of {model.Options.PatchSize}x{model.Options.PatchSize} pixels and decides itself where. After {result.LearningCurve.Count} epochs on {result.Data}, {result.Seconds:0} seconds, it misreads {result.TestErrorPercent:0.00}% of {result.TestImages} test images: {result.TestErrors}."));
        ImageBatch first = data.Test.Images.Single(0);
        page.AddFigure(Trajectory.Animate(model.Look(first), first, label: data.Test.Labels[0]).ToHtml());
        LookPage.AddMistakes(page, model, data.Test, Evaluation.Run(model, data.Test));
        page.AddHeading("Where it looks");
        page.AddText($"The first {LookPage.MostImages} test images, from the centre on. A box is what one glimpse sees; its number and colour say when.");
        page.AddGrid(Enumerable.Range(0, LookPage.MostImages).Select(index => LookPage.Overview(model, data.Test, index)));
        page.AddHeading("How it learned");
        page.AddFigure(Narrow(LearningCurve.OfLog(result.LearningCurve)).ToSvg());
        page.SignBy(model, modelPath, result.Command);
        return page.ToString();
    }

    private static Figure Narrow(Figure figure) =>
        figure with { Panels = [.. figure.Panels.Select(panel => panel with { Width = CurveWidth, Height = 220 })] };
}
