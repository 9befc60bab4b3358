using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// From a pixel of an image to where it is read in another, (x, y) from the centre in pixels:
/// source = (I + S) (target - t).
/// </summary>
internal readonly record struct AffineMap(float XByX, float XByY, float YByX, float YByY, float ShiftX, float ShiftY)
{
    /// <summary>A map near the identity.</summary>
    /// <param name="random">Six numbers of it are used.</param>
    /// <param name="stretch">Half the range of the diagonal.</param>
    /// <param name="skew">Half the range off the diagonal.</param>
    /// <param name="shift">Half the range of the components of t, pixels.</param>
    public static AffineMap Random(ref RandomStream random, double stretch, double skew, double shift) => new(
        1 + Within(ref random, stretch), Within(ref random, skew),
        Within(ref random, skew), 1 + Within(ref random, stretch),
        Within(ref random, shift), Within(ref random, shift));

    private static float Within(ref RandomStream random, double most) => (float)random.NextDouble(-most, most);
}
