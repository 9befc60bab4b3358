using System.Globalization;

namespace Ram.Cli.Options;

/// <summary>What an option is where it is not given, in the help's words; read from the recipes themselves.</summary>
internal static class RecipeDefault
{
    /// <summary>The default, and the tasks or recipes that it is the default of where there are several.</summary>
    public static string Of<T>(Func<Recipe, T> value)
    {
        string ByTask(string recipe) =>
            Grouped(DigitTask.Names, task => Text(value(Recipe.Find(recipe, task))), "{1} ({0})", ", ");
        return $"default: {Grouped(Recipe.Names, ByTask, "{0}: {1}", "; ")}";
    }

    /// <summary>The texts of some names, each once with the names that it belongs to; a lone text without.</summary>
    private static string Grouped(
        IEnumerable<string> names, Func<string, string> text, string format, string separator)
    {
        IGrouping<string, string>[] groups = [.. names.GroupBy(text)];
        return groups.Length == 1
            ? groups[0].Key
            : string.Join(separator, groups.Select(group => string.Format(
                CultureInfo.InvariantCulture, format, string.Join(", ", group), group.Key)));
    }

    private static string Text<T>(T value) => string.Create(CultureInfo.InvariantCulture, $"{value}");
}
