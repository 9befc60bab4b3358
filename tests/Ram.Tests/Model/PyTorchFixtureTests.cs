using System.Text.Json;
using Ram.Data;
using Ram.Files;
using Ram.Images;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Networks;
using Ram.Training;
using Xunit.Abstractions;

namespace Ram.Tests.Model;

/// <summary>The model beside an implementation of its own in PyTorch: see Fixtures/README.md.</summary>
public sealed class PyTorchFixtureTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("rectifier-3")]
    [InlineData("rectifier-6")]
    [InlineData("lstm-3")]
    [InlineData("lstm-6")]
    [InlineData("paper-3")]
    public void Loss_and_every_gradient_agree(string name)
    {
        SafeTensorFile file = Read(name);
        RecurrentAttentionModel model = ModelOf(file);
        var loss = JsonSerializer.Deserialize<HybridLoss>(file.Metadata["loss.options"], JsonSerializerOptions.Web)!;
        Workspace workspace = Follow(model, file);
        int rows = workspace.Rows;
        byte[] labels = Array.ConvertAll(file.Tensors["labels"].Values, value => (byte)value);
        var scratch = new GradientWorkspace(model, rows);
        var gradients = new Gradients(model.Parameters);
        float[] returns = file.Tensors["returns"].Values;
        int rewarded = 0;
        loss = loss with { CustomReward = (_, _) => returns[rewarded++] };
        LossTerms terms = loss.Compute(model, workspace, labels, 1, rows, scratch);
        Assert.Equal(returns, scratch.Returns);
        model.Backward(workspace, scratch, gradients);

        var agreement = new Agreement(output);
        void Check(string tensor, IEnumerable<float> actual) =>
            agreement.Check(tensor, actual, file.Tensors[tensor].Values.Select(value => (double)value));
        Check("loss", [(float)terms.Loss]);
        Check("loss.action", [(float)(terms.Action / rows)]);
        Check("loss.reinforce", [(float)(terms.Reinforce / rows)]);
        Check("loss.baseline", [(float)(terms.Baseline / rows)]);
        Check("log_probabilities", Enumerable.Range(0, workspace.Means.Rows)
            .Select(at => model.Policy.LogProbability(workspace.Means.Row(at), workspace.Samples.Row(at))));
        Check("baselines", workspace.Baselines.Slice(0, workspace.Means.Rows).ToArray());
        Check("beliefs", workspace.Probabilities.ToArray());
        Check("hidden_states", workspace.Core.Hidden.ToArray());
        foreach (Parameter parameter in model.Parameters)
            Check($"gradient.{parameter.Name}", gradients[parameter].ToArray());
        agreement.Print(name);
    }

    [Fact]
    public void A_file_of_another_writer_that_leaves_out_every_default_evaluates_as_it_should()
    {
        RecurrentAttentionModel model = WeightFile.Load(PathOf("independent"));
        Assert.Equal(new RamOptions { Glimpses = 4, Std = 0.2 }, model.Options);
        SafeTensorFile expected = Read("independent-expected");
        ImageBatch images = ImagesOf(expected);
        float[] predictions = expected.Tensors["predictions"].Values;

        Evaluation evaluation = Evaluation.Run(
            model, new LabelledImages(images, Array.ConvertAll(predictions, value => (byte)value)));
        Assert.Equal(predictions, evaluation.Predictions.Select(value => (float)value));
        Assert.Equal(0, evaluation.Errors);

        var agreement = new Agreement(output);
        Rollout[] rollouts = [.. Enumerable.Range(0, images.Count).Select(image => model.Look(images.Single(image)))];
        void Check(string tensor, Func<Rollout, Matrix> of, int steps) => agreement.Check(
            tensor,
            Enumerable.Range(0, steps)
                .SelectMany(step => rollouts.SelectMany(rollout => of(rollout).Row(step).ToArray())),
            expected.Tensors[tensor].Values.Select(value => (double)value));
        Check("locations", rollout => rollout.Locations, 4);
        Check("means", rollout => rollout.Means, 3);
        Check("beliefs", rollout => rollout.Probabilities, 4);
        agreement.Print("independent");
    }

    /// <summary>All activations of the given locations and samples.</summary>
    private static Workspace Follow(RecurrentAttentionModel model, SafeTensorFile file)
    {
        ImageBatch images = ImagesOf(file);
        var workspace = new Workspace(model, images.Count);
        Fill(workspace.Locations, file.Tensors["locations"]);
        Fill(workspace.Samples, file.Tensors["samples"]);
        var rows = new ImageRows(images.Pixels, 0, images.Channels, images.Height, images.Width);
        for (int step = 0; step < workspace.Steps; step++)
            model.Step(workspace, step, rows);
        Matrix early = workspace.Core.Hidden.Slice(0, workspace.Means.Rows);
        model.Location.Forward(early, workspace.Outputs, workspace.Means);
        model.Action.Forward(workspace.Core.Hidden, workspace.Probabilities);
        model.Baseline.Forward(workspace.Core.Hidden, workspace.Baselines);
        return workspace;
    }

    /// <summary>The model of a fixture, which holds other tensors besides.</summary>
    private static RecurrentAttentionModel ModelOf(SafeTensorFile file) => WeightFile.FromTensors(new SafeTensorFile(
        file.Tensors.Where(entry => IsParameter(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value),
        file.Metadata));

    private static bool IsParameter(string name) =>
        !name.StartsWith("gradient.", StringComparison.Ordinal)
        && (name.EndsWith(".weight", StringComparison.Ordinal) || name.EndsWith(".bias", StringComparison.Ordinal));

    private static ImageBatch ImagesOf(SafeTensorFile file)
    {
        WeightTensor images = file.Tensors["images"];
        return new ImageBatch(images.Shape[0], images.Shape[1], images.Shape[2], images.Shape[3],
            Array.ConvertAll(images.Values, value => (byte)value));
    }

    private static void Fill(Matrix target, WeightTensor tensor)
    {
        Assert.Equal(target.Rows * target.Columns, tensor.Values.Length);
        for (int row = 0; row < target.Rows; row++)
            tensor.Values.AsSpan(row * target.Columns, target.Columns).CopyTo(target.Row(row));
    }

    private static SafeTensorFile Read(string name) => SafeTensors.Read(PathOf(name));

    private static string PathOf(string name) =>
        Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{name}.safetensors");
}
