namespace Ram.Catch;

/// <summary>Sums over games of what the loss of Catch is made of.</summary>
public struct CatchTerms
{
    /// <summary>The games summed over.</summary>
    public long Games { get; set; }

    /// <summary>-Σ A log π(a).</summary>
    public double Action { get; set; }

    /// <summary>-λ_l Σ A log π(l).</summary>
    public double Location { get; set; }

    /// <summary>λ_b Σ (R - b)².</summary>
    public double Baseline { get; set; }

    /// <summary>λ_e Σ H(π(a)), which the loss is lowered by.</summary>
    public double Bonus { get; set; }

    /// <summary>Σ H(π(a)), in nats.</summary>
    public double Entropy { get; set; }

    /// <summary>The games whose ball was caught.</summary>
    public long Caught { get; set; }

    /// <summary>The loss: the mean over games.</summary>
    public readonly double Loss => (Action + Location + Baseline - Bonus) / Games;

    /// <summary>Adds the sums of other games.</summary>
    public void Add(CatchTerms other)
    {
        Games += other.Games;
        Action += other.Action;
        Location += other.Location;
        Baseline += other.Baseline;
        Bonus += other.Bonus;
        Entropy += other.Entropy;
        Caught += other.Caught;
    }
}
