namespace Ram.Figures;

/// <summary>A rectangle in data coordinates.</summary>
/// <param name="X">The lower end of its horizontal extent.</param>
/// <param name="Y">The lower end of its vertical extent.</param>
/// <param name="Width">Its horizontal extent.</param>
/// <param name="Height">Its vertical extent.</param>
public readonly record struct Box(double X, double Y, double Width, double Height);
