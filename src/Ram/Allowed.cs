using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Ram;

/// <summary>Checks of options that a user sets.</summary>
internal static class Allowed
{
    /// <summary>Throws unless the value found is in its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public static void Check<TValue>(bool inRange, string option, TValue found, string allowed)
    {
        if (!inRange)
            throw new RamException(
                string.Create(CultureInfo.InvariantCulture, $"{option} is {found}; allowed: {allowed}."));
    }

    /// <summary>
    /// Throws unless each property is within its <see cref="RangeAttribute"/>, whose error message may say the range in
    /// better words, and each enumeration has a value with a name. Options are named as displayed, or else as in JSON.
    /// </summary>
    public static T CheckRanges<T>(T options) where T : notnull
    {
        foreach (PropertyInfo property in options.GetType().GetRuntimeProperties())
        {
            object? found = property.GetValue(options);
            string option = property.GetCustomAttribute<DisplayAttribute>()?.Name ?? Camel(property.Name);
            if (property.GetCustomAttribute<RangeAttribute>() is RangeAttribute range)
                Check(range.IsValid(found), option, found, range.ErrorMessage ?? Text(range));
            else if (found is Enum word && !Enum.IsDefined(word.GetType(), word))
                Check(false, option, word, string.Join(", ", Enum.GetNames(word.GetType()).Select(Camel)));
        }
        return options;
    }

    /// <summary>A name as JSON has it.</summary>
    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Text(RangeAttribute range) => string.Format(
        CultureInfo.InvariantCulture,
        range.MinimumIsExclusive ? "above {0:0.######}, at most {1:0.######}"
            : range.MaximumIsExclusive ? "{0:0.######} to below {1:0.######}" : "{0:0.######} to {1:0.######}",
        range.Minimum, range.Maximum);
}
