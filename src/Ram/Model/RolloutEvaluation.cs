using Ram.Numerics;

namespace Ram.Model;

/// <summary>The rollouts of a recurrent attention model, one for each image.</summary>
/// <param name="model">The model.</param>
/// <param name="images">The images of a pass.</param>
/// <param name="begin">Given the workspace, the first image and the sample: sets locations and noise.</param>
/// <param name="decide">Whether the policy decides the later locations, rather than <paramref name="begin"/>.</param>
internal sealed class RolloutEvaluation(
    RecurrentAttentionModel model, int images, Action<Workspace, int, int> begin, bool decide = true) : IEvaluationPass
{
    private readonly Workspace _workspace = new(model, images);

    /// <summary>The deterministic rollouts from the centre.</summary>
    public static RolloutEvaluation FromCentre(RecurrentAttentionModel model, int images) =>
        new(model, images, (workspace, _, _) => workspace.At(workspace.Locations, 0).Padded.Clear());

    /// <summary>Rollouts whose locations are drawn uniformly, each image's from a stream of its own.</summary>
    public static RolloutEvaluation AtRandom(RecurrentAttentionModel model, int images, ulong seed) =>
        new(model, images, decide: false, begin: (workspace, first, _) =>
        {
            for (int row = 0; row < workspace.Rows; row++)
                workspace.DrawLocations(new RandomStream(seed, StreamPurpose.Validation, 0, first + row), row);
        });

    public Matrix Run(ImageRows images, int first, int sample)
    {
        begin(_workspace, first, sample);
        model.Forward(_workspace, images, decide);
        return _workspace.At(_workspace.Beliefs, _workspace.Steps - 1);
    }
}
