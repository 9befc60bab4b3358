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
        page.AddFigure(Trajectory.Animate(rollout, image).ToHtml());
        page.AddGrid([Trajectory.Overview(rollout, image), Trajectory.Steps(rollout, image, columns: Columns)]);
        page.SignBy(model, modelPath);
        return page.ToString();
    }

    /// <summary>The page of a task's test images: the mistakes first.</summary>
    public static string OfTask(
        RecurrentAttentionModel model, string modelPath, DigitTask task, IReadOnlyList<Rollout> rollouts)
    {
        var page = new HtmlPage($"A model looks at {task.Name}");
        AddMistakes(page, model, task.Test, Evaluation.Run(model, task.Test));
        page.AddHeading("Glimpse by glimpse");
        page.AddText(Invariant(
            $"The first {rollouts.Count} test images ({task.DataName}), one deterministic rollout each, from the centre on."));
        Figure[] steps = [.. rollouts.Select((rollout, index) =>
            Trajectory.Steps(rollout, task.Test.Images, index, task.Test.Labels[index], Columns))];
        if (steps[0].Caption is string caption)
            page.AddText(caption);
        page.AddGrid(steps.Select((figure, index) => figure with
        {
            Title = Invariant($"Image {index + 1}: {Verdict(rollouts[index], task.Test.Labels[index])}"),
            Caption = null,
        }));
        page.SignBy(model, modelPath);
        return page.ToString();
    }

    /// <summary>Adds the first images that the model gets wrong.</summary>
    public static void AddMistakes(HtmlPage page, RecurrentAttentionModel model, LabelledImages test, Evaluation evaluation)
    {
        int[] wrong = [.. Enumerable.Range(0, test.Count).Where(index => evaluation.Predictions[index] != test.Labels[index])];
        page.AddHeading("What it gets wrong");
        page.AddText(Invariant(
            $"It misreads {wrong.Length:N0} of {test.Count:N0} test images, {evaluation.ErrorPercent:0.00}%.")
            + (wrong.Length > MostImages ? Invariant($" The first {MostImages} of them:") : ""));
        page.AddGrid(wrong.Take(MostImages).Select(index => Overview(model, test, index)));
    }

    /// <summary>Where a model looks on one image; the title says what it is and what it is taken for.</summary>
    public static Figure Overview(RecurrentAttentionModel model, LabelledImages test, int index)
    {
        ImageBatch image = test.Images.Single(index);
        Rollout rollout = model.Look(image);
        string title = Verdict(rollout, test.Labels[index]);
        return Trajectory.Overview(rollout, image, label: test.Labels[index]) with { Title = char.ToUpperInvariant(title[0]) + title[1..] };
    }

    private static string Verdict(Rollout rollout, int label) => rollout.Prediction == label
        ? Invariant($"a {label}")
        : Invariant($"a {label}, read as {rollout.Prediction}");
}
