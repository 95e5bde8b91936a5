using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

// Horner's rule: c₀ + x·(c₁ + x·(c₂ + … x·tail)), one fused multiply-add per coefficient.
public static partial class Elementary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Horner<TLanes>(TLanes x, double c0, TLanes tail)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.FusedMultiplyAdd(tail, x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Horner<TLanes>(TLanes x, double c0, double c1, TLanes tail)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.FusedMultiplyAdd(TLanes.FusedMultiplyAdd(tail, x, c1), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Horner<TLanes>(TLanes x, double c0, double c1, double c2, TLanes tail)
        where TLanes : struct, ILanes<TLanes>
        => Horner(x, c0, c1, TLanes.FusedMultiplyAdd(tail, x, c2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Horner<TLanes>(TLanes x, double c0, double c1, double c2, double c3, TLanes tail)
        where TLanes : struct, ILanes<TLanes>
        => Horner(x, c0, c1, Horner(x, c2, c3, tail));
}
