using System.Globalization;

namespace Ram.Figures;

/// <summary>From data to pixels along one axis.</summary>
internal sealed class AxisScale
{
    private readonly double _start, _end;

    private AxisScale(double min, double max, double start, double end, bool logarithmic, IReadOnlyList<Tick> ticks)
    {
        (Min, Max, _start, _end, Logarithmic, TickMarks) = (min, max, start, end, logarithmic, ticks);
    }

    public double Min { get; }

    public double Max { get; }

    public bool Logarithmic { get; }

    public IReadOnlyList<Tick> TickMarks { get; }

    /// <summary>An axis that holds <paramref name="values"/>, of a length in pixels, from 0.</summary>
    /// <param name="axis">What was asked for.</param>
    /// <param name="values">The positions of all marks.</param>
    /// <param name="length">The length in pixels.</param>
    /// <param name="vertical">Whether it grows upwards, and ends at round numbers.</param>
    public static AxisScale Fit(Axis axis, IEnumerable<double> values, double length, bool vertical)
    {
        (double min, double max) = Range(axis, values, rounded: vertical && axis.Visible);
        int count = Math.Max(1, (int)(length / (vertical ? 42 : 64)));
        if (vertical && axis is { Visible: true, Logarithmic: false, Categories: null })
        {
            // A wider range may want a wider step, which widens the range again.
            for (double step = 0, next; (next = Ticks.Step(min, max, count, axis.Whole)) > step; step = next)
            {
                min = axis.Min ?? Math.Floor(min / next + 1e-9) * next;
                max = axis.Max ?? Math.Ceiling(max / next - 1e-9) * next;
            }
        }
        bool backwards = vertical != axis.Descending;
        var scale = new AxisScale(min, max, backwards ? length : 0, backwards ? 0 : length, axis.Logarithmic, []);
        return new AxisScale(min, max, scale._start, scale._end, axis.Logarithmic, MakeTicks(axis, scale, count, vertical));
    }

    /// <summary>The pixel of a number; NaN for what a logarithmic axis cannot show.</summary>
    public double Map(double value)
    {
        double unit = Logarithmic
            ? value > 0 ? Math.Log(value / Min) / Math.Log(Max / Min) : double.NaN
            : (value - Min) / (Max - Min);
        return double.IsFinite(unit) ? _start + unit * (_end - _start) : double.NaN;
    }

    private static (double Min, double Max) Range(Axis axis, IEnumerable<double> values, bool rounded)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value) && (value > 0 || !axis.Logarithmic))
                (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }
        if (max < min)
            (min, max) = axis.Logarithmic ? (1, 10) : (0, 1);
        if (axis.Logarithmic && rounded)
            (min, max) = (min / 1.1, max * 1.1);
        (min, max) = (axis.Min ?? min, axis.Max ?? max);
        if (axis.Logarithmic && min <= 0)
            min = max > 0 ? max / 1000 : 1;
        if (max > min)
            return (min, max);
        double half = axis.Whole || min == 0 ? 1 : Math.Abs(min) / 2;
        return axis.Logarithmic
            ? (min / 2, min * 2)
            : axis.Min is not null ? (min, min + 2 * half) : axis.Max is not null ? (max - 2 * half, max) : (min - half, min + half);
    }

    private static List<Tick> MakeTicks(Axis axis, AxisScale scale, int count, bool vertical)
    {
        if (!axis.Visible)
            return [];
        if (axis.Categories is { } names)
            return Thin([.. names.Select((name, i) => new Tick(i, name)).Where(tick => tick.Value >= scale.Min && tick.Value <= scale.Max)],
                scale, vertical);
        for (; ; count--)
        {
            List<Tick> ticks = scale.Logarithmic
                ? Ticks.Logarithmic(scale.Min, scale.Max, count)
                : Ticks.Linear(scale.Min, scale.Max, count, axis.Whole);
            if (count <= 1 || Fits(ticks, scale, vertical))
                return ticks;
        }
    }

    private static List<Tick> Thin(List<Tick> ticks, AxisScale scale, bool vertical)
    {
        for (int every = 1; ; every++)
        {
            List<Tick> kept = [.. ticks.Where((_, i) => i % every == 0)];
            if (kept.Count <= 1 || Fits(kept, scale, vertical))
                return kept;
        }
    }

    private static bool Fits(List<Tick> ticks, AxisScale scale, bool vertical)
    {
        for (int i = 1; i < ticks.Count; i++)
        {
            double apart = Math.Abs(scale.Map(ticks[i].Value) - scale.Map(ticks[i - 1].Value));
            double needed = vertical
                ? Style.TickSize + 2
                : (Width(ticks[i]) + Width(ticks[i - 1])) / 2 * Style.WidthMargin + 6;
            if (apart < needed)
                return false;
        }
        return true;
    }

    private static double Width(Tick tick) => TextMetrics.Width(tick.Label, Style.TickSize);
}

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
