using System.CommandLine.Invocation;
using Ram.Cli.Commands;

namespace Ram.Cli;

/// <summary>The command line: parses, runs, and turns every failure into one line and an exit code.</summary>
internal static class RamCommand
{
    private const int Failure = 1, Usage = 2;

    /// <summary>Runs one command, its tasks made of some digits or what RAM_DATA names; gives the exit code.</summary>
    public static int Run(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, DigitSets? digits = null)
    {
        try
        {
            ParseResult parsed = Root(new Terminal(output, error), digits)
                .Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
                throw new UsageException(Help.Complaint(parsed));
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (OperationCanceledException)
        {
            // Whoever can go on has said how.
            return Failure;
        }
        catch (Exception exception)
        {
            error.WriteLine($"ram: {Describe(exception)}");
            return exception is UsageException ? Usage : Failure;
        }
    }

    internal static MainJob Root(Terminal terminal, DigitSets? digits)
    {
        var tasks = new TaskLoader(terminal, digits);
        return new MainJob(terminal, tasks)
        {
            Help.Option(),
            new VersionOption { Action = new PrintAction((_, to) => to.WriteLine(RunResult.CurrentVersion)) },
            new TrainCommand(terminal, tasks),
            new EvaluateCommand(terminal, tasks),
            new LookCommand(terminal, tasks),
            new SprintCommand(terminal, tasks),
            new DataCommand(terminal, tasks),
            new ExperimentCommand(terminal, tasks),
            new TableCommand(terminal),
            new SearchCommand(terminal, tasks),
            new Command("notebooks", "Run notebooks without a notebook server.") { new NotebooksRunCommand(terminal) },
            new BenchCommand(terminal, tasks),
            new Command("catch", "The game of Catch: learn where to look and how to move from caught or missed alone.")
            {
                new CatchTrainCommand(terminal),
                new CatchPlayCommand(terminal),
                new CatchEvaluateCommand(terminal),
            },
        };
    }

    private static string Describe(Exception exception) => exception switch
    {
        UsageException or RamException => exception.Message.ReplaceLineEndings(" "),
        AggregateException { InnerExceptions: [var only] } => Describe(only),
        OutOfMemoryException => "There is not enough memory; take a smaller batch or fewer rollouts.",
        _ => $"An error of the program itself, {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}",
    };
}

/// <summary>The command line is wrong: one line that names the option, what was found and what is allowed.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
