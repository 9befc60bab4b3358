using System.Globalization;
using Ram.Data;
using Ram.Experiments;

namespace Ram.Cli.Options;

/// <summary>What an option is where it is not given, in the help's words; read from the recipes themselves.</summary>
internal static class RecipeDefault
{
    private static readonly (string Name, Recipe[] ByTask)[] _recipes =
        [.. Recipe.Names.Select(name => (name, DigitTask.Names.Select(task => Recipe.Find(name, task)).ToArray()))];

    /// <summary>The default, and the tasks or recipes that it is the default of where there are several.</summary>
    public static string Of<T>(Func<Recipe, T> value)
    {
        string[] texts = [.. _recipes.Select(recipe => ByTask(recipe.ByTask.Select(value)))];
        IGrouping<string, int>[] groups = [.. Enumerable.Range(0, texts.Length).GroupBy(index => texts[index])];
        IEnumerable<string> parts = groups.Select(
            group => $"{string.Join(", ", group.Select(index => _recipes[index].Name))}: {group.Key}");
        return $"default: {(groups.Length == 1 ? groups[0].Key : string.Join("; ", parts))}";
    }

    private static string ByTask<T>(IEnumerable<T> values)
    {
        IGrouping<T, string>[] groups = [.. values.Zip(DigitTask.Names).GroupBy(pair => pair.First, pair => pair.Second)];
        return string.Join(", ", groups.Select(group => groups.Length == 1
            ? Text(group.Key)
            : $"{Text(group.Key)} ({string.Join(", ", group)})"));
    }

    private static string Text<T>(T value) => string.Create(CultureInfo.InvariantCulture, $"{value}");
}
