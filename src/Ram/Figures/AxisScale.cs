using System.Globalization;

namespace Ram.Figures;

/// <summary>From data to pixels along one axis.</summary>
internal sealed class AxisScale
{
    private readonly Axis _axis;
    private readonly bool _vertical;
    private readonly double _start, _end;

    /// <summary>Holds the positions of all marks; a vertical axis grows upwards and ends at round numbers.</summary>
    public AxisScale(Axis axis, IEnumerable<double> values, double length, bool vertical)
    {
        (_axis, _vertical) = (axis, vertical);
        (_start, _end) = vertical != axis.Descending ? (length, 0.0) : (0.0, length);
        (Min, Max) = Range(values);
        int count = Math.Max(1, (int)(length / (vertical ? 42 : 64)));
        // A wider range may want a wider step, which widens the range again.
        if (vertical && axis is { Visible: true, Logarithmic: false, Categories: null })
            for (double step = 0, next; (next = Tick.Step(Min, Max, count, axis.Whole)) > step; step = next)
            {
                Min = axis.Min ?? Math.Floor(Min / next + 1e-9) * next;
                Max = axis.Max ?? Math.Ceiling(Max / next - 1e-9) * next;
            }
        TickMarks = axis.Visible ? MakeTicks(count) : [];
    }

    public double Min { get; }
    public double Max { get; }
    public IReadOnlyList<Tick> TickMarks { get; }

    /// <summary>The pixel of a number; NaN for what a logarithmic axis cannot show.</summary>
    public double Map(double value)
    {
        double unit = !_axis.Logarithmic ? (value - Min) / (Max - Min)
            : value > 0 ? Math.Log(value / Min) / Math.Log(Max / Min)
            : double.NaN;
        return double.IsFinite(unit) ? _start + unit * (_end - _start) : double.NaN;
    }

    private (double Min, double Max) Range(IEnumerable<double> values)
    {
        bool logarithmic = _axis.Logarithmic;
        double[] shown = [.. values.Where(value => double.IsFinite(value) && (value > 0 || !logarithmic))];
        (double min, double max) = shown.Length > 0 ? (shown.Min(), shown.Max()) : logarithmic ? (1, 10) : (0, 1);
        double room = logarithmic && _vertical && _axis.Visible ? 1.1 : 1;
        (min, max) = (_axis.Min ?? min / room, _axis.Max ?? max * room);
        if (logarithmic && min <= 0)
            min = max > 0 ? max / 1000 : 1;
        if (max > min)
            return (min, max);
        if (logarithmic)
            return (min / 2, min * 2);
        double half = _axis.Whole || min == 0 ? 1 : Math.Abs(min) / 2;
        return _axis.Min is not null ? (min, min + 2 * half)
            : _axis.Max is not null ? (max - 2 * half, max)
            : (min - half, min + half);
    }

    // The first choice whose labels keep apart; the last one is of so few that it must do.
    private Tick[] MakeTicks(int count)
    {
        Tick[] named = [.. (_axis.Categories ?? []).Select((name, i) => new Tick(i, name))
            .Where(tick => tick.Value >= Min && tick.Value <= Max)];
        Tick[][] choices = _axis.Categories is not null
            ? [.. Enumerable.Range(1, Math.Max(1, named.Length))
                .Select(every => named.Where((_, i) => i % every == 0).ToArray())]
            : [.. Enumerable.Range(0, count).Select(fewer => _axis.Logarithmic
                ? Tick.Logarithmic(Min, Max, count - fewer) : Tick.Linear(Min, Max, count - fewer, _axis.Whole))];
        return choices.FirstOrDefault(Fits, choices[^1]);
    }

    private bool Fits(Tick[] ticks) => ticks.Zip(ticks.Skip(1)).All(pair =>
        Math.Abs(Map(pair.Second.Value) - Map(pair.First.Value))
            >= (_vertical ? Style.LabelSize + 2 : (pair.First.Width + pair.Second.Width) / 2 + Style.LabelGap - 1e-9));
}

/// <summary>A labelled position on an axis, one of round numbers or of names.</summary>
internal readonly record struct Tick(double Value, string Label)
{
    public double Width => TextMetrics.LabelWidth(Label);

    /// <summary>The step of 1, 2 or 5 times a power of ten that gives at most so many intervals.</summary>
    public static double Step(double min, double max, int count, bool whole)
    {
        double raw = (max - min) / Math.Max(count, 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double digit = new[] { 1.0, 2, 5 }.FirstOrDefault(digit => raw / power <= digit + 1e-7, 10);
        return whole ? Math.Max(1, digit * power) : digit * power;
    }

    public static Tick[] Linear(double min, double max, int count, bool whole)
    {
        double step = Step(min, max, count, whole), slack = (max - min) * 1e-9;
        double largest = Math.Max(Math.Abs(min), Math.Abs(max));
        double first = Math.Ceiling((min - slack) / step), last = Math.Floor((max + slack) / step);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => At((first + i) * step, step, largest))];
    }

    /// <summary>Powers of ten; 2 and 5 times them too where there is room.</summary>
    public static Tick[] Logarithmic(double min, double max, int count)
    {
        double decades = Math.Log10(max / min);
        int every = Math.Max(1, (int)Math.Ceiling(decades / Math.Max(count, 1)));
        int first = (int)Math.Floor(Math.Log10(min)), last = (int)Math.Ceiling(Math.Log10(max));
        double[] values = [..
            from exponent in Enumerable.Range(first, last - first + 1)
            where exponent % every == 0
            from digit in decades * 3 <= count ? new[] { 1.0, 2, 5 } : [1.0]
            let value = digit * Math.Pow(10, exponent)
            where value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9)
            select value];
        // One notation for all: powers of ten, or thousands as k, or neither.
        bool powers = values is [< 1e-4, ..] or [.., >= 1e15], thousands = values is [.., >= 1e4];
        return values.Length < 2 ? Linear(min, max, count, whole: false)
            : [.. values.Select(value => At(value, value, powers ? 0 : value, thousands ? 1e3 : 1e4))];
    }

    private static Tick At(double value, double step, double largest, double thousands = 1e4)
    {
        if (value == 0)
            return new Tick(value, "0");
        if (largest is >= 1e15 or < 1e-4)
            return new Tick(value, value.ToString("0.######e0", CultureInfo.InvariantCulture));
        (double unit, string suffix) = largest >= 1e9 ? (1e9, "G") : largest >= 1e6 ? (1e6, "M")
            : largest >= thousands ? (1e3, "k") : (1, "");
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step / unit) - 1e-9), 0, 9);
        string text = (value / unit).ToString("F" + decimals, CultureInfo.InvariantCulture);
        return new Tick(value, text.Replace('-', '\u2212') + suffix);
    }
}
