using Ram.Catch;
using Ram.Model;
using Ram.Numerics;
using Ram.Tests.Networks;

namespace Ram.Tests.Catch;

public sealed class CatchEvaluationTests
{
    private const int Games = 5000;

    [Theory]
    [InlineData(CatchPolicy.Still, 6, 11)]
    [InlineData(CatchPolicy.Random, 6, 11)]
    [InlineData(CatchPolicy.Perfect, 100, 100)]
    public void Players_that_learn_nothing_catch_what_they_must(CatchPolicy policy, double least, double most) =>
        Assert.InRange(CatchEvaluation.Run(policy, Games).CaughtPercent, least, most);

    [Fact]
    public void A_paddle_can_reach_every_ball() => Assert.Equal(0, CatchEvaluation.CountOutOfReach(Games));

    [Fact]
    public void An_agent_catches_as_many_on_any_number_of_threads_and_in_any_company()
    {
        RecurrentAttentionModel agent = TinyCatch.NewAgent(scale: 1);
        CatchEvaluation alone = CatchEvaluation.Run(agent, 150, threads: 1);
        foreach (int threads in new[] { 2, 3 })
            Assert.Equal(alone, CatchEvaluation.Run(agent, 150, threads: threads));
        int caught = Enumerable.Range(0, 150).Count(number => CatchEpisode.Play(agent,
            CatchEvaluation.Game(CatchEvaluation.TestSeed, number)).IsCaught);
        Assert.Equal(alone.Caught, caught);
        Assert.Equal(150, alone.Games);
    }

    [Fact]
    public void Games_of_test_validation_and_training_are_others()
    {
        StreamPurpose[] purposes = [StreamPurpose.TestGame, StreamPurpose.ValidationGame, StreamPurpose.Game];
        CatchGame[] games = [.. purposes.SelectMany(purpose =>
            Enumerable.Range(0, 300).Select(number => CatchGame.Draw(new RandomStream(1, purpose, 0, number))))];
        Assert.Equal(games.Length, games.Distinct().Count());
    }

    [Fact]
    public void In_training_an_action_is_taken_as_often_as_its_probability_says()
    {
        var agents = new AgentGames(TinyCatch.NewAgent(scale: 1), 500);
        agents.Games.Begin(1, StreamPurpose.Game, 0, 0);
        agents.Activations.DrawRandomness(1, 0, 0);
        agents.DrawChances(1, 0, 0);
        agents.Play();
        CatchAction[] done = agents.Actions.ToArray();
        for (int action = 0; action < 3; action++)
        {
            double expected = Enumerable.Range(0, done.Length).Sum(at => agents.Activations.Probabilities[at, action]);
            Assert.Equal(expected, done.Count(taken => (int)taken == action), 2 * Math.Sqrt(done.Length));
        }
    }

    [Theory]
    [InlineData("glimpses")]
    [InlineData("classes")]
    [InlineData("channels")]
    public void A_model_for_another_task_is_refused(string option)
    {
        RamOptions options = option switch
        {
            "glimpses" => CatchRecipe.Agent with { Glimpses = 6 },
            "classes" => CatchRecipe.Agent with { Classes = 10 },
            _ => CatchRecipe.Agent with { Channels = 3 },
        };
        RecurrentAttentionModel model = TinyModel.Create(options with { Hidden = 3 });
        var error = Assert.Throws<RamException>(() => CatchEvaluation.Run(model, 10));
        Assert.Contains(option, error.Message, StringComparison.Ordinal);
        Assert.Throws<RamException>(() => new CatchTrainer(model, CatchRecipe.Training));
    }
}
