namespace Ram.Cli.Pages;

/// <summary>Games of Catch as animations.</summary>
internal static class CatchPage
{
    /// <summary>The page of some games of one agent, the missed ones first.</summary>
    public static string Of(IReadOnlyList<CatchEpisode> episodes, string modelPath)
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
}
