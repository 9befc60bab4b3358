using static System.FormattableString;

namespace Ram.Experiments;

/// <summary>How long something takes, in two digits and the unit that suits it.</summary>
internal static class Duration
{
    /// <summary>Seconds as a text such as <c>45 s</c>, <c>9 min</c> or <c>2.4 h</c>.</summary>
    public static string Text(double seconds) => seconds switch
    {
        < 120 => Invariant($"{seconds:0} s"),
        < 7200 => Invariant($"{seconds / 60:0} min"),
        _ => Invariant($"{seconds / 3600:0.0} h"),
    };
}
