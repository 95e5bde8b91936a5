using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

public static partial class Elementary
{
    /// <summary>sin x: accurate for |x| ≤ 10⁵ (10⁹ in double); beyond, any value in [−1, 1]; NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sin<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes quadrant = ReduceByQuarterTurns(x, out TLanes high, out TLanes low);
        return TLanes.Select(TLanes.Equal(x, 0), x, SinOfQuadrant(quadrant, high, low));
    }

    /// <summary>cos x: accurate for |x| ≤ 10⁵ (10⁹ in double); beyond, any value in [−1, 1]; NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Cos<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes quadrant = ReduceByQuarterTurns(x, out TLanes high, out TLanes low);
        return SinOfQuadrant(TLanes.AddBits(quadrant, TLanes.FromBits(1)), high, low);
    }

    // x = n·π/2 + high + low; returns n in the lowest bits. π/2 is split into three parts: subtracting n times the first from x is exact for |n| ≤
    // 2¹⁷ (2³⁰), n times the second is split into two numbers, and the sums keep their rounding errors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ReduceByQuarterTurns<TLanes>(TLanes x, out TLanes high, out TLanes low)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes shift = WholeShift<TLanes>();
        TLanes shifted = TLanes.FusedMultiplyAdd(x, 0.63661977236758134, shift);
        TLanes n = shifted - shift;
        TLanes first = TLanes.FusedMultiplyAdd(n, TLanes.IsDouble ? -1.5707963267948966 : -1.57079637, x);
        TLanes secondPart = TLanes.IsDouble ? -6.1232339957367660e-17 : 4.37113883e-8;
        TLanes second = n * secondPart;
        high = first + second;
        TLanes part = high - first;
        low = first - (high - part) + (second - part);
        low += TLanes.FusedMultiplyAdd(n, secondPart, -second);
        low = TLanes.FusedMultiplyAdd(n, TLanes.IsDouble ? 1.4973849048591698e-33 : 1.71512451e-15, low);

        // For very large x the remainder is arbitrary: it is cut off so that results stay within [−1, 1].
        TLanes inside = TLanes.Abs(high) < 0.79;
        high = TLanes.Select(inside, high, 0 * high);
        low = TLanes.Select(inside, low, 0);
        return shifted;
    }

    // The sine of quadrant · π/2 + high + low; only the lowest two bits of the quadrant are used.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SinOfQuadrant<TLanes>(TLanes quadrant, TLanes high, TLanes low)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes z = high * high;
        TLanes sine = TLanes.FusedMultiplyAdd(high * z, SinTail(z), low) + high;
        TLanes cosine = TLanes.FusedMultiplyAdd(z, -0.5, 1);
        TLanes lost = TLanes.FusedMultiplyAdd(z, -0.5, 1 - cosine);
        cosine += TLanes.FusedMultiplyAdd(z * z, CosTail(z), lost - (high * low));
        TLanes even = TLanes.Equal(quadrant & TLanes.FromBits(1), 0);
        TLanes sign = (quadrant & TLanes.FromBits(2)) << (TLanes.IsDouble ? 62 : 30);
        return TLanes.Select(even, sine, cosine) ^ sign;
    }

    // (sin r ÷ r − 1) ÷ z with z = r², on |r| ≤ π/4; error 2⁻³² (2⁻⁵⁸) of sin r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SinTail<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes>
        => default(TLanes) is ILanes<TLanes, double>
            ? Horner(z, -1.6666666666666627e-1, 8.3333333333210722e-3, -1.9841269828701618e-4, 2.7557313299753281e-6,
                Horner(z, -2.5050695644868575e-8, 1.5893121984965780e-10))
            : Horner(z, -1.66666672e-1, 8.33337102e-3, -1.98494541e-4, 2.79528012e-6);

    // (cos r − 1 + z/2) ÷ z² with z = r², on |r| ≤ π/4; error 2⁻³³ (2⁻⁶⁴) of cos r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes CosTail<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes>
        => default(TLanes) is ILanes<TLanes, double>
            ? Horner(z, 4.1666666666666581e-2, -1.3888888888871050e-3, 2.4801587287612020e-5, -2.7557313822924288e-7,
                Horner(z, 2.0875652475796528e-9, -1.1356031133904141e-11))
            : Horner(z, 4.16666456e-2, -1.38872990e-3, 2.44302846e-5);
}
