using System.Reflection;
using System.Text.Json;

namespace Ram.Cli.Commands;

/// <summary>
/// A command: examples for its help, and what it does with a command line. It takes what its fields are: options,
/// arguments and sets of options.
/// </summary>
internal abstract class CliCommand : Command
{
    protected CliCommand(string name, string description, params (string Arguments, string Purpose)[] examples)
        : base(name, description)
    {
        Examples = examples;
        // A derived command's fields have initializers, and so are set before this runs.
        object?[] declared = [.. Declared(this)];
        foreach (Option option in declared.OfType<Option>())
            Add(option);
        foreach (Argument argument in declared.OfType<Argument>())
            Add(argument);
        SetAction(parsed =>
        {
            Parsed = parsed;
            foreach (OptionSet set in declared.OfType<OptionSet>())
                set.Parsed = parsed;
            Run();
        });
    }

    /// <summary>Commands for the end of the help: what comes after <c>ram</c>, and what it is for.</summary>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; }

    protected ParseResult Parsed { get; private set; } = null!;

    protected abstract void Run();

    /// <summary>What <c>--json</c> prints: one object, its keys in camel case.</summary>
    protected static string ToJson<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    protected T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    protected T? Get<T>(Argument<T> argument) => Parsed.GetValue(argument);

    // In order of declaration; a set comes before what it holds.
    private static IEnumerable<object?> Declared(object owner) => owner.GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .OrderBy(field => field.MetadataToken)
        .Select(field => field.GetValue(owner))
        .SelectMany(value => value is OptionSet set ? Declared(set).Prepend(set) : [value]);
}
