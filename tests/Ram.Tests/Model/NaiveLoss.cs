using Ram.Model;

namespace Ram.Tests.Model;

/// <summary>
/// The hybrid loss in doubles, with its detached parts taken from a second model that stays as it is: so its derivative
/// by the first model's weights is the gradient that training follows.
/// </summary>
internal sealed class NaiveLoss(
    RamOptions options, HybridLoss loss, int rolloutsPerImage, NaiveModel frozen, NaiveRollout[] rollouts)
{
    /// <summary>The mean over rollouts, for a model whose weights may differ from the frozen one's.</summary>
    public double Of(NaiveModel model)
    {
        double[][][] hidden = HiddenOf(model), detached = HiddenOf(frozen);
        double[] returns =
            [.. rollouts.Select((rollout, row) => Return(frozen.Belief(detached[row][^1]), rollout.Label))];
        double sum = 0;
        for (int row = 0; row < rollouts.Length; row++)
            sum += Action(model, hidden[row], rollouts[row].Label)
                + Heads(model, options.ReinforceIntoCore ? hidden[row] : detached[row], detached[row], returns, row);
        return sum / rollouts.Length;
    }

    private double[][][] HiddenOf(NaiveModel model) => [.. rollouts.Select(rollout =>
        model.Core([.. rollout.Patches.Zip(rollout.Locations, model.Glimpse)]))];

    private double Return(double[] belief, int label) => loss.RewardScale * (loss.Reward == RewardKind.Correct
        ? (Array.IndexOf(belief, belief.Max()) == label ? 1 : 0)
        : belief[label]);

    private double Action(NaiveModel model, double[][] hidden, int label)
    {
        double sum = -Math.Log(model.Belief(hidden[^1])[label]);
        if (options.ClassifyEveryGlimpse)
            sum -= loss.EveryGlimpseWeight * hidden[..^1].Sum(state => Math.Log(model.Belief(state)[label]));
        return sum;
    }

    private double Heads(NaiveModel model, double[][] hidden, double[][] detached, double[] returns, int row)
    {
        double sum = 0;
        for (int step = 0; step < hidden.Length - 1; step++)
        {
            double advantage = loss.LeaveOneOut
                ? returns[row] - OthersMean(returns, row)
                : Advantage(detached, returns[row], rollouts[row].Label, step);
            double[] sample = rollouts[row].Samples[step];
            sum -= loss.ReinforceWeight * advantage
                * NaiveModel.LogProbability(model.Mean(hidden[step]), sample, (float)options.Std);
            sum += loss.BaselineWeight * Math.Pow(returns[row] - model.Baseline(detached[step]), 2);
        }
        return sum;
    }

    // As the sum over all later decisions that the documentation gives.
    private double Advantage(double[][] detached, double reward, int label, int step)
    {
        double Expected(int glimpse) =>
            glimpse == detached.Length - 1 ? reward
            : loss.BeliefBaseline ? loss.RewardScale * frozen.Belief(detached[glimpse])[label]
            : frozen.Baseline(detached[glimpse]);
        return Enumerable.Range(step, detached.Length - 1 - step)
            .Sum(later => Math.Pow(loss.Lambda, later - step) * (Expected(later + 1) - Expected(later)));
    }

    private double OthersMean(double[] returns, int row)
    {
        int image = row / rolloutsPerImage;
        return Enumerable.Range(image * rolloutsPerImage, rolloutsPerImage)
            .Where(other => other != row).Average(other => returns[other]);
    }
}
