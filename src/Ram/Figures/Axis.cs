namespace Ram.Figures;

/// <summary>One direction of a panel.</summary>
public sealed record Axis
{
    /// <summary>No line, no ticks, no label.</summary>
    public static Axis Hidden { get; } = new() { Visible = false };

    /// <summary>What the numbers are, with their unit.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the scale is logarithmic; only positive numbers are then shown.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Whether numbers grow against the usual direction: downwards, or to the left.</summary>
    public bool Descending { get; init; }

    /// <summary>The lower end; null takes that of the marks.</summary>
    public double? Min { get; init; }

    /// <summary>The upper end; null takes that of the marks.</summary>
    public double? Max { get; init; }

    /// <summary>Whether the axis is drawn at all.</summary>
    public bool Visible { get; init; } = true;

    /// <summary>Whether ticks fall on whole numbers alone.</summary>
    public bool Whole { get; init; }

    /// <summary>Names in the place of numbers, at 0, 1, 2 …; null for numbers.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}
