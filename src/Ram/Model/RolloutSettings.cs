namespace Ram.Model;

/// <summary>How a training looks at its images.</summary>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="RolloutsPerImage">M.</param>
/// <param name="Loss">The loss of a rollout.</param>
/// <param name="FirstSpread">Half the side of the square around the centre that holds the first locations, 0 to 1.</param>
/// <param name="RandomGlimpses">Whether every location is drawn uniformly and none is decided.</param>
internal sealed record RolloutSettings(
    ulong Seed, int RolloutsPerImage, HybridLoss Loss, double FirstSpread, bool RandomGlimpses);
