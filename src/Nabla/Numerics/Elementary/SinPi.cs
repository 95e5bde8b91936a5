using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

public static partial class Elementary
{
    /// <summary>sin πx; ±0 at integers, with the sign of x; NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes SinPi<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes quadrant = ReduceByHalves(x, out TLanes high, out TLanes low);
        TLanes y = SinOfQuadrant(quadrant, high, low);
        return TLanes.Select(TLanes.Equal(y, 0), WithSign<TLanes>(0, x), y);
    }

    /// <summary>cos πx; +0 half-way between integers; NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes CosPi<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes quadrant = ReduceByHalves(x, out TLanes high, out TLanes low);
        return SinOfQuadrant(TLanes.AddBits(quadrant, TLanes.FromBits(1)), high, low) + 0; // never −0
    }

    // πx = n·π/2 + high + low, up to whole turns; returns n in the lowest bits. Everything is exact up to the multiplication by π.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ReduceByHalves<TLanes>(TLanes x, out TLanes high, out TLanes low)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes turn = TLanes.FusedMultiplyAdd(TLanes.Round(0.5 * x), -2, x);
        TLanes shift = WholeShift<TLanes>();
        TLanes shifted = TLanes.FusedMultiplyAdd(turn, 2, shift);
        TLanes rest = TLanes.FusedMultiplyAdd(shifted - shift, -0.5, turn);
        TLanes pi = Math.PI;
        high = rest * pi;
        low = TLanes.FusedMultiplyAdd(rest, TLanes.IsDouble ? 1.2246467991473532e-16 : -8.74227766e-8, TLanes.FusedMultiplyAdd(rest, pi, -high));
        return shifted;
    }
}
