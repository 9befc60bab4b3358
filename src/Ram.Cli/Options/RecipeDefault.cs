using System.Globalization;
using Ram.Data;
using Ram.Experiments;

namespace Ram.Cli.Options;

/// <summary>What an option is where it is not given, in the help's words; read from the recipes themselves.</summary>
internal static class RecipeDefault
{
    /// <summary>The default of an option of the model, by task.</summary>
    public static string ByTask<T>(Func<Recipe, T> value) =>
        Describe(DigitTask.Names, task => value(Recipe.Find(Recipe.Names[0], task)));

    /// <summary>The default of an option of the training, by recipe.</summary>
    public static string ByRecipe<T>(Func<Recipe, T> value) =>
        Describe(Recipe.Names, recipe => value(Recipe.Find(recipe, DigitTask.Names[0])));

    private static string Describe<T>(IReadOnlyList<string> names, Func<string, T> value)
    {
        IGrouping<T, string>[] groups = [.. names.GroupBy(value)];
        IEnumerable<string> values = groups.Select(group => Text(group.Key)
            + (groups.Length == 1 ? "" : $" ({string.Join(", ", group)})"));
        return $"default: {string.Join(", ", values)}";
    }

    private static string Text<T>(T value) => string.Create(CultureInfo.InvariantCulture, $"{value}");
}
