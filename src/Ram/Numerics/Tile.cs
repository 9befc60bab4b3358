using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using V128 = System.Runtime.Intrinsics.Vector128<float>;
using V256 = System.Runtime.Intrinsics.Vector256<float>;
using V512 = System.Runtime.Intrinsics.Vector512<float>;

namespace Ram.Numerics;

/// <summary>
/// Some rows and two vectors of columns of a product: output = finish(start + left x right). Every output is one chain
/// of multiply-adds over the depth in order, whichever tile computes it, so that a row's result does not depend on the
/// rows beside it.
/// </summary>
internal unsafe struct Tile
{
    /// <summary>left[row, k] is at Left + row x LeftRow + k x LeftStep.</summary>
    public float* Left;
    public nint LeftRow, LeftStep;

    /// <summary>right[k, column] is at Right + k x RightStep + column.</summary>
    public float* Right;
    public nint RightStep;

    /// <summary>Where the chains begin: a bias (StartRow 0), or the output itself to add to it.</summary>
    public float* Start;
    public nint StartRow;

    public float* Output;
    public nint OutputRow;

    /// <summary>Null, or the ReLU outputs through which a gradient passes where they are positive.</summary>
    public float* Gate;
    public nint GateRow;

    /// <summary>Outputs are at least this: 0 for a ReLU, minus infinity for none.</summary>
    public float Floor;

    public int Depth;

