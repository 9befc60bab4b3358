namespace Ram.Model;

/// <summary>Sums over rollouts of what a hybrid loss is made of.</summary>
public struct LossTerms
{
    /// <summary>The rollouts summed over.</summary>
    public long Rollouts { get; set; }

    /// <summary>Cross-entropy.</summary>
    public double Action { get; set; }

    /// <summary>-λ_r Σ (R - b) log π.</summary>
    public double Reinforce { get; set; }

    /// <summary>λ_b Σ (R - b)².</summary>
    public double Baseline { get; set; }

    /// <summary>The rollouts that ended with the wrong class.</summary>
    public long Errors { get; set; }

    /// <summary>The sum of the returns.</summary>
    public double Return { get; set; }

    /// <summary>The loss: the mean over rollouts of all three terms.</summary>
    public readonly double Loss => (Action + Reinforce + Baseline) / Rollouts;

    /// <summary>Adds the sums of other rollouts.</summary>
    public void Add(LossTerms other)
    {
        Rollouts += other.Rollouts;
        Action += other.Action;
        Reinforce += other.Reinforce;
        Baseline += other.Baseline;
        Errors += other.Errors;
        Return += other.Return;
    }
}
