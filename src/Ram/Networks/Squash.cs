namespace Ram.Networks;

/// <summary>How the location network's output becomes the mean of its Gaussian policy.</summary>
public enum Squash
{
    /// <summary>Clamped to [-1, 1]; the gradient passes where it was inside.</summary>
    Clip,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>Left as it is.</summary>
    None,
}
