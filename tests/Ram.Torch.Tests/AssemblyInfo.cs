using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

// The random numbers and the number of threads are TorchSharp's, one for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Ram.Torch.Tests;

internal static class OneThread
{
    // Products so small take longer on two threads, and much longer on a machine that has other work.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "No test may run before it.")]
    internal static void Set() => set_num_threads(1);
}
