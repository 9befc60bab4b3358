using System.Globalization;

namespace Ram.Cli.Tests;

/// <summary>Runs commands in this process, where people write 0,5 for a half.</summary>
internal static class Cli
{
    public static Outcome Run(params string[] arguments) => Run(writer => writer, writer => writer, arguments);

    /// <summary>Runs a command whose output is closed.</summary>
    public static Outcome RunWithoutOutput(params string[] arguments) =>
        Run(_ => Closed(isError: false), writer => writer, arguments);

    /// <summary>Runs a command whose error stream is closed.</summary>
    public static Outcome RunWithoutError(params string[] arguments) =>
        Run(writer => writer, _ => Closed(isError: true), arguments);

    private static StandardStream Closed(bool isError) => new(() => throw new IOException("it is closed"), isError);

    private static Outcome Run(
        Func<TextWriter, TextWriter> outputOf, Func<TextWriter, TextWriter> errorOf, string[] arguments)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            using StringWriter output = new(CultureInfo.CurrentCulture), error = new(CultureInfo.CurrentCulture);
            int exit = RamCommand.Run(arguments, outputOf(output), errorOf(error), FewDigits.Sets);
            return new Outcome(exit, output.ToString(), error.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
