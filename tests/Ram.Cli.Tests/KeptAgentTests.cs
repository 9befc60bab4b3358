using Ram.Catch;
using Ram.Experiments;
using Ram.Model;
using Ram.Tests;

namespace Ram.Cli.Tests;

public sealed class KeptAgentTests
{
    /// <summary>
    /// Exponentials may round otherwise on other machines, and a close call of one frame changes all that follow.
    /// </summary>
    private const int CloseGames = 30;

    private static readonly RunResult _result = RunResult.Load(ProjectFolder.PathOf("data", "results", "catch.json"));

    private static readonly RecurrentAttentionModel _agent =
        WeightFile.Load(ProjectFolder.PathOf("data", "models", "catch.safetensors"));

    [Fact]
    public void The_kept_agent_catches_what_its_result_claims()
    {
        CatchEvaluation evaluation = CatchEvaluation.Run(_agent, _result.TestImages);
        Assert.Equal(_result.Model, _agent.Options);
        Assert.InRange(
            evaluation.Caught, _result.Caught!.Value - CloseGames, _result.Caught.Value + CloseGames);
    }

    [Fact]
    public void It_catches_more_than_the_papers_within_its_frames()
    {
        Assert.InRange(
            CatchGame.Size * _result.RolloutsUsed, 1, CatchRecipe.Frames + CatchGame.Size * _result.Training.Batch);
        Assert.InRange(CatchEvaluation.Run(_agent, 10_000, seed: 99).CaughtPercent, 85, 100);
    }

    [Fact]
    public void Its_gaze_is_nearer_to_the_ball_than_a_random_one()
    {
        CatchGaze gaze = CatchGaze.Measure(_agent, games: 300);
        Assert.InRange(gaze.Distances.TakeLast(6).Average(), 0, 0.8 * gaze.RandomDistances.TakeLast(6).Average());
    }
}
