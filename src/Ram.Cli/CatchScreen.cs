using Spectre.Console;

namespace Ram.Cli;

/// <summary>Games of Catch in a terminal, two letters a pixel, with the retina's window over them.</summary>
internal static class CatchScreen
{
    public const int DefaultDelay = 120;

    private const int LastFrame = CatchGame.Size - 1;

    private static readonly string _edge = new('─', 2 * CatchGame.Size);

    /// <summary>Plays games frame by frame until Ctrl-C; to a file or a pipe, writes the last frame of each.</summary>
    public static void Show(Terminal terminal, IReadOnlyList<CatchEpisode> episodes, TimeSpan delay)
    {
        if (terminal.Live is null)
        {
            foreach (CatchEpisode episode in episodes)
                terminal.Error.WriteLine(Frame(episode, LastFrame));
            return;
        }
        using var stop = new StopSignal();
        terminal.Live.Live(new Text("")).AutoClear(true).Start(context =>
        {
            foreach (CatchEpisode episode in episodes)
                for (int frame = 0; frame <= LastFrame; frame++)
                {
                    context.UpdateTarget(new Text(Frame(episode, frame)));
                    stop.Token.WaitHandle.WaitOne(frame == LastFrame ? 6 * delay : delay);
                    stop.Token.ThrowIfCancellationRequested();
                }
        });
    }

    /// <summary>A frame as text: pixels, the sharpest patch and the next, what the agent does and expects.</summary>
    private static string Frame(CatchEpisode episode, int frame)
    {
        Retina retina = episode.Agent.Retina;
        (float x, float y) = (episode.Locations[frame, 0], episode.Locations[frame, 1]);
        bool Sees(int depth, int column, int row)
        {
            (int left, int top) = retina.Corner(depth, x, y, CatchGame.Size, CatchGame.Size);
            int side = retina.Width(depth);
            return column >= left && column < left + side && row >= top && row < top + side;
        }
        string Pixel(int column, int row) => episode.Screens[frame][row * CatchGame.Size + column] > 0 ? "██"
            : Sees(0, column, row) ? "▒▒"
            : Sees(Math.Min(1, retina.Patches - 1), column, row) ? "░░"
            : "  ";
        IEnumerable<int> all = Enumerable.Range(0, CatchGame.Size);
        IEnumerable<string> rows = all.Select(row => $"│{string.Concat(all.Select(column => Pixel(column, row)))}│\n");
        string outcome = frame < episode.Actions.Count ? episode.Actions[frame].ToString().ToLowerInvariant()
            : episode.IsCaught ? "caught" : "missed";
        return $"┌{_edge}┐\n{string.Concat(rows)}└{_edge}┘\n" + Invariant(
            $"frame {frame + 1,2} of {CatchGame.Size}   {outcome,-6}   expects {episode.Baselines[frame],5:0.00}");
    }
}
