using System.CommandLine;

namespace Ram.Cli.Options;

/// <summary>Options that are given or not, without a value.</summary>
internal static class Flag
{
    /// <summary>A flag.</summary>
    public static Option<bool> Of(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };
}
