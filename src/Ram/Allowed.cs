using System.Globalization;

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
}
