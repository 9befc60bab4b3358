namespace Ram.Cli.Pages;

/// <summary>Where a model looked, what it saw and what it believed.</summary>
internal static class LookPage
{
    /// <summary>The images of a page.</summary>
    public const int MostImages = 12;

    private const int Columns = 3;

    /// <summary>The page of one picture of the user's.</summary>
    public static string OfPicture(
        RecurrentAttentionModel model, string modelPath, string path, Rollout rollout, ImageBatch image,
        IReadOnlyList<string> remarks)
    {
        var page = new HtmlPage($"A model looks at {Path.GetFileName(path)}");
        foreach (string remark in remarks)
            page.AddText(remark);
        page.AddFigure(Trajectory.Animate(rollout, image));
        page.AddGrid([Trajectory.Overview(rollout, image), Trajectory.Steps(rollout, image, columns: Columns)]);
        return page.SignedBy(model, modelPath);
    }

    /// <summary>The page of a task's test images: the mistakes first.</summary>
    public static string OfTask(
        RecurrentAttentionModel model, string modelPath, DigitTask task, IReadOnlyList<Rollout> rollouts)
    {
        LabelledImages test = task.Test;
        var page = new HtmlPage($"A model looks at {task.Name}");
        AddMistakes(page, model, test);
        page.AddHeading("Glimpse by glimpse");
        page.AddText($"The first {rollouts.Count} test images ({task.DataName}), one deterministic rollout each, "
            + "from the centre on.");
        Figure[] steps = [.. rollouts.Select((rollout, index) =>
            Trajectory.Steps(rollout, test.Images, index, test.Labels[index], Columns)
                with { Title = $"Image {index + 1}: {Verdict(rollout, test.Labels[index])}" })];
        if (steps[0].Caption is string caption)
            page.AddText(caption);
        page.AddGrid(steps.Select(figure => figure with { Caption = null }));
        return page.SignedBy(model, modelPath);
    }

    /// <summary>The page of a training: a digit glimpse by glimpse, mistakes, paths, the learning curve.</summary>
    public static string OfTraining(RecurrentAttentionModel model, string modelPath, RunResult result, DigitTask data)
    {
        RamOptions options = model.Options;
        var page = new HtmlPage("A recurrent attention model learns to read digits");
        page.AddText($"It looks {Count.Of(options.Glimpses, "time")} at {options.PatchSize}x{options.PatchSize} pixels "
            + Invariant($"and decides itself where. After {result.LearningCurve.Count} epochs on {result.Data}, ")
            + Invariant($"{result.Seconds:0} seconds, it misreads {result.TestErrorPercent:0.00}% of ")
            + $"{result.TestImages} test images: {result.TestErrors}.");
        ImageBatch first = data.Test.Images.Single(0);
        page.AddFigure(Trajectory.Animate(model.Look(first), first, label: data.Test.Labels[0]));
        AddMistakes(page, model, data.Test);
        page.AddHeading("Where it looks");
        int shown = Math.Min(MostImages, data.Test.Count);
        page.AddText($"The first {shown} test images, from the centre on. A box is what one glimpse sees; "
            + "its number and colour say when.");
        page.AddGrid(Enumerable.Range(0, shown).Select(index => Overview(model, data.Test, index)));
        page.AddHeading("How it learned");
        Figure curve = LearningCurve.OfLog(result.LearningCurve);
        page.AddFigure(curve with { Panels = [curve.Panels[0] with { Width = 300, Height = 220 }] });
        return page.SignedBy(model, modelPath, result.Command);
    }

    /// <summary>The page of some games of one agent, the missed ones first.</summary>
    public static string OfGames(IReadOnlyList<CatchEpisode> episodes, string modelPath)
    {
        var page = new HtmlPage("An agent plays Catch");
        int caught = episodes.Count(episode => episode.IsCaught);
        page.AddText($"It caught {caught} of {Count.Of(episodes.Count, "game")}, always doing what it found most "
            + "probable. It sees no more of the screen than its retina gives.");
        foreach ((int index, CatchEpisode episode) in episodes.Index().OrderBy(game => game.Item.IsCaught))
        {
            page.AddHeading($"Game {index + 1}: {(episode.IsCaught ? "caught" : "missed")}");
            page.AddFigure(CatchView.Animate(episode));
            page.AddFigure(CatchView.Paths(episode) with { Columns = 1 });
        }
        return page.SignedBy(episodes[0].Agent, modelPath);
    }

    private static void AddMistakes(HtmlPage page, RecurrentAttentionModel model, LabelledImages test)
    {
        var evaluation = Evaluation.Run(model, test);
        int[] wrong =
            [.. Enumerable.Range(0, test.Count).Where(index => evaluation.Predictions[index] != test.Labels[index])];
        page.AddHeading("What it gets wrong");
        page.AddText(
            Invariant($"It misreads {wrong.Length:N0} of {test.Count:N0} test images, {evaluation.ErrorPercent:0.00}%.")
            + (wrong.Length > MostImages ? $" The first {MostImages} of them:" : ""));
        page.AddGrid(wrong.Take(MostImages).Select(index => Overview(model, test, index)));
    }

    // The title says what the image is and what it is taken for.
    private static Figure Overview(RecurrentAttentionModel model, LabelledImages test, int index)
    {
        Rollout rollout = model.Look(test.Images.Single(index));
        Figure overview = Trajectory.Overview(rollout, test.Images, index, test.Labels[index]);
        return overview with { Title = Verdict(rollout, test.Labels[index]) };
    }

    private static string Verdict(Rollout rollout, int label) => rollout.NameOf(label)
        + (rollout.Prediction == label ? "" : $", read as {rollout.NameOf(rollout.Prediction)}");
}
