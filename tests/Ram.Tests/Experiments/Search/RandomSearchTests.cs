using Ram.Experiments;
using Ram.Experiments.Search;

namespace Ram.Tests.Experiments.Search;

public sealed class RandomSearchTests
{
    private const int Trials = 400;
    private const double PinnedStd = 0.3164018024143195, PinnedRate = 0.0008875274396363062;

    private static readonly Recipe _recipe = Recipe.Find("ours", "mnist");

    public static TheoryData<string> Names => [.. RandomSearch.Names];

    [Fact]
    public void A_trial_is_a_function_of_seed_and_number_whatever_else_is_searched()
    {
        var one = Over("std", "rate").Draw(7);
        var again = Over("std", "rate").Draw(7);
        Assert.Equal(one.Values, again.Values);
        Assert.Equal(one.Recipe, again.Recipe);
        Assert.Equal(one.Values["rate"], Over("batch", "rate", "clip").Draw(7).Values["rate"]);
        Assert.NotEqual(one.Values["rate"], Over("std", "rate").Draw(8).Values["rate"]);
        Assert.NotEqual(one.Values["rate"], (Over("std", "rate") with { Seed = 2 }).Draw(7).Values["rate"]);
    }

    [Fact]
    public void What_a_trial_draws_stays_so()
    {
        var trial = Over("std", "rate").Draw(1);
        Assert.Equal(PinnedStd, trial.Values["std"], 12);
        Assert.Equal(PinnedRate, trial.Values["rate"], 12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_log_uniform_between_the_ends(string name)
    {
        var setting = SearchSetting.Find(name);
        (double low, double high) = setting.Ends(_recipe);
        double[] values = [.. Enumerable.Range(1, Trials).Select(trial => setting.Draw(_recipe, 1, trial))];
        Assert.All(values, value => Assert.InRange(value, low, high));
        double[] shares = [.. values.Select(value => Math.Log(value / low) / Math.Log(high / low))];
        double error = 4 / Math.Sqrt(12.0 * Trials) + (setting.IsWhole ? 0.05 : 0);
        Assert.InRange(shares.Average(), 0.5 - error, 0.5 + error);
        Assert.InRange(shares.Count(share => share < 0.25) / (double)Trials, 0.15, 0.35);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_changes_its_setting_alone(string name)
    {
        var trial = Over(name).Draw(2);
        SearchSetting setting = SearchSetting.Find(name);
        Recipe plain = Over().Draw(2).Recipe;
        Assert.NotEqual(plain, trial.Recipe);
        Recipe expected = setting.Apply(plain, trial.Values[name]);
        Assert.Equal(
            expected with { Training = expected.Training with { Updates = trial.Recipe.Training.Updates } }, trial.Recipe);
    }

    [Fact]
    public void Every_trial_takes_the_budget()
    {
        for (int number = 1; number <= 20; number++)
        {
            var training = Over("batch", "rollouts").Draw(number).Recipe.Training;
            long update = (long)training.Batch * training.Rollouts;
            Assert.InRange(training.Updates!.Value * update, 100_000 - update, 100_000);
        }
    }

    [Fact]
    public void A_small_budget_is_an_update() =>
        Assert.Equal(1, (Over("std") with { Budget = 1 }).Draw(1).Recipe.Training.Updates);

    [Fact]
    public void An_unknown_setting_is_an_error_that_lists_them() => Assert.Contains(
        "std, rate", Assert.Throws<RamException>(() => SearchSetting.Find("colour")).Message, StringComparison.Ordinal);

    private static RandomSearch Over(params string[] names) =>
        new("mnist", _recipe, names, Budget: 100_000);
}
