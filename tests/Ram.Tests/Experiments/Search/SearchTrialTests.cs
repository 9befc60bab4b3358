using Ram.Data;
using Ram.Experiments.Search;
using Ram.Figures;
using Ram.Tests.Data;
using Ram.Tests.Files;
using Ram.Training;
using Machine = Ram.Experiments.Machine;
using Recipe = Ram.Experiments.Recipe;

namespace Ram.Tests.Experiments.Search;

public sealed class SearchTrialTests : IDisposable
{
    private static readonly DigitTask _task =
        DigitTask.Load("mnist", source: RealDigits.Load(train: 32, validation: 12, test: 8));

    private static readonly RandomSearch _search = new(
        "mnist", Recipe.Find("sprint", "mnist"), ["std", "rate"], Budget: 64);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_result_is_read_as_it_was_written_and_knows_its_trial()
    {
        SearchTrial trial = _search.Trial(2, _task);
        Trainer trainer = trial.NewTrainer(_task, threads: 1);
        List<EpochLog> log = [.. trainer.Run()];
        trial.After(trainer, null).Save(_folder["trial"]);
        var read = SearchTrial.Load(_folder["trial"]);
        Assert.Equal(log, read.LearningCurve);
        Assert.Equal(trainer.BestErrorPercent, read.ValidationErrorPercent);
        Assert.Equal(Evaluation.Run(trainer.Model, _task.Validation).ErrorPercent, read.ValidationErrorPercent);
        Assert.Equal(trial.Values, read.Values);
        Assert.Equal(Machine.Current, read.Machine);
        Assert.True(read.IsLike(trial));
        Assert.False(read.IsLike(_search.Trial(3, _task)));
        Assert.False(read.IsLike((_search with { Budget = 999 }).Trial(2, _task)));
        Assert.False(read.IsLike((_search with { Seed = 5 }).Trial(2, _task)));
    }

    [Fact]
    public void A_result_needs_an_error_or_a_problem()
    {
        SearchTrial trial = _search.Trial(1, _task), some = Result(1, 5);
        (some with { ValidationErrorPercent = null }).Save(_folder["trial"]);
        var error = Assert.Throws<RamException>(() => SearchTrial.Load(_folder["trial"]));
        Assert.Contains(_folder["trial"], error.Message, StringComparison.Ordinal);
        Assert.Null(trial.After(trial.NewTrainer(_task), "diverged").ValidationErrorPercent);
    }

    [Fact]
    public void The_best_trial_comes_first_and_is_marked()
    {
        SearchTrial[] trials = [Result(1, 5), Result(2, null), Result(3, 2.5)];
        Assert.Equal([3, 1], RandomSearch.Best(trials).Select(trial => trial.Number));
        Table table = _search.ToTable(trials);
        Assert.Equal(["Trial", "std", "rate", "Validation error, %"], table.Columns.Select(column => column.Heading));
        Assert.Equal(("3", "2.50"), (table.Rows[0][0], table.Rows[0][3]));
        Assert.Equal("3 trials, 1 of which diverged.", table.Caption);
        Figure figure = _search.ToFigure(trials);
        Assert.Equal(2, figure.Panels.Count);
        Assert.Contains("trial 3", figure.AltText, StringComparison.Ordinal);
        Assert.NotEmpty(figure.ToSvg());
    }

    [Fact]
    public void A_search_without_an_error_has_an_empty_figure()
    {
        Assert.Empty(_search.ToTable([Result(1, null)]).Rows);
        Assert.NotEmpty(_search.ToFigure([Result(1, null)]).ToSvg());
    }

    private static SearchTrial Result(int number, double? error)
    {
        SearchTrial trial = _search.Trial(number, _task);
        SearchTrial done = trial.After(trial.NewTrainer(_task), error is null ? "diverged" : null);
        return done with { ValidationErrorPercent = error };
    }
}
