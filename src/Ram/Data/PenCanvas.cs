using System.Runtime.Intrinsics;

namespace Ram.Data;

/// <summary>
/// The paper of one built-in digit: how deep each pixel's centre lies inside the ink, in pixels, negative outside.
/// Only additions, products, quotients and square roots, which are exact to the last bit on every machine.
/// </summary>
internal readonly ref struct PenCanvas
{
    /// <summary>The numbers of the workspace: rows of whole vectors.</summary>
    public const int Size = BuiltInDigits.Side * Stride;

    private const int Stride = 32;
    private const float Dry = -1000;
    private readonly Span<float> _depth;

    /// <summary>Blank paper on the workspace of the caller, <see cref="Size"/> numbers.</summary>
    public PenCanvas(Span<float> workspace)
    {
        _depth = workspace[..Size];
        _depth.Fill(Dry);
    }

    /// <summary>Draws a piece with round ends, which fades over <paramref name="softness"/> pixels at its edge.</summary>
    public void Draw(in PenPiece piece, float softness)
    {
        float reach = MathF.Max(piece.FromRadius, piece.ToRadius) + 0.5f * softness;
        float x = piece.From.X, y = piece.From.Y, toX = piece.To.X, toY = piece.To.Y;
        (int top, int bottom) = Range(MathF.Min(y, toY) - reach, MathF.Max(y, toY) + reach);
        (int left, int right) = Range(MathF.Min(x, toX) - reach, MathF.Max(x, toX) + reach);
        float alongX = toX - x, alongY = toY - y, length = alongX * alongX + alongY * alongY;
        // A piece of no length is a dot: every pixel is nearest to its beginning.
        float perLength = length > 0 ? 1 / length : 0;
        for (int row = top; row <= bottom; row++)
            for (int column = left & -Vector256<float>.Count; column <= right; column += Vector256<float>.Count)
            {
                Vector256<float> dx = Vector256.Create((float)column) + Vector256<float>.Indices - Vector256.Create(x);
                Vector256<float> dy = Vector256.Create(row - y);
                Vector256<float> t = Vector256.Clamp(
                    (dx * alongX + dy * alongY) * perLength, Vector256<float>.Zero, Vector256<float>.One);
                Vector256<float> radius = t * (piece.ToRadius - piece.FromRadius) + Vector256.Create(piece.FromRadius);
                dx -= t * alongX;
                dy -= t * alongY;
                Vector256<float> depth = radius - Vector256.Sqrt(dx * dx + dy * dy);
                Span<float> ink = _depth.Slice(row * Stride + column, Vector256<float>.Count);
                Vector256.Max(depth, Vector256.Create<float>(ink)).CopyTo(ink);
            }
    }

    /// <summary>Turns depth into grey.</summary>
    /// <param name="image">Receives <c>[28, 28]</c> bytes.</param>
    /// <param name="softness">The pixels over which an edge fades.</param>
    public void CopyTo(Span<byte> image, float softness)
    {
        float scale = 255 / softness;
        for (int row = 0; row < BuiltInDigits.Side; row++)
        {
            ReadOnlySpan<float> depth = _depth.Slice(row * Stride, BuiltInDigits.Side);
            Span<byte> pixels = image.Slice(row * BuiltInDigits.Side, BuiltInDigits.Side);
            for (int column = 0; column < pixels.Length; column++)
                pixels[column] = (byte)Math.Clamp(depth[column] * scale + 128, 0, 255);
        }
    }

    private static (int First, int Last) Range(float low, float high) =>
        (Math.Max((int)low, 0), Math.Min((int)high, BuiltInDigits.Side - 1));
}
