using Ram.Data;
using Ram.Experiments;
using Ram.Tests.Data;
using Ram.Training;

namespace Ram.Tests.Experiments;

public sealed class RecipeTests
{
    public static TheoryData<string> Tasks => [.. DigitTask.Names];

    private static readonly DigitSets _few = BuiltInDigits.Load(train: 6, validation: 3, test: 2);

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Ours_bends_training_digits_and_is_prepared_for_it(string task)
    {
        DigitTask plain = DigitTask.Load(task, seed: 1, _few), prepared = Recipe.Find("ours", task).Prepare(plain);
        Assert.NotEqual(plain.Description, prepared.Description);
        Assert.NotEqual(plain.Train.Draw(0, 0), prepared.Train.Draw(0, 0));
    }

    [Fact]
    public void Plain_is_the_same_recipe_on_digits_as_they_are_in_fewer_passes()
    {
        Recipe bent = Experiment.Find("mnist-7").By("ours");
        Recipe plain = Experiment.Find("ablation-mnist-bending").By("ours");
        TrainingOptions fewer = bent.Training with { Epochs = plain.Training.Epochs };
        Assert.Equal(bent with { DistortsDigits = false, Training = fewer }, plain);
    }

    [Theory]
    [InlineData("translated-60")]
    [InlineData("cluttered-100")]
    public void Ours_begins_on_canvases_as_the_others_look_throughout(string task)
    {
        Recipe ours = Recipe.Find("ours", task);
        Assert.True(ours.Training.Exploration > 1);
        Assert.Equal(Recipe.Find("quick", task).Model.Std, ours.Model.Std * ours.Training.Exploration);
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("quick")]
    public void The_others_train_on_digits_as_they_are(string recipe)
    {
        DigitTask plain = DigitTask.Load("mnist", seed: 1, _few);
        Assert.Same(plain, Recipe.Find(recipe, "mnist").Prepare(plain));
    }
}
