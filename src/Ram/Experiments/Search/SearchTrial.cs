using Ram.Data;
using Ram.Training;

namespace Ram.Experiments.Search;

/// <summary>One trial of a random search.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Values">What was drawn, by the settings' names.</param>
/// <param name="Recipe">The recipe with these values.</param>
public sealed record SearchTrial(int Number, IReadOnlyDictionary<string, double> Values, Recipe Recipe)
{
    /// <summary>The recipe as it is trained on a task: channels, classes and data are the task's.</summary>
    public Recipe For(DigitTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Recipe with
        {
            Model = Recipe.Model with { Channels = task.Train.Channels, Classes = task.Train.Classes },
            Training = Recipe.Training with { Data = task.Description },
        };
    }

    /// <summary>The training, not begun yet.</summary>
    /// <param name="task">The task.</param>
    /// <param name="threads">The threads, which do not change the result; 0 for one a core.</param>
    public Trainer NewTrainer(DigitTask task, int threads = 0)
    {
        Recipe recipe = For(task);
        return new Trainer(
            recipe.NewModel(), task.Train, task.Validation, recipe.Training with { Threads = threads });
    }
}
