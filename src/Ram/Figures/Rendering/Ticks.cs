using System.Globalization;

namespace Ram.Figures.Rendering;

/// <summary>A labelled position on an axis.</summary>
internal readonly record struct Tick(double Value, string Label);

/// <summary>Round numbers along an axis.</summary>
internal static class Ticks
{
    /// <summary>The step of 1, 2 or 5 times a power of ten that gives at most about <paramref name="count"/> intervals.</summary>
    public static double Step(double min, double max, int count, bool whole)
    {
        double raw = (max - min) / Math.Max(count, 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = (raw / power) switch
        {
            <= 1.0000001 => power,
            <= 2.0000001 => 2 * power,
            <= 5.0000001 => 5 * power,
            _ => 10 * power,
        };
        return whole ? Math.Max(1, step) : step;
    }

    public static List<Tick> Linear(double min, double max, int count, bool whole)
    {
        double step = Step(min, max, count, whole);
        var values = new List<double>();
        double slack = (max - min) * 1e-9;
        for (double i = Math.Ceiling((min - slack) / step); i * step <= max + slack; i++)
            values.Add(i * step);
        double largest = Math.Max(Math.Abs(min), Math.Abs(max));
        return [.. values.Select(value => new Tick(value, Label(value, step, largest)))];
    }

    /// <summary>Powers of ten; 2 and 5 times them too where there is room.</summary>
    public static List<Tick> Logarithmic(double min, double max, int count)
    {
        double decades = Math.Log10(max / min);
        double[] digits = decades * 3 <= count ? [1, 2, 5] : [1];
        int every = Math.Max(1, (int)Math.Ceiling(decades / Math.Max(count, 1)));
        var ticks = new List<Tick>();
        for (int exponent = (int)Math.Floor(Math.Log10(min)); exponent <= Math.Ceiling(Math.Log10(max)); exponent++)
        {
            foreach (double digit in digits)
            {
                double value = digit * Math.Pow(10, exponent);
                if (exponent % every == 0 && value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9))
                    ticks.Add(new Tick(value, Label(value, value, value)));
            }
        }
        return ticks.Count >= 2 ? ticks : Linear(min, max, count, whole: false);
    }

    private static string Label(double value, double step, double largest)
    {
        if (value == 0)
            return "0";
        (double unit, string suffix) = largest switch
        {
            >= 1e15 or < 1e-6 => (0, ""),
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1, ""),
        };
        if (unit == 0 && step != 0)
            return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step / unit) - 1e-9), 0, 9);
        string text = (value / unit).ToString("F" + decimals, CultureInfo.InvariantCulture);
        return text.Replace('-', '\u2212') + suffix;
    }
}
