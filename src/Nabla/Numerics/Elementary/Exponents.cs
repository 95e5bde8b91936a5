using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

// How the bits of a number give its power of two, and the other way round.
public static partial class Elementary
{
    // A number of magnitude below 2²² (2⁵¹) added to this is rounded to a whole one, which then stands in the lowest bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes WholeShift<TLanes>()
        where TLanes : struct, ILanes<TLanes>
        => TLanes.IsDouble ? 1.5 * (1L << 52) : 1.5 * (1L << 23);

    // Moves the lowest bits to where the exponent stands.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ToExponent<TLanes>(TLanes whole)
        where TLanes : struct, ILanes<TLanes>
        => whole << (TLanes.IsDouble ? 52 : 23);

    /// <summary>x·2ⁿ with one rounding, in two steps of which the first is exact: for n whole, 2⁻²⁰ ≤ |x| ≤ 2²⁰, |n| ≤ 200 (2,000).</summary>
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

    // The power k for which x·2⁻ᵏ lies in [¾, 1½), as a whole number in the lowest bits, and offset so that 1 has 127 (1023). For normal x > 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes BiasedExponent<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.IsDouble
            ? TLanes.AddBits(x, TLanes.FromBits(1L << 51)) >>> 52
            : TLanes.AddBits(x, TLanes.FromBits(1L << 22)) >>> 23;

    // That power as a number.
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
