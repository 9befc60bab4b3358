using Ram.Catch;
using Ram.Model;
using Ram.Tests.Model;

namespace Ram.Tests.Catch;

/// <summary>
/// The loss of Catch in doubles as its formula reads, its detached parts taken from a second model that stays as it is.
/// </summary>
internal sealed class NaiveCatchLoss(
    RamOptions options, HybridLoss loss, NaiveModel frozen, NaiveRollout[] rollouts, int[] actions, double[] returns)
{
    /// <summary>The mean over games, for a model whose weights may differ from the frozen one's.</summary>
    public double Of(NaiveModel model)
    {
        double sum = 0;
        for (int game = 0; game < rollouts.Length; game++)
            sum += Of(model, HiddenOf(model, game), HiddenOf(frozen, game), game);
        return sum / rollouts.Length;
    }

    private double[][] HiddenOf(NaiveModel model, int game) =>
        model.Core([.. rollouts[game].Patches.Zip(rollouts[game].Locations, model.Glimpse)]);

    private double Of(NaiveModel model, double[][] hidden, double[][] detached, int game)
    {
        double sum = 0;
        for (int move = 0; move < CatchGame.Moves; move++)
        {
            double[] belief = model.Belief(hidden[move]);
            double[] mean = model.Mean(options.ReinforceIntoCore ? hidden[move] : detached[move]);
            double location = NaiveModel.LogProbability(mean, rollouts[game].Samples[move], (float)options.Std);
            double action = Math.Log(belief[actions[move * rollouts.Length + game]]);
            sum -= Advantage(detached, game, move) * (action + loss.ReinforceWeight * location);
            sum += loss.EntropyWeight * belief.Sum(probability => probability * Math.Log(probability));
            sum += loss.BaselineWeight * Math.Pow(returns[game] - model.Baseline(loss.BaselineIntoCore ? hidden[move] : detached[move]), 2);
        }
        return sum;
    }

    private double Advantage(double[][] detached, int game, int move)
    {
        double sum = 0;
        for (int later = move; later < CatchGame.Moves; later++)
        {
            double next = later == CatchGame.Moves - 1 ? returns[game] : frozen.Baseline(detached[later + 1]);
            sum += Math.Pow(loss.Lambda, later - move) * (next - frozen.Baseline(detached[later]));
        }
        return sum;
    }
}
