using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

// Conversions between the exponent bits of a number and its power of two.
public static partial class Elementary
{
    // Adding this to a number with magnitude below 2²² (2⁵¹) rounds it to an integer, which is then in the lowest bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes WholeShift<TLanes>()
        where TLanes : struct, ILanes<TLanes>
        => TLanes.IsDouble ? 1.5 * (1L << 52) : 1.5 * (1L << 23);

    // Shifts the lowest bits to the position of the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ToExponent<TLanes>(TLanes whole)
        where TLanes : struct, ILanes<TLanes>
        => whole << (TLanes.IsDouble ? 52 : 23);

    /// <summary>x·2ⁿ with one rounding, in two steps of which the first is exact: for integer n, 2⁻²⁰ ≤ |x| ≤ 2²⁰, |n| ≤ 200 (2,000).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes ScaleInTwoSteps<TLanes>(TLanes x, TLanes n)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes one = 1;
        TLanes shift = WholeShift<TLanes>();
        TLanes shifted = TLanes.FusedMultiplyAdd(n, 0.5, shift);
        TLanes rest = n - (shifted - shift);
        return x * TLanes.AddBits(ToExponent(shifted), one) * TLanes.AddBits(ToExponent(rest + shift), one);
    }

    // For normal x > 0: the power k for which x·2⁻ᵏ is in [¾, 1½), as an integer in the lowest bits, with an offset so that the number 1 gives 127
    // (1023).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes BiasedExponent<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.IsDouble
            ? TLanes.AddBits(x, TLanes.FromBits(1L << 51)) >>> 52
            : TLanes.AddBits(x, TLanes.FromBits(1L << 22)) >>> 23;

    // Converts this power to a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Unbias<TLanes>(TLanes biased)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes shift = TLanes.IsDouble ? 1L << 52 : 1L << 23;
        return (biased | shift) - (shift + (TLanes.IsDouble ? 1023 : 127));
    }

    // The magnitude of one number with the sign of another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes WithSign<TLanes>(TLanes magnitude, TLanes sign)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes negativeZero = -0.0;
        return TLanes.Select(negativeZero, sign, magnitude);
    }
}
