using Ram.Data;
using Ram.Experiments;
using Ram.Tests.Data;

namespace Ram.Tests.Experiments;

public sealed class RecipeTests
{
    private static readonly DigitSets _few = BuiltInDigits.Load(train: 6, validation: 3, test: 2);

    [Theory]
    [InlineData("digits", true)]
    [InlineData("mnist", true)]
    [InlineData("translated-60", true)]
    [InlineData("cluttered-60", false)]
    [InlineData("cluttered-100", false)]
    public void Ours_bends_digits_where_there_is_no_clutter(string task, bool distorts)
    {
        Recipe recipe = Recipe.Find("ours", task);
        Assert.Equal(distorts, recipe.DistortsDigits);
        DigitTask plain = DigitTask.Load(task, seed: 1, _few), prepared = recipe.Prepare(plain);
        Assert.Equal(distorts, prepared.Description != plain.Description);
        Assert.Equal(distorts, !prepared.Train.Draw(0, 0).SequenceEqual(plain.Train.Draw(0, 0)));
    }

    [Fact]
    public void Every_experiment_of_a_task_trains_on_the_same_digits_unless_it_says_so() => Assert.All(
        Experiment.All.Where(experiment => experiment.Name != "mnist-7-plain"),
        experiment => Assert.Equal(
            Recipe.Find("ours", experiment.Task).DistortsDigits, experiment.By("ours").DistortsDigits));

    [Fact]
    public void Plain_is_the_same_recipe_on_digits_as_they_are() => Assert.Equal(
        Experiment.Find("mnist-7").By("ours") with { DistortsDigits = false }, Experiment.Find("mnist-7-plain").By("ours"));

    [Theory]
    [InlineData("paper")]
    [InlineData("quick")]
    public void The_others_train_on_digits_as_they_are(string recipe) =>
        Assert.All(DigitTask.Names, task => Assert.False(Recipe.Find(recipe, task).DistortsDigits));
}
