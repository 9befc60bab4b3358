using Ram.Numerics;

namespace Ram.Data;

/// <summary>The handwriting of one built-in digit: how it leans, how large and thick it is, how steady the pen.</summary>
/// <param name="Slant">The shift to the right per unit of height.</param>
/// <param name="Turn">The tangent of half the angle of rotation.</param>
/// <param name="Stretch">The width, 1 as the shape has it.</param>
/// <param name="Size">The longer side of the digit's box, pixels.</param>
/// <param name="Radius">Half the width of the pen, as a part of the size.</param>
/// <param name="Softness">The pixels over which an edge fades.</param>
/// <param name="Wobble">The largest shift of a point, as a part of the digit's height.</param>
/// <param name="Bend">How far the middle of the height bulges to the left, as a part of the height.</param>
/// <param name="Taper">How much wider the bottom is than the top, as a part of the width.</param>
/// <param name="ShiftX">How far the centre of mass is right of the image's centre, pixels.</param>
/// <param name="ShiftY">How far the centre of mass is below the image's centre, pixels.</param>
internal readonly record struct Hand(
    float Slant, float Turn, float Stretch, float Size, float Radius, float Softness, float Wobble, float Bend,
    float Taper, float ShiftX, float ShiftY)
{
    /// <summary>A hand at random. The ranges are chosen by eye: every digit stays legible, few are neat.</summary>
    public static Hand Random(ref RandomStream random) => new(
        Slant: 0.12f + 0.45f * Bell(ref random),
        Turn: 0.16f * Bell(ref random),
        Stretch: 1 + 0.36f * Bell(ref random),
        Size: 18 + 4 * Bell(ref random),
        Radius: 0.068f + 0.037f * Bell(ref random),
        Softness: 1.25f + 0.25f * Bell(ref random),
        Wobble: 0.1f + 0.055f * Bell(ref random),
        Bend: 0.16f * Bell(ref random),
        Taper: 0.5f * Bell(ref random),
        ShiftX: 2 * Bell(ref random),
        ShiftY: 2 * Bell(ref random));

    /// <summary>A number in (-1, 1), the nearer to 0 the likelier: the sum of two uniform ones.</summary>
    public static float Bell(ref RandomStream random)
    {
        uint bits = random.NextUInt32();
        return ((bits & 0xFFFF) + (bits >> 16)) * (1f / 0xFFFF) - 1;
    }
}
