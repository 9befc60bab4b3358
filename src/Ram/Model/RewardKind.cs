namespace Ram.Model;

/// <summary>What a rollout is rewarded for.</summary>
public enum RewardKind
{
    /// <summary>1 if the most probable class after the last glimpse is right, else 0: the paper's reward.</summary>
    Correct,

    /// <summary>The probability of the right class after the last glimpse, which varies less.</summary>
    Probability,
}
