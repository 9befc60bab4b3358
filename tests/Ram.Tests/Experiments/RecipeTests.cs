using Ram.Data;
using Ram.Experiments;
using Ram.Tests.Data;
using Ram.Training;

namespace Ram.Tests.Experiments;

public sealed class RecipeTests
{
    public static TheoryData<string> Tasks => [.. DigitTask.Names];

    private static readonly DigitSets _few = RealDigits.Load(train: 6, validation: 3, test: 2);

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
    public void Ours_begins_on_canvases_as_the_papers_looks_throughout(string task)
    {
        Recipe ours = Recipe.Find("ours", task);
        Assert.True(ours.Training.Exploration > 1);
        Assert.Equal(Recipe.Find("paper", task).Model.Std, ours.Model.Std * ours.Training.Exploration);
    }

    [Fact]
    public void The_papers_trains_on_digits_as_they_are()
    {
        DigitTask plain = DigitTask.Load("mnist", seed: 1, _few);
        Assert.Same(plain, Recipe.Find("paper", "mnist").Prepare(plain));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Quick_is_ours_cut_short_and_asked_at_every_glimpse(string task)
    {
        Recipe ours = Recipe.Find("ours", task), quick = Recipe.Find("quick", task);
        Assert.Equal(ours.Model with { ClassifyEveryGlimpse = true }, quick.Model);
        Assert.Equal(Recipe.QuickEpochs, quick.Training.Epochs);
        Assert.Equal(ours.Training.CoreStart, quick.Training.CoreStart);
        Assert.Equal(ours.DistortsDigits, quick.DistortsDigits);
    }
}
