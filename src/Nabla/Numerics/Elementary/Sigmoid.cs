using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

public static partial class Elementary
{
    /// <summary>The logistic function 1 ÷ (1 + e⁻ˣ), accurate also where it is next to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        // With e^−|x| nothing overflows: 1 ÷ (1 + e⁻ˣ) for x ≥ 0 and eˣ ÷ (1 + eˣ) below.
        TLanes e = ExpBelowOverflow(-TLanes.Abs(x));
        return TLanes.Select(x < 0, e, 1) / (1 + e);
    }

    /// <summary>ln(1 + eˣ), accurate also where it is next to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.Max(x, 0) + Log1PFinite(ExpBelowOverflow(-TLanes.Abs(x)));
}
