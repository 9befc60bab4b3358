using System.Text;
using Spectre.Console;

namespace Ram.Cli;

/// <summary>Games of Catch in a terminal, two letters a pixel, with the retina's window over them.</summary>
internal static class CatchScreen
{
    /// <summary>The milliseconds that a frame stays.</summary>
    public const int DefaultDelay = 120;

    private static readonly string[] _actions = ["left", "stay", "right"];

    /// <summary>Plays games frame by frame; into a file or a pipe, it writes the last frame of each.</summary>
    public static void Show(Terminal terminal, IReadOnlyList<CatchEpisode> episodes, TimeSpan delay)
    {
        using var stop = new StopSignal();
        if (terminal.Live is null)
            foreach (CatchEpisode episode in episodes)
                terminal.Error.WriteLine(Frame(episode, CatchGame.Size - 1));
        else
            terminal.Live.Live(new Text("")).AutoClear(true).Start(context =>
            {
                foreach (CatchEpisode episode in episodes)
                    Play(context, episode, delay, stop.Token);
            });
    }

    private static void Play(LiveDisplayContext context, CatchEpisode episode, TimeSpan delay, CancellationToken cancel)
    {
        for (int frame = 0; frame < CatchGame.Size; frame++)
        {
            context.UpdateTarget(new Text(Frame(episode, frame)));
            bool last = frame == CatchGame.Size - 1;
            cancel.WaitHandle.WaitOne(last ? 6 * delay : delay);
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>One frame as text: pixels, the sharpest patch and the next one, what the agent does and expects.</summary>
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
        string edge = new('─', 2 * CatchGame.Size);
        StringBuilder text = new StringBuilder().Append('┌').Append(edge).Append("┐\n");
        for (int row = 0; row < CatchGame.Size; row++)
        {
            text.Append('│');
            for (int column = 0; column < CatchGame.Size; column++)
                text.Append(episode.Screens[frame][row * CatchGame.Size + column] > 0 ? "██"
                    : Sees(0, column, row) ? "▒▒"
                    : Sees(Math.Min(1, retina.Patches - 1), column, row) ? "░░"
                    : "  ");
            text.Append("│\n");
        }
        string outcome = frame < episode.Actions.Count
            ? _actions[(int)episode.Actions[frame]]
            : episode.IsCaught ? "caught" : "missed";
        text.Append('└').Append(edge).Append("┘\n");
        return text + Invariant(
            $"frame {frame + 1,2} of {CatchGame.Size}   {outcome,-6}   expects {episode.Baselines[frame],5:0.00}");
    }
}
