using System.Globalization;

namespace Ram.Cli.Tests;

/// <summary>Runs commands in this process, where people write 0,5 for a half.</summary>
internal static class Cli
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    public static Outcome Run(params string[] arguments) => Run(writer => writer, writer => writer, arguments);

    /// <summary>Runs a command whose output is closed.</summary>
    public static Outcome RunWithoutOutput(params string[] arguments) =>
        Run(_ => Closed(isError: false), writer => writer, arguments);

    /// <summary>Runs a command whose error stream is closed.</summary>
    public static Outcome RunWithoutError(params string[] arguments) =>
        Run(writer => writer, _ => Closed(isError: true), arguments);

    private static StandardStream Closed(bool isError) => new(() => throw new IOException("it is closed"), isError);

    // On a thread of its own: a command that never ends fails its test, and the others go on.
    private static Outcome Run(
        Func<TextWriter, TextWriter> outputOf, Func<TextWriter, TextWriter> errorOf, string[] arguments)
    {
        Task<Outcome> run = Task.Factory.StartNew(
            () => RunHere(outputOf, errorOf, arguments), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        Assert.True(Task.WaitAny([run], _patience) == 0, $"ram {string.Join(' ', arguments)} does not end");
        return run.GetAwaiter().GetResult();
    }

    private static Outcome RunHere(
        Func<TextWriter, TextWriter> outputOf, Func<TextWriter, TextWriter> errorOf, string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        using StringWriter output = new(CultureInfo.CurrentCulture), error = new(CultureInfo.CurrentCulture);
        int exit = RamCommand.Run(arguments, outputOf(output), errorOf(error), FewDigits.Sets);
        return new Outcome(exit, output.ToString(), error.ToString());
    }
}
