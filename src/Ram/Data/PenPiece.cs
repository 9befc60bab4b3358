using System.Numerics;

namespace Ram.Data;

/// <summary>A straight piece of a stroke, as wide at each end as the pen was there.</summary>
internal readonly record struct PenPiece(Vector2 From, Vector2 To, float FromRadius, float ToRadius);
