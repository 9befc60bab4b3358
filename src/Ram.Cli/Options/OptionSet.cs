namespace Ram.Cli.Options;

/// <summary>Options that several commands share: fields and properties of a class of their own.</summary>
internal abstract class OptionSet
{
    public ParseResult Parsed { protected get; set; } = null!;

    protected T? Get<T>(Option<T> option) => Parsed.GetValue(option);
}

/// <summary>Which options of a command line were given, and whether they fit each other.</summary>
internal static class GivenOptions
{
    /// <summary>Those of some options that were given.</summary>
    public static Option[] Given(this ParseResult parsed, params IEnumerable<Option> options) =>
        [.. options.Where(option => parsed.GetResult(option) is { Implicit: false })];

    /// <summary>Throws when more than one of some options was given, saying why.</summary>
    public static void CheckAtMostOne(this ParseResult parsed, Option[] options, string reason = "allowed: one of them")
    {
        if (parsed.Given(options) is [Option first, Option second, ..])
            throw new UsageException($"{first.Name} and {second.Name} are both given; {reason}.");
    }

    /// <summary>Throws when an option was given, and none of those that it needs.</summary>
    public static void CheckNeeds(this ParseResult parsed, Option option, string reason, params Option[] needed)
    {
        if (parsed.Given(option).Length > 0 && parsed.Given(needed).Length == 0)
            throw new UsageException($"{option.Name} is given without "
                + $"{string.Join(" or ", needed.Select(other => other.Name))}{reason}.");
    }

    /// <summary>Throws when more than one of JSON and the files would go to standard output.</summary>
    public static void CheckOneOutput(this ParseResult parsed, Option<bool> json, params Option<string?>[] files)
    {
        IEnumerable<Option> texts = files.Where(file => OutputFile.IsStandardOutput(parsed.GetValue(file)));
        if (parsed.Given(json).Concat(texts).ToArray() is [Option one, Option other, ..])
            throw new UsageException($"{one.Name} and {other.Name} both go to standard output; name a file for one.");
    }
}
