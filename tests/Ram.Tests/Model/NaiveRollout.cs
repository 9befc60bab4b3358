using Ram.Model;
using Ram.Numerics;

namespace Ram.Tests.Model;

/// <summary>What one rollout saw, where it looked, what it drew: all that the loss depends on besides the
/// weights.</summary>
internal sealed record NaiveRollout(double[][] Patches, double[][] Locations, double[][] Samples, int Label)
{
    /// <summary>One row of a workspace.</summary>
    public static NaiveRollout Of(Workspace workspace, int row, int label) => new(
        Steps(workspace.Patches, workspace, row, workspace.Steps),
        Steps(workspace.Locations, workspace, row, workspace.Steps),
        Steps(workspace.Samples, workspace, row, workspace.Steps - 1), label);

    private static double[][] Steps(Matrix stacked, Workspace workspace, int row, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step =>
            Array.ConvertAll(stacked.Row(step * workspace.Rows + row).ToArray(), value => (double)value))];
}
