using System.Numerics;
using Ram.Numerics;

namespace Ram.Data;

/// <summary>The way of the pen over one digit: straight pieces, short enough to look like a curve.</summary>
internal ref struct PenPath
{
    /// <summary>The most pieces of any digit.</summary>
    public const int MaxPieces = DigitShape.MaxPoints * PiecesASpan;

    /// <summary>Between two points of a shape: at 28 pixels a finer curve looks the same.</summary>
    private const int PiecesASpan = 5;

    private readonly Span<PenPiece> _pieces;
    private int _count;

    /// <summary>A path on the workspace of the caller, at least <see cref="MaxPieces"/> long.</summary>
    public PenPath(Span<PenPiece> workspace) => _pieces = workspace;

    /// <summary>The pieces so far.</summary>
    public readonly ReadOnlySpan<PenPiece> Pieces => _pieces[.._count];

    /// <summary>Follows a shape in the given hand, then brings it to its size and place, in pixels.</summary>
    public void Write(DigitShape shape, in Hand hand, ref RandomStream random)
    {
        Span<Vector2> points = stackalloc Vector2[DigitShape.MaxPoints];
        for (int i = 0; i < shape.Points.Length; i++)
            points[i] = Lean(shape.Points[i], hand, ref random);
        foreach (int[] stroke in shape.Strokes)
            AddStroke(points, stroke, ref random);
        Fit(hand);
    }

    private static Vector2 Lean((float X, float Y) point, in Hand hand, ref RandomStream random)
    {
        float x = point.X - 0.3f + hand.Wobble * Hand.Bell(ref random);
        float y = point.Y - 0.5f + hand.Wobble * Hand.Bell(ref random);
        x = hand.Stretch * (1 + hand.Taper * y) * x + (4 * hand.Bend * y - hand.Slant) * y;
        // The rotation by 2 atan(Turn), from arithmetic alone: sines differ in the last bit from platform to platform.
        float square = hand.Turn * hand.Turn;
        float cos = (1 - square) / (1 + square), sin = 2 * hand.Turn / (1 + square);
        return new Vector2(cos * x - sin * y, sin * x + cos * y);
    }

    /// <summary>A Catmull-Rom curve through the points of the stroke; two points alone make a straight line.</summary>
    private void AddStroke(scoped ReadOnlySpan<Vector2> points, int[] stroke, ref RandomStream random)
    {
        int spans = stroke.Length - 1;
        bool closed = stroke[0] == stroke[spans];
        float pressure = 1 + 0.2f * Hand.Bell(ref random), change = 0.4f * Hand.Bell(ref random) / spans;
        for (int i = 0; i < spans; i++)
        {
            int before = i > 0 ? i - 1 : closed ? spans - 1 : 0;
            int after = i + 2 <= spans ? i + 2 : closed ? 1 : spans;
            AddSpan(points[stroke[before]], points[stroke[i]], points[stroke[i + 1]], points[stroke[after]],
                pressure + i * change, pressure + (i + 1) * change);
        }
    }

    private void AddSpan(Vector2 before, Vector2 from, Vector2 to, Vector2 after, float fromRadius, float toRadius)
    {
        Vector2 leave = 0.5f * (to - before), arrive = 0.5f * (after - from);
        Vector2 last = from;
        float lastRadius = fromRadius;
        for (int i = 1; i <= PiecesASpan; i++)
        {
            float t = i * (1f / PiecesASpan), rest = 1 - t;
            Vector2 next = rest * rest * (1 + 2 * t) * from + t * t * (3 - 2 * t) * to
                + rest * rest * t * leave - t * t * rest * arrive;
            float radius = rest * fromRadius + t * toRadius;
            _pieces[_count++] = new PenPiece(last, next, lastRadius, radius);
            (last, lastRadius) = (next, radius);
        }
    }

    /// <summary>Scales to the hand's size and puts the centre of mass where the hand has it.</summary>
    private readonly void Fit(in Hand hand)
    {
        Vector2 low = _pieces[0].From, high = low, mass = Vector2.Zero;
        float length = 0;
        foreach (ref readonly PenPiece piece in Pieces)
        {
            low = Vector2.Min(low, piece.To);
            high = Vector2.Max(high, piece.To);
            float x = piece.To.X - piece.From.X, y = piece.To.Y - piece.From.Y;
            float weight = MathF.Sqrt(x * x + y * y);
            mass += weight * 0.5f * (piece.From + piece.To);
            length += weight;
        }
        Vector2 box = high - low;
        float scale = hand.Size * (1 - 2 * hand.Radius) / MathF.Max(box.X, box.Y);
        Vector2 centre = new(0.5f * (BuiltInDigits.Side - 1) + hand.ShiftX, 0.5f * (BuiltInDigits.Side - 1) + hand.ShiftY);
        float radius = hand.Size * hand.Radius;
        Vector2 shift = centre - scale * mass / length;
        foreach (ref PenPiece piece in _pieces[.._count])
            piece = new PenPiece(scale * piece.From + shift, scale * piece.To + shift,
                radius * piece.FromRadius, radius * piece.ToRadius);
    }
}
