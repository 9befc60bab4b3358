using System.Text.Json;

namespace Ram.Cli.Commands;

/// <summary>
/// A command: examples for its help, and what it does with a command line. It takes what its fields are: options,
/// arguments and sets of options.
/// </summary>
internal abstract class CliCommand : Command
{
    /// <param name="name">What comes after <c>ram</c>, or after a command that has parts.</param>
    /// <param name="description">What it does.</param>
    /// <param name="examples">What comes after <c>ram</c>, and what it is for.</param>
    protected CliCommand(string name, string description, params (string Arguments, string Purpose)[] examples)
        : base(name, description)
    {
        Examples = examples;
        // A derived command's fields have initializers, and so are set before this runs.
        foreach (Symbol symbol in OptionSet.Of(this))
            if (symbol is Option option)
                Add(option);
            else
                Add((Argument)symbol);
        SetAction(parsed =>
        {
            Parsed = parsed;
            Run();
        });
    }

    /// <summary>Commands for the end of the help: what comes after <c>ram</c>, and what it is for.</summary>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; }

    protected ParseResult Parsed { get; private set; } = null!;

    protected abstract void Run();

    /// <summary>What <c>--json</c> prints: one object, its keys in camel case.</summary>
    protected static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    /// <summary>What was given for an option or an argument, or its type's default.</summary>
    protected T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    protected T? Get<T>(Argument<T> argument) => Parsed.GetValue(argument);

    /// <summary>Those of some options that were given.</summary>
    protected Option[] Given(params IEnumerable<Option> options) =>
        [.. options.Where(option => Parsed.GetResult(option) is { Implicit: false })];

    /// <summary>Throws when more than one of some options was given.</summary>
    protected void CheckAtMostOne(params Option[] options)
    {
        if (Given(options) is [Option first, Option second, ..])
            throw new UsageException($"{first.Name} and {second.Name} are both given; allowed: one of them.");
    }
}
