namespace Ram.Data;

/// <summary>Whether digits and clutter go on a canvas.</summary>
internal static class CanvasCheck
{
    /// <summary>Throws unless the digits are grey and fit on the canvas.</summary>
    public static void Digits(IExamples digits, int height, int width)
    {
        Grey(digits);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, digits.Height);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, digits.Width);
    }

    /// <summary>Throws unless the images are grey and a piece fits into them and on the canvas.</summary>
    public static void Clutter(LabelledImages clutter, int size, int height, int width)
    {
        Grey(clutter);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(clutter.Height, clutter.Width), size, nameof(clutter));
        ArgumentOutOfRangeException.ThrowIfLessThan(height, size);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, size);
    }

    /// <summary>Throws unless the images are grey.</summary>
    public static void Grey(IExamples images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Channels != 1)
            throw new ArgumentException($"Images of {images.Channels} channels; only grey ones are put on a canvas.");
    }
}
