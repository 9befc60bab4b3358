using System.Runtime.Intrinsics;
using Ram.Numerics;

namespace Ram.Tests.Numerics;

public sealed unsafe class TileTests
{
    private const int Depth = 77, Columns = 32;

    /// <summary>
    /// Widths that the machine lacks are emulated by narrower ones, so that all three run everywhere. That they agree
    /// with the switched-off machine too is shown by running these tests with DOTNET_EnableAVX512=0 and
    /// DOTNET_EnableAVX2=0.
    /// </summary>
    [Fact]
    public void All_widths_of_vectors_give_the_same_bits()
    {
        for (int rows = 1; rows <= 20; rows++)
            foreach (bool gated in new[] { false, true })
                foreach (float floor in new[] { 0, float.NegativeInfinity })
                {
                    float[] wide = Run<Lanes512, Vector512<float>>(rows, gated, floor);
                    Bits.Equal(wide, Run<Lanes256, Vector256<float>>(rows, gated, floor));
                    Bits.Equal(wide, Run<Lanes128, Vector128<float>>(rows, gated, floor));
                }
    }

    /// <summary>One rounding for each product and sum, on every machine that has a fused multiply-add.</summary>
    [FusedFact]
    public void Products_are_chains_of_fused_multiply_adds()
    {
        Matrix left = RandomMatrix.Of(9, Depth, 1), right = RandomMatrix.Of(Depth, Columns, 2);
        float[] wide = Run<Lanes512, Vector512<float>>(9, gated: false, float.NegativeInfinity);
        for (int row = 0; row < 9; row++)
            for (int column = 0; column < Columns; column++)
            {
                float chain = 0;
                for (int k = 0; k < Depth; k++)
                    chain = MathF.FusedMultiplyAdd(left[row, k], right[k, column], chain);
                Assert.Equal(chain, wide[row * Columns + column]);
            }
    }

    private static float[] Run<TLanes, TVector>(int rows, bool gated, float floor)
        where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        Matrix left = RandomMatrix.Of(rows, Depth, 1), right = RandomMatrix.Of(Depth, Columns, 2);
        Matrix gate = RandomMatrix.Of(rows, Columns, 3), output = new(rows, Columns), zeros = new(1, Columns);
        var tile = new Tile
        {
            Left = left.Address,
            LeftRow = left.Stride,
            LeftStep = 1,
            Output = output.Address,
            OutputRow = output.Stride,
            GateRow = gate.Stride,
            Right = right.Address,
            RightStep = right.Stride,
            Start = zeros.Address,
            Floor = floor,
            Depth = Depth,
        };
        if (gated)
            tile.Gate = gate.Address;
        for (int column = 0; column < Columns; column += 2 * TLanes.Width, tile.Across(2 * TLanes.Width))
            tile.Run<TLanes, TVector>(rows);
        foreach (Matrix matrix in new[] { left, right, gate, output, zeros })
            matrix.KeepAlive();
        return output.ToArray();
    }
}
