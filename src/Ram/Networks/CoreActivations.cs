using Ram.Numerics;

namespace Ram.Networks;

/// <summary>What a core network computes, the rows of all steps stacked: <c>[steps x rollouts, width]</c>.</summary>
public sealed class CoreActivations
{
    /// <summary>Memory for <paramref name="steps"/> steps of <paramref name="rows"/> rollouts each.</summary>
    public CoreActivations(CoreNetwork network, int steps, int rows)
    {
        ArgumentNullException.ThrowIfNull(network);
        (Steps, Rows) = (steps, rows);
        Hidden = new Matrix(steps * rows, network.Width);
        Gates = new Matrix(network.GateWidth > 0 ? steps * rows : 0, network.GateWidth);
        Cells = new Matrix(Gates.Rows, network.Width);
        SquashedCells = new Matrix(Gates.Rows, network.Width);
    }

    /// <summary>The steps that follow each other.</summary>
    public int Steps { get; }

    /// <summary>The rollouts side by side.</summary>
    public int Rows { get; }

    /// <summary>h_t, <c>[steps x rows, width]</c>.</summary>
    public Matrix Hidden { get; }

    /// <summary>An LSTM's gates i, f, g, o after their squashing, <c>[steps x rows, 4 width]</c>; else empty.</summary>
    public Matrix Gates { get; }

    /// <summary>An LSTM's cells c_t, <c>[steps x rows, width]</c>; else empty.</summary>
    public Matrix Cells { get; }

    /// <summary>An LSTM's tanh(c_t), <c>[steps x rows, width]</c>; else empty.</summary>
    internal Matrix SquashedCells { get; }

    /// <summary>h_t of one step, from 0, <c>[rows, width]</c>.</summary>
    public Matrix HiddenAt(int step) => At(Hidden, step);

    internal Matrix At(Matrix stacked, int step) => stacked.Slice(step * Rows, Rows);
}
