using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ram.Experiments;
using Ram.Numerics;

namespace Ram.Benchmarks;

/// <summary>
/// The most multiply-adds that the machine does, at the widest vectors that the kernels use: twelve chains of them that
/// depend on nothing but themselves, enough to keep two units of four cycles' latency busy.
/// </summary>
internal static class MachinePeak
{
    private const int Chains = 12;
    private const int Turns = 10_000_000; // tens of milliseconds: long beside the waking of a thread
    private const int Trials = 5; // a peak is a maximum: the fastest counts

    private static object? _sink;

    /// <summary>GFLOP/s of threads that compute at the same time, two operations to a multiply-add.</summary>
    public static double Gflops(int threads)
    {
        using var pool = new WorkerPool(threads);
        double operations = 2.0 * Chains * Turns * (Machine.VectorWidth / 32) * threads;
        return operations / 1e9 / Enumerable.Range(0, Trials).Min(
            _ => Measurement.Seconds(() => pool.Run(threads, (_, _) => _sink = Spin())));
    }

    private static object Spin() => Machine.VectorWidth switch
    {
        512 => Spin<Lanes512, Vector512<float>>(),
        256 => Spin<Lanes256, Vector256<float>>(),
        _ => Spin<Lanes128, Vector128<float>>(),
    };

    // Chains from different numbers, or a compiler may see that they are the same one. No call follows the loop: vectors
    // that live across a call go to memory at every turn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector Spin<TLanes, TVector>() where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        TVector factor = TLanes.Splat(0.999f), term = TLanes.Splat(1e-3f);
        TVector a = TLanes.Splat(1), b = TLanes.Splat(2), c = TLanes.Splat(3), d = TLanes.Splat(4);
        TVector e = TLanes.Splat(5), f = TLanes.Splat(6), g = TLanes.Splat(7), h = TLanes.Splat(8);
        TVector i = TLanes.Splat(9), j = TLanes.Splat(10), k = TLanes.Splat(11), l = TLanes.Splat(12);
        for (int turn = 0; turn < Turns; turn++)
        {
            a = TLanes.MultiplyAdd(a, factor, term);
            b = TLanes.MultiplyAdd(b, factor, term);
            c = TLanes.MultiplyAdd(c, factor, term);
            d = TLanes.MultiplyAdd(d, factor, term);
            e = TLanes.MultiplyAdd(e, factor, term);
            f = TLanes.MultiplyAdd(f, factor, term);
            g = TLanes.MultiplyAdd(g, factor, term);
            h = TLanes.MultiplyAdd(h, factor, term);
            i = TLanes.MultiplyAdd(i, factor, term);
            j = TLanes.MultiplyAdd(j, factor, term);
            k = TLanes.MultiplyAdd(k, factor, term);
            l = TLanes.MultiplyAdd(l, factor, term);
        }
        TVector sum = TLanes.MultiplyAdd(a, b, TLanes.MultiplyAdd(c, d, TLanes.MultiplyAdd(e, f, term)));
        return TLanes.MultiplyAdd(g, h, TLanes.MultiplyAdd(i, j, TLanes.MultiplyAdd(k, l, sum)));
    }
}
