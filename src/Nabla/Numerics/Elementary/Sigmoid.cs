using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

public static partial class Elementary
{
    /// <summary>The logistic function 1 ÷ (1 + e⁻ˣ), also accurate near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        // With e = e^−|x|, nothing overflows. The smaller of σ(x) and σ(−x) is t = e ÷ (1 + e), and e − e·t has a smaller rounding error.
        TLanes e = ExpBelowOverflow(-TLanes.Abs(x));
        TLanes t = e / (1 + e);
        return TLanes.Select(x < 0, TLanes.FusedMultiplyAdd(-e, t, e), 1 - t);
    }

    /// <summary>ln(1 + eˣ), also accurate near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.Max(x, 0) + Log1PFinite(ExpBelowOverflow(-TLanes.Abs(x)));
}
