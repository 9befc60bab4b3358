using Ram.Experiments;
using Ram.Experiments.Baselines;

namespace Ram.Cli.Training;

/// <summary>What to train, and where its files go.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Recipe">The model and its training.</param>
/// <param name="Arguments">The arguments that give the same training again, without those of the checkpoint.</param>
/// <param name="ModelPath">Receives the model.</param>
internal sealed record TrainingPlan(string Task, Recipe Recipe, IReadOnlyList<string> Arguments, string ModelPath)
    : TrainingFiles(Arguments, ModelPath)
{
    /// <summary>The network to train in place of the recipe's model; null for the model.</summary>
    public FeedForwardOptions? Network { get; init; }
}
