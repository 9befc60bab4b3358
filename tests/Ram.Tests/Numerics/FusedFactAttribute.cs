using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Ram.Tests.Numerics;

/// <summary>A fact of machines that multiply and add with one rounding.</summary>
public sealed class FusedFactAttribute : FactAttribute
{
    public FusedFactAttribute()
    {
        if (!Fma.IsSupported && !AdvSimd.IsSupported)
            Skip = "This machine has no fused multiply-add, or it is switched off.";
    }
}
