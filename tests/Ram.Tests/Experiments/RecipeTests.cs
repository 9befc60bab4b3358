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
        Recipe bent = Experiment.Find("mnist-7").Recipe;
        Recipe plain = Experiment.Find("ablation-mnist-distortion").Recipe;
        TrainingOptions fewer = bent.Training with { Epochs = plain.Training.Epochs };
        Assert.Equal(bent with { Distortion = null, Training = fewer }, plain);
    }

    [Theory]
    [InlineData("translated-60")]
    [InlineData("cluttered-100")]
    public void Ours_begins_on_canvases_as_the_papers_looks_throughout(string task)
    {
        Recipe ours = Recipe.Find("ours", task);
        Assert.True(ours.Training.StdAnnealing > 1);
        Assert.Equal(Recipe.Find("paper", task).Model.Std, ours.Model.Std * ours.Training.StdAnnealing);
    }

    [Fact]
    public void The_papers_trains_on_digits_as_they_are()
    {
        DigitTask plain = DigitTask.Load("mnist", seed: 1, _few);
        Assert.Same(plain, Recipe.Find("paper", "mnist").Prepare(plain));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_sprint_is_the_same_model_in_a_training_of_minutes(string task)
    {
        Recipe ours = Recipe.Find("ours", task), sprint = Recipe.Find("sprint", task);
        Assert.InRange(sprint.Training.Epochs, 1, 50);
        Assert.Equal(ours.Training.Loss, sprint.Training.Loss);
        Assert.Equal(
            ours.Model with { Glimpses = sprint.Model.Glimpses, InputStd = 0.3, Std = sprint.Model.Std }, sprint.Model);
        sprint.Model.Validate();
        sprint.Training.Validate();
    }

    [Fact]
    public void Digits_are_bent_as_far_as_a_recipe_says()
    {
        DigitTask plain = DigitTask.Load("cluttered-60", seed: 1, _few);
        DigitTask elastic = plain.WithDistortedTraining(Distortion.Elastic);
        DigitTask prepared = Recipe.Find("sprint", "cluttered-60").Prepare(plain);
        Assert.NotEqual(plain.Train.Draw(0, 0), prepared.Train.Draw(0, 0));
        Assert.NotEqual(elastic.Train.Draw(0, 0), prepared.Train.Draw(0, 0));
        Assert.Equal($"{plain.Description}, bent by 0.048, 0.08, 0.4, 0.6 in training", prepared.Description);
        Assert.Same(plain, Recipe.Find("sprint", "cluttered-100").Prepare(plain));
    }

    [Theory]
    [InlineData("mnist", 7)]
    [InlineData("translated-60", 8)]
    [InlineData("cluttered-60", 8)]
    [InlineData("cluttered-100", 8)]
    public void A_sprint_has_the_glimpses_of_the_papers_best_row(string task, int glimpses)
    {
        PaperTable table = PaperTable.All.Single(table => table.Task == task);
        Experiment headline = table.Rows.Single(row => row.IsHeadline);
        Assert.Equal(glimpses, headline.Glimpses);
        Assert.Equal(glimpses, Recipe.Find("sprint", task).Model.Glimpses);
    }
}
