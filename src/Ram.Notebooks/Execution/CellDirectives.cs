using System.Text.RegularExpressions;

namespace Ram.Notebooks.Execution;

/// <summary>What a cell says to the kernel rather than to the compiler.</summary>
internal static partial class CellDirectives
{
    /// <summary>The first magic command other than <c>#!csharp</c>, with its line from 1, or null.</summary>
    public static (string Name, int Line)? FindUnknownMagic(string code)
    {
        foreach (var (text, index) in code.Split('\n').Select((text, index) => (text, index)))
        {
            if (Magic().Match(text) is { Success: true } match && match.Groups["name"].Value is not ("csharp" or "c#" or "C#"))
                return ("#!" + match.Groups["name"].Value, index + 1);
        }
        return null;
    }

    /// <summary>The code with magic commands and package references blanked, every line where it was.</summary>
    public static string Strip(string code) => Package().Replace(Magic().Replace(code, ""), "");

    /// <summary>The packages that the cell refers to: name to version.</summary>
    public static IReadOnlyDictionary<string, string> Packages(string code)
    {
        var packages = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Package().Matches(code))
            packages[match.Groups["name"].Value] = match.Groups["version"] is { Success: true } version ? version.Value : "*";
        return packages;
    }

    [GeneratedRegex(@"^[ \t]*#!(?<name>[^\s]+)[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex Magic();

    [GeneratedRegex(
        @"^[ \t]*#r[ \t]+""nuget:[ \t]*(?<name>[^,""\s]+)[ \t]*(,[ \t]*(?<version>[^""\s]+)[ \t]*)?""[^\n]*$",
        RegexOptions.Multiline)]
    private static partial Regex Package();
}
