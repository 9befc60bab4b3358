using System.Globalization;
using Ram.Data;
using Ram.Figures;
using Ram.Images;
using Ram.Model;

namespace Ram.Cli.Pages;

/// <summary>Where a model looked, what it saw and what it believed.</summary>
internal static class LookPage
{
    /// <summary>The images of a page.</summary>
    public const int MostImages = 12;

    /// <summary>The page of one picture of the user's.</summary>
    public static string OfPicture(string path, Rollout rollout, ImageBatch image, IReadOnlyList<string> remarks)
    {
        var page = new HtmlPage($"A model looks at {Path.GetFileName(path)}");
        foreach (string remark in remarks)
            page.AddText(remark);
        AddBeliefRemark(page, rollout.Options);
        page.AddFigure(Trajectory.Animate(rollout, image).ToHtml());
        page.AddFigure(Trajectory.Overview(rollout, image).ToSvg());
        page.AddFigure(Trajectory.Steps(rollout, image).ToSvg());
        return page.ToString();
    }

    /// <summary>The page of a task's test images.</summary>
    public static string OfTask(DigitTask task, IReadOnlyList<Rollout> rollouts, LabelledImages images)
    {
        var page = new HtmlPage($"A model looks at {task.Name}");
        page.AddText(string.Create(CultureInfo.InvariantCulture,
            $"The first {rollouts.Count} test images ({task.DataName}), one deterministic rollout each, from the centre on."));
        AddBeliefRemark(page, rollouts[0].Options);
        page.AddGrid(rollouts.Select((rollout, index) => Titled(index, Trajectory.Overview, rollout, images)));
        page.AddHeading("Glimpse by glimpse");
        for (int index = 0; index < rollouts.Count; index++)
            page.AddFigure(Titled(index, Trajectory.Steps, rollouts[index], images));
        return page.ToString();
    }

    private static string Titled(
        int index, Func<Rollout, ImageBatch, int, int?, Figure> draw, Rollout rollout, LabelledImages images)
    {
        string title = string.Create(CultureInfo.InvariantCulture, $"Image {index + 1}: a {images.Labels[index]}");
        return (draw(rollout, images.Images, index, images.Labels[index]) with { Title = title }).ToSvg();
    }

    private static void AddBeliefRemark(HtmlPage page, RamOptions options)
    {
        if (!options.ClassifyEveryGlimpse)
            page.AddText("Only the belief after the last glimpse was trained; the ones before it are what the same network says of an unfinished look.");
    }
}