    /// <summary>Computes <paramref name="rows"/> rows of two vectors each.</summary>
    public readonly void Run<TLanes, TVector>(int rows) where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        Tile tile = this;
        // Eight rows of two vectors want 19 registers: AVX-512 has 32, the narrower sets 16. Ten rows go as six and four,
        // because one row has too few chains to keep the multipliers busy.
        if (TLanes.Width == 16)
        {
            for (; rows >= 8 && rows % 8 != 2 || rows >= 16; rows -= 8, tile.Down(8))
                tile.Eight<TLanes, TVector>();
            for (; rows >= 6; rows -= 6, tile.Down(6))
                tile.Six<TLanes, TVector>();
        }
        for (; rows >= 4; rows -= 4, tile.Down(4))
            tile.Four<TLanes, TVector>();
        for (; rows > 0; rows--, tile.Down(1))
            tile.One<TLanes, TVector>();
    }

    /// <summary>Moves to the columns that lie <paramref name="columns"/> to the right.</summary>
    public void Across(int columns)
    {
        Right += columns;
        Start += columns;
        Output += columns;
        if (Gate != null)
            Gate += columns;
    }

    /// <summary>Moves to the rows that lie <paramref name="rows"/> below.</summary>
    public void Down(int rows)
    {
        Left += rows * LeftRow;
        Start += rows * StartRow;
        Output += rows * OutputRow;
        if (Gate != null)
            Gate += rows * GateRow;
    }

    [MethodImpl(AggressiveOptimization)]
    private readonly void Eight<TLanes, TVector>() where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        Begin<TLanes, TVector>(0, out TVector a0, out TVector a1);
        Begin<TLanes, TVector>(1, out TVector b0, out TVector b1);
        Begin<TLanes, TVector>(2, out TVector c0, out TVector c1);
        Begin<TLanes, TVector>(3, out TVector d0, out TVector d1);
        Begin<TLanes, TVector>(4, out TVector e0, out TVector e1);
        Begin<TLanes, TVector>(5, out TVector f0, out TVector f1);
        Begin<TLanes, TVector>(6, out TVector g0, out TVector g1);
        Begin<TLanes, TVector>(7, out TVector h0, out TVector h1);

        float* upper = Left, lower = Left + 4 * LeftRow, right = Right;
        nint row = LeftRow, row2 = 2 * row, row3 = 3 * row, step = LeftStep, rightStep = RightStep;
        for (int k = Depth; k > 0; k--)
        {
            TVector right0 = TLanes.Load(right), right1 = TLanes.Load(right + TLanes.Width);
            Add<TLanes, TVector>(*upper, right0, right1, ref a0, ref a1);
            Add<TLanes, TVector>(upper[row], right0, right1, ref b0, ref b1);
            Add<TLanes, TVector>(upper[row2], right0, right1, ref c0, ref c1);
            Add<TLanes, TVector>(upper[row3], right0, right1, ref d0, ref d1);
            Add<TLanes, TVector>(*lower, right0, right1, ref e0, ref e1);
            Add<TLanes, TVector>(lower[row], right0, right1, ref f0, ref f1);
            Add<TLanes, TVector>(lower[row2], right0, right1, ref g0, ref g1);
            Add<TLanes, TVector>(lower[row3], right0, right1, ref h0, ref h1);
            upper += step;
            lower += step;
            right += rightStep;
        }

        TVector floor = TLanes.Splat(Floor);
        Finish<TLanes, TVector>(0, a0, a1, floor);
        Finish<TLanes, TVector>(1, b0, b1, floor);
        Finish<TLanes, TVector>(2, c0, c1, floor);
        Finish<TLanes, TVector>(3, d0, d1, floor);
        Finish<TLanes, TVector>(4, e0, e1, floor);
        Finish<TLanes, TVector>(5, f0, f1, floor);
        Finish<TLanes, TVector>(6, g0, g1, floor);
        Finish<TLanes, TVector>(7, h0, h1, floor);
    }

    [MethodImpl(AggressiveOptimization)]
    private readonly void Six<TLanes, TVector>() where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        Begin<TLanes, TVector>(0, out TVector a0, out TVector a1);
        Begin<TLanes, TVector>(1, out TVector b0, out TVector b1);
        Begin<TLanes, TVector>(2, out TVector c0, out TVector c1);
        Begin<TLanes, TVector>(3, out TVector d0, out TVector d1);
        Begin<TLanes, TVector>(4, out TVector e0, out TVector e1);
        Begin<TLanes, TVector>(5, out TVector f0, out TVector f1);

        float* upper = Left, lower = Left + 3 * LeftRow, right = Right;
        nint row = LeftRow, row2 = 2 * row, step = LeftStep, rightStep = RightStep;
        for (int k = Depth; k > 0; k--)
        {
            TVector right0 = TLanes.Load(right), right1 = TLanes.Load(right + TLanes.Width);
            Add<TLanes, TVector>(*upper, right0, right1, ref a0, ref a1);
            Add<TLanes, TVector>(upper[row], right0, right1, ref b0, ref b1);
            Add<TLanes, TVector>(upper[row2], right0, right1, ref c0, ref c1);
            Add<TLanes, TVector>(*lower, right0, right1, ref d0, ref d1);
            Add<TLanes, TVector>(lower[row], right0, right1, ref e0, ref e1);
            Add<TLanes, TVector>(lower[row2], right0, right1, ref f0, ref f1);
            upper += step;
            lower += step;
            right += rightStep;
        }

        TVector floor = TLanes.Splat(Floor);
        Finish<TLanes, TVector>(0, a0, a1, floor);
        Finish<TLanes, TVector>(1, b0, b1, floor);
        Finish<TLanes, TVector>(2, c0, c1, floor);
        Finish<TLanes, TVector>(3, d0, d1, floor);
        Finish<TLanes, TVector>(4, e0, e1, floor);
        Finish<TLanes, TVector>(5, f0, f1, floor);
    }

    [MethodImpl(AggressiveOptimization)]
    private readonly void Four<TLanes, TVector>() where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        Begin<TLanes, TVector>(0, out TVector a0, out TVector a1);
        Begin<TLanes, TVector>(1, out TVector b0, out TVector b1);
        Begin<TLanes, TVector>(2, out TVector c0, out TVector c1);
        Begin<TLanes, TVector>(3, out TVector d0, out TVector d1);

        float* leftRows = Left, right = Right;
        nint row = LeftRow, row2 = 2 * row, row3 = 3 * row, step = LeftStep, rightStep = RightStep;
        for (int k = Depth; k > 0; k--)
        {
            TVector right0 = TLanes.Load(right), right1 = TLanes.Load(right + TLanes.Width);
            Add<TLanes, TVector>(*leftRows, right0, right1, ref a0, ref a1);
            Add<TLanes, TVector>(leftRows[row], right0, right1, ref b0, ref b1);
            Add<TLanes, TVector>(leftRows[row2], right0, right1, ref c0, ref c1);
            Add<TLanes, TVector>(leftRows[row3], right0, right1, ref d0, ref d1);
            leftRows += step;
            right += rightStep;
        }

        TVector floor = TLanes.Splat(Floor);
        Finish<TLanes, TVector>(0, a0, a1, floor);
        Finish<TLanes, TVector>(1, b0, b1, floor);
        Finish<TLanes, TVector>(2, c0, c1, floor);
        Finish<TLanes, TVector>(3, d0, d1, floor);
    }

    [MethodImpl(AggressiveOptimization)]
    private readonly void One<TLanes, TVector>() where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        TVector a0 = TLanes.Load(Start), a1 = TLanes.Load(Start + TLanes.Width);
        float* leftRow = Left, right = Right;
        nint step = LeftStep, rightStep = RightStep;
        for (int k = Depth; k > 0; k--)
        {
            TVector left = TLanes.Splat(*leftRow);
            a0 = TLanes.MultiplyAdd(left, TLanes.Load(right), a0);
            a1 = TLanes.MultiplyAdd(left, TLanes.Load(right + TLanes.Width), a1);
            leftRow += step;
            right += rightStep;
        }
        Finish<TLanes, TVector>(0, a0, a1, TLanes.Splat(Floor));
    }

    [MethodImpl(AggressiveInlining)]
    private readonly void Begin<TLanes, TVector>(int row, out TVector first, out TVector second)
        where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        float* start = Start + row * StartRow;
        (first, second) = (TLanes.Load(start), TLanes.Load(start + TLanes.Width));
    }

    // One step of a row's chains.
    [MethodImpl(AggressiveInlining)]
    private static void Add<TLanes, TVector>(
        float left, TVector right0, TVector right1, ref TVector sum0, ref TVector sum1)
        where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        TVector splat = TLanes.Splat(left);
        sum0 = TLanes.MultiplyAdd(splat, right0, sum0);
        sum1 = TLanes.MultiplyAdd(splat, right1, sum1);
    }

    [MethodImpl(AggressiveInlining)]
    private readonly void Finish<TLanes, TVector>(int row, TVector first, TVector second, TVector floor)
        where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        first = TLanes.AtLeast(first, floor);
        second = TLanes.AtLeast(second, floor);
        if (Gate != null)
        {
            float* gate = Gate + row * GateRow;
            first = TLanes.WherePositive(TLanes.Load(gate), first);
            second = TLanes.WherePositive(TLanes.Load(gate + TLanes.Width), second);
        }
        float* output = Output + row * OutputRow;
        TLanes.Store(first, output);
        TLanes.Store(second, output + TLanes.Width);
    }
}

