using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

public static partial class Elementary
{
    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes overflow = TLanes.IsDouble ? 710 : 89;
        return ExpBelowOverflow(TLanes.Select(x > overflow, overflow, x));
    }

    /// <summary>eˣ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ExpM1<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes overflow = TLanes.IsDouble ? 710 : 89;
        TLanes nearlyMinusOne = TLanes.IsDouble ? -40 : -18;
        TLanes y = TLanes.Select(x > overflow, overflow, x);
        y = TLanes.Select(y < nearlyMinusOne, nearlyMinusOne, y);

        // eˣ − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1); for large n, everything is scaled by 2ⁿ⁻¹, so that no power overflows.
        TLanes shifted = ReduceByLn2(y, out _, out TLanes r);
        TLanes large = y > 8;
        TLanes unit = TLanes.Select(large, 0.5, 1);
        TLanes power = TLanes.AddBits(ToExponent(shifted), unit);
        TLanes sum = TLanes.FusedMultiplyAdd(power, r, power - unit);
        sum = TLanes.FusedMultiplyAdd(power, r * r * ExpTail(r), sum);
        return WithSign(sum * TLanes.Select(large, 2, 1), x);
    }

    /// <summary>eˣ for x ≤ 710 (89).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpBelowOverflow<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        // 0 is selected, not computed: a power that underflows is computed by microcode on some processors, which takes a hundred times as long.
        TLanes isZero = x < (TLanes.IsDouble ? -746 : -104);
        ReduceByLn2(TLanes.Select(isZero, 0, x), out TLanes n, out TLanes r);
        return TLanes.Select(isZero, 0, TLanes.Scale(Horner(r, 1, 1, ExpTail(r)), n));
    }

    // x = n·ln 2 + r with integer n and |r| ≤ ½ ln 2; returns n in the lowest bits. ln 2 is split into two parts; the first fused step is exact,
    // because its result fits into the digits of a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ReduceByLn2<TLanes>(TLanes x, out TLanes n, out TLanes r)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes shift = WholeShift<TLanes>();
        TLanes shifted = TLanes.FusedMultiplyAdd(x, 1.4426950408889634, shift);
        n = shifted - shift;
        r = TLanes.FusedMultiplyAdd(n, TLanes.IsDouble ? -6.9314718055994529e-1 : -6.93147182e-1, x);
        r = TLanes.FusedMultiplyAdd(n, TLanes.IsDouble ? -2.3190468138462996e-17 : 1.90465421e-9, r);
        return shifted;
    }

    // (eʳ − 1 − r) ÷ r² on |r| ≤ ½ ln 2; error 2⁻³¹ (2⁻⁵⁵) of eʳ − 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpTail<TLanes>(TLanes r)
        where TLanes : struct, ILanes<TLanes>
        => default(TLanes) is ILanes<TLanes, double>
            ? Horner(r, 0.5, 1.6666666666666602e-1, 4.1666666666620000e-2, 8.3333333333883708e-3,
                Horner(r, 1.3888888920499389e-3, 1.9841269709372345e-4, 2.4801516361731078e-5, 2.7557425049211362e-6,
                    Horner(r, 2.7622220974852263e-7, 2.5045909379263891e-8)))
            : Horner(r, 0.5, 1.66666672e-1, 4.16664816e-2, 8.33321176e-3, Horner(r, 1.39333459e-3, 1.99403250e-4));
}
