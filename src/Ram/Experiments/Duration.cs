using System.Globalization;

namespace Ram.Experiments;

/// <summary>How long something takes, in two digits and the unit that suits it.</summary>
internal static class Duration
{
    private const double Minute = 60, Hour = 3600;

    /// <summary>Seconds as a text such as <c>45 s</c>, <c>9 min</c> or <c>2.4 h</c>.</summary>
    public static string Text(double seconds) => seconds switch
    {
        < 2 * Minute => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 2 * Hour => string.Create(CultureInfo.InvariantCulture, $"{seconds / Minute:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / Hour:0.0} h"),
    };
}
