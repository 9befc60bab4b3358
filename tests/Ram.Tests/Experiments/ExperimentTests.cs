using Ram.Experiments;
using Ram.Model;
using Ram.Training;

namespace Ram.Tests.Experiments;

public sealed class ExperimentTests
{
    public static TheoryData<string> Names => [.. Experiment.All.Select(experiment => experiment.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_experiment_is_a_row_of_a_table_of_its_task(string name)
    {
        PaperTable table =
            Assert.Single(PaperTable.WithOurs, table => table.Rows.Any(row => row.RunName == name));
        Assert.Equal(table.Task, Experiment.Find(name).Task);
        Assert.Same(Experiment.Find(name), Assert.Single(table.Rows, row => row.RunName == name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipes_are_valid_and_take_time(string name)
    {
        Assert.All(Recipe.Names, recipe =>
        {
            var run = Experiment.Find(name) with { RecipeName = recipe, Seed = 3 };
            run.Recipe.Model.Validate();
            Assert.Equal(3UL, run.Recipe.Training.Validate().Seed);
            Assert.InRange(run.ExpectedSeconds, 5, 1e6);
        });
    }

    [Theory]
    [InlineData("mnist-7", 7, CoreKind.Rectifier)]
    [InlineData("cluttered-100-lstm-8", 8, CoreKind.Lstm)]
    [InlineData("translated-60-4", 4, CoreKind.Rectifier)]
    public void The_row_decides_glimpses_and_core_and_the_recipe_the_rest(string name, int glimpses, CoreKind core)
    {
        var experiment = Experiment.Find(name);
        var recipe = Recipe.Find("ours", experiment.Task);
        Assert.Equal(recipe.Model with { Glimpses = glimpses, Core = core }, experiment.Recipe.Model);
        int epochs = experiment.OurEpochs ?? recipe.Training.Epochs;
        Assert.Equal(recipe.Training with { Epochs = epochs }, experiment.Recipe.Training);
    }

    public static TheoryData<string> Results =>
    [
        .. from row in Rows
           from seed in new ulong[] { 1, 2, 3 }
           select (row with { Seed = seed }).RunName into name
           where File.Exists(ResultOf(name))
           select name,
    ];

    /// <summary>What README promises: the command of a row gives its number.</summary>
    [Theory]
    [MemberData(nameof(Results))]
    public void A_result_was_made_by_the_recipe_as_it_is(string name)
    {
        var result = RunResult.Load(ResultOf(name));
        Experiment row = Rows.Single(row => (row with { Seed = result.Seed }).RunName == name);
        Recipe recipe = (row with { Seed = result.Seed }).Recipe;
        Assert.Equal(row.Network is null ? recipe.Model : null, result.Model);
        TrainingOptions expected =
            recipe.Training with { Data = result.Training.Data, Threads = result.Training.Threads };
        Assert.Equal(expected, result.Training);
    }

    [Fact]
    public void Experiments_have_names_of_their_own() =>
        Assert.Distinct(Experiment.All.Select(experiment => experiment.Name));

    [Fact]
    public void A_network_without_glimpses_sees_each_image_once_a_pass()
    {
        Experiment network = Experiment.Find("mnist-conv"), glimpses = Experiment.Find("mnist-7");
        Assert.Equal((1, 0), (network.Recipe.Training.Rollouts, network.Glimpses));
        Assert.Equal(glimpses.Recipe.Training.Rate, network.Recipe.Training.Rate);
        Assert.True(network.ExpectedSeconds < glimpses.ExpectedSeconds);
    }

    [Theory]
    [InlineData("mnist-conv", "ours", true)]
    [InlineData("mnist-conv", "paper", false)]
    [InlineData("cluttered-60-conv", "ours", false)]
    [InlineData("cluttered-60-8", "ours", true)]
    public void A_network_without_glimpses_is_spared_bent_digits_on_canvases(string name, string recipe, bool bent) =>
        Assert.Equal(bent, Experiment.Find(name).By(recipe).Distortion is not null);

    [Fact]
    public void Random_glimpses_are_the_same_recipe_without_a_policy()
    {
        Recipe random = Experiment.Find("cluttered-60-random-8").Recipe;
        Recipe learned = Experiment.Find("cluttered-60-8").Recipe;
        Assert.Equal(learned.Model, random.Model);
        Assert.Equal(learned.Training with { RandomGlimpses = true }, random.Training);
    }

    [Fact]
    public void Own_epochs_are_those_of_our_recipe_alone()
    {
        Experiment experiment = Experiment.Find("mnist-2") with { OurEpochs = 77 };
        Assert.Equal(77, experiment.Recipe.Training.Epochs);
        Assert.Equal(Recipe.Find("paper", "mnist").Training.Epochs, experiment.By("paper").Training.Epochs);
        Assert.Equal(5, (experiment with { Epochs = 5 }).Recipe.Training.Epochs);
    }

    [Theory]
    [InlineData("ours", 1UL, "mnist-7", true, "experiment mnist-7 --epochs 2")]
    [InlineData("ours", 2UL, "mnist-7-seed-2", false, "experiment mnist-7 --seed 2 --epochs 2")]
    [InlineData("paper", 2UL, "mnist-7-paper-seed-2", false, "experiment mnist-7 --seed 2 --epochs 2 --recipe paper")]
    [InlineData("long", 1UL, "cluttered-60-8-long", true, "experiment cluttered-60-8 --epochs 2 --recipe long")]
    public void Files_tell_seed_and_recipe(string recipe, ulong seed, string name, bool keepsModel, string command)
    {
        Experiment run = Experiment.Find(command.Split(' ')[1]) with { RecipeName = recipe, Seed = seed, Epochs = 2 };
        string model = new ExperimentFolders("data", "scratch").Model(run);
        string folder = keepsModel ? Path.Combine("data", "models") : "scratch";
        Assert.Equal(Path.Combine(folder, $"{name}.safetensors"), model);
        Assert.Equal(command, string.Join(' ', run.Arguments));
    }

    [Fact]
    public void An_unknown_name_is_an_error_with_a_guess() => Assert.Contains(
        "mean mnist-7?", Assert.Throws<RamException>(() => Experiment.Find("mnst-7")).Message, StringComparison.Ordinal);

    private static IEnumerable<Experiment> Rows => PaperTable.WithOurs.SelectMany(table => table.Rows);

    private static string ResultOf(string name) => ProjectFolder.PathOf("data", "results", $"{name}.json");
}
