using System.Reflection;

namespace Ram.Cli.Options;

/// <summary>Options that several commands share.</summary>
internal abstract class OptionSet
{
    /// <summary>The options and arguments among an object's fields and in its sets, in order of declaration.</summary>
    public static IEnumerable<Symbol> Of(object owner) => owner.GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .OrderBy(field => field.MetadataToken)
        .Select(field => field.GetValue(owner))
        .SelectMany(value =>
            value is OptionSet set ? Of(set) : value is Symbol symbol ? [symbol] : Array.Empty<Symbol>());
}
