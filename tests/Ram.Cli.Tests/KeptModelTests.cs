using Ram.Data;
using Ram.Experiments;
using Ram.Model;
using Ram.Tests;
using Ram.Training;

namespace Ram.Cli.Tests;

public sealed class KeptModelTests
{
    /// <summary>
    /// Exponentials may round otherwise on other machines, and a close call may then go the other way.
    /// </summary>
    private const int CloseCalls = 3;

    /// <summary>The experiments whose model is kept, as far as they are done.</summary>
    public static TheoryData<string> Names => [.. PaperTable.Kept
        .Select(row => row.RunName)
        .Where(name => File.Exists(ProjectFolder.PathOf("data", "results", $"{name}.json")))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kept_model_makes_the_errors_that_its_result_claims(string name)
    {
        RunResult result = RunResult.Load(ProjectFolder.PathOf("data", "results", $"{name}.json"));
        RecurrentAttentionModel model = WeightFile.Load(ProjectFolder.PathOf("data", "models", $"{name}.safetensors"));
        LabelledImages test = DigitTask.Load(result.Task).Test;
        Evaluation evaluation = Evaluation.Run(model, test);
        Assert.Equal(result.TestImages, evaluation.Images);
        Assert.InRange(evaluation.Errors, result.TestErrors - CloseCalls, result.TestErrors + CloseCalls);
    }

    [Fact]
    public void Six_glimpses_are_enough_for_MNIST() =>
        Assert.InRange(Evaluation.Run(
            WeightFile.Load(ProjectFolder.PathOf("data", "models", "mnist-6.safetensors")),
            DigitTask.Load("mnist").Test).ErrorPercent, 0, 1.3);
}
