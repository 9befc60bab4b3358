using System.Globalization;

namespace Ram.Cli.Tests;

/// <summary>Runs commands in this process, where people write 0,5 for a half.</summary>
internal static class Cli
{
    public static Outcome Run(params string[] arguments)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            using StringWriter output = new(CultureInfo.CurrentCulture), error = new(CultureInfo.CurrentCulture);
            int exit = RamCommand.Run(arguments, output, error, FewDigits.Sets);
            return new Outcome(exit, output.ToString(), error.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
