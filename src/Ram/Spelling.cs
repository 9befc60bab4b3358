namespace Ram;

/// <summary>Guesses what somebody meant.</summary>
internal static class Spelling
{
    /// <summary>The name that a word is at most two letters away from, the nearest first, or null.</summary>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        string nearest = names.MinBy(name => Distance(word, name))!;
        return Distance(word, nearest) <= 2 ? nearest : null;
    }

    /// <summary>The error that nothing of a kind has a name; it lists the names, and guesses.</summary>
    public static RamException Unknown(string kind, string name, IEnumerable<string> names)
    {
        string guess = Nearest(name, names) is { } nearest ? $" Did you mean {nearest}?" : "";
        return new RamException($"There is no {kind} \"{name}\"; there are {string.Join(", ", names)}.{guess}");
    }

    /// <summary>The letters to insert, remove or replace, whatever their case (Levenshtein 1966).</summary>
    private static int Distance(string first, string second)
    {
        int[] row = [.. Enumerable.Range(0, second.Length + 1)];
        foreach ((int i, char letter) in first.Index())
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < second.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(letter) == char.ToUpperInvariant(second[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], diagonal) + 1);
            }
        }
        return row[^1];
    }
}