/// <summary>A width of vector, so that a kernel is written once for all of them.</summary>
internal unsafe interface ILanes<TVector> where TVector : struct
{
    /// <summary>The floats of a vector.</summary>
    static abstract int Width { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* target);

    /// <summary>One value in every lane.</summary>
    static abstract TVector Splat(float value);

    /// <summary>left x right + addend, fused where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The larger of the two; not-a-number where <paramref name="value"/> is.</summary>
    static abstract TVector AtLeast(TVector value, TVector floor);

    /// <summary><paramref name="value"/> where <paramref name="gate"/> is above zero, else zero.</summary>
    static abstract TVector WherePositive(TVector gate, TVector value);
}

internal readonly unsafe struct Lanes512 : ILanes<V512>
{
    public static int Width => 16;

    [MethodImpl(AggressiveInlining)] public static V512 Load(float* source) => Vector512.Load(source);
    [MethodImpl(AggressiveInlining)]
    public static void Store(V512 value, float* target) => value.Store(target);
    [MethodImpl(AggressiveInlining)] public static V512 Splat(float value) => Vector512.Create(value);
    [MethodImpl(AggressiveInlining)]
    public static V512 MultiplyAdd(V512 left, V512 right, V512 addend) =>
        Vector512.MultiplyAddEstimate(left, right, addend);
    [MethodImpl(AggressiveInlining)]
    public static V512 AtLeast(V512 value, V512 floor) => Vector512.MaxNative(floor, value);
    [MethodImpl(AggressiveInlining)]
    public static V512 WherePositive(V512 gate, V512 value) =>
        Vector512.GreaterThan(gate, V512.Zero) & value;
}

internal readonly unsafe struct Lanes256 : ILanes<V256>
{
    public static int Width => 8;

    [MethodImpl(AggressiveInlining)] public static V256 Load(float* source) => Vector256.Load(source);
    [MethodImpl(AggressiveInlining)]
    public static void Store(V256 value, float* target) => value.Store(target);
    [MethodImpl(AggressiveInlining)] public static V256 Splat(float value) => Vector256.Create(value);
    [MethodImpl(AggressiveInlining)]
    public static V256 MultiplyAdd(V256 left, V256 right, V256 addend) =>
        Vector256.MultiplyAddEstimate(left, right, addend);
    [MethodImpl(AggressiveInlining)]
    public static V256 AtLeast(V256 value, V256 floor) => Vector256.MaxNative(floor, value);
    [MethodImpl(AggressiveInlining)]
    public static V256 WherePositive(V256 gate, V256 value) =>
        Vector256.GreaterThan(gate, V256.Zero) & value;
}

internal readonly unsafe struct Lanes128 : ILanes<V128>
{
    public static int Width => 4;

    [MethodImpl(AggressiveInlining)] public static V128 Load(float* source) => Vector128.Load(source);
    [MethodImpl(AggressiveInlining)]
    public static void Store(V128 value, float* target) => value.Store(target);
    [MethodImpl(AggressiveInlining)] public static V128 Splat(float value) => Vector128.Create(value);
    [MethodImpl(AggressiveInlining)]
    public static V128 MultiplyAdd(V128 left, V128 right, V128 addend) =>
        Vector128.MultiplyAddEstimate(left, right, addend);
    [MethodImpl(AggressiveInlining)]
    public static V128 AtLeast(V128 value, V128 floor) => Vector128.MaxNative(floor, value);
    [MethodImpl(AggressiveInlining)]
    public static V128 WherePositive(V128 gate, V128 value) =>
        Vector128.GreaterThan(gate, V128.Zero) & value;
}
