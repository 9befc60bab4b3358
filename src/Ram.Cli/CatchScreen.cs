using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Ram.Cli;

/// <summary>Games of Catch in a terminal, two letters a pixel, with the retina's window over them.</summary>
internal static class CatchScreen
{
    /// <summary>The milliseconds that a frame stays.</summary>
    public const int DefaultDelay = 120;

    private const string Lit = "██", Sharp = "▒▒", Coarse = "░░", Dark = "  ";

    private static readonly string[] _actions = ["left", "stay", "right"];

    /// <summary>Plays games frame by frame; into a file or a pipe, it writes the last frame of each.</summary>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public static void Show(
        Terminal terminal, IReadOnlyList<CatchEpisode> episodes, TimeSpan delay, CancellationToken cancel)
    {
        if (terminal.Live is not IAnsiConsole console)
        {
            foreach (CatchEpisode episode in episodes)
                terminal.Error.WriteLine(Frame(episode, CatchGame.Size - 1));
            return;
        }
        console.Live(new Text("")).AutoClear(true).Start(context =>
        {
            foreach (CatchEpisode episode in episodes)
                Play(context, episode, delay, cancel);
        });
    }

    /// <summary>One frame as text: pixels, the sharpest patch and the next one, what the agent does and expects.</summary>
    public static string Frame(CatchEpisode episode, int frame)
    {
        var text = new StringBuilder();
        (Box sharp, Box coarse) = Windows(episode, frame);
        text.Append('┌').Append('─', 2 * CatchGame.Size).Append("┐\n");
        for (int row = 0; row < CatchGame.Size; row++)
        {
            text.Append('│');
            for (int column = 0; column < CatchGame.Size; column++)
                text.Append(episode.Screens[frame][row * CatchGame.Size + column] > 0 ? Lit
                    : sharp.Holds(column, row) ? Sharp : coarse.Holds(column, row) ? Coarse : Dark);
            text.Append("│\n");
        }
        text.Append('└').Append('─', 2 * CatchGame.Size).Append("┘\n");
        return text.Append(Words(episode, frame)).ToString();
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

    private static string Words(CatchEpisode episode, int frame)
    {
        string outcome = frame < episode.Actions.Count
            ? _actions[(int)episode.Actions[frame]]
            : episode.IsCaught ? "caught" : "missed";
        return string.Create(CultureInfo.InvariantCulture,
            $"frame {frame + 1,2} of {CatchGame.Size}   {outcome,-6}   expects {episode.Baselines[frame],5:0.00}");
    }

    private static (Box Sharp, Box Coarse) Windows(CatchEpisode episode, int frame)
    {
        Retina retina = episode.Agent.Retina;
        (float x, float y) = (episode.Locations[frame, 0], episode.Locations[frame, 1]);
        Box At(int depth)
        {
            (int left, int top) = retina.Corner(depth, x, y, CatchGame.Size, CatchGame.Size);
            return new Box(left, top, retina.Width(depth));
        }
        return (At(0), At(Math.Min(1, retina.Patches - 1)));
    }

    private readonly record struct Box(int Left, int Top, int Side)
    {
        public bool Holds(int column, int row) =>
            column >= Left && column < Left + Side && row >= Top && row < Top + Side;
    }
}
