using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

public static partial class Elementary
{
    /// <summary>ln x; −∞ at ±0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        // A subnormal number is scaled to a normal one first.
        TLanes subnormal = x < (TLanes.IsDouble ? 2.2250738585072014e-308 : 1.17549435e-38);
        TLanes normal = x * TLanes.Select(subnormal, TLanes.IsDouble ? 1L << 54 : 1L << 24, 1);
        TLanes biased = BiasedExponent(normal);
        TLanes k = Unbias(biased) - TLanes.Select(subnormal, TLanes.IsDouble ? 54 : 24, 0);
        TLanes m = TLanes.AddBits(TLanes.SubtractBits(normal, ToExponent(biased)), 1);
        TLanes y = LogReduced(k, m - 1);

        TLanes infinity = double.PositiveInfinity;
        y = TLanes.Select(x > 0, y, TLanes.Select(TLanes.Equal(x, 0), -infinity, double.NaN));
        return TLanes.Select(TLanes.Equal(x, infinity), infinity, y);
    }

    /// <summary>ln(1 + x); −∞ at −1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log1P<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes infinity = double.PositiveInfinity;
        TLanes y = TLanes.Select(x > -1, Log1PFinite(x), TLanes.Select(TLanes.Equal(x, -1), -infinity, double.NaN));
        return TLanes.Select(TLanes.Equal(x, infinity), infinity, WithSign(y, x));
    }

    /// <summary>ln(1 + x) for −1 &lt; x &lt; ∞ and NaN; the sign of 0 is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Log1PFinite<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        // 1 + x = 2ᵏ·(1 + f) gives f = 2⁻ᵏ·x + (2⁻ᵏ − 1), where the rounded 1 + x is used only for its exponent. Because 1 + f starts at ¾, f is
        // exact (it needs no more digits than x has), and equals x for −¼ ≤ x < ½.
        TLanes one = 1;
        TLanes biased = BiasedExponent(one + x);
        TLanes exponent = TLanes.SubtractBits(ToExponent(biased), one);
        TLanes power = TLanes.Select(x > 1e20, 0, TLanes.SubtractBits(one, exponent));
        TLanes f = TLanes.SubtractBits(x, exponent) + (power - one);
        return LogReduced(Unbias(biased), f);
    }

    // k·ln 2 + ln(1 + f) for −¼ ≤ f < ½.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes LogReduced<TLanes>(TLanes k, TLanes f)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes y = TLanes.FusedMultiplyAdd(f * f, LogTail(f), f);
        y = TLanes.FusedMultiplyAdd(k, TLanes.IsDouble ? 2.3190468138462996e-17 : -1.90465421e-9, y);
        return TLanes.FusedMultiplyAdd(k, TLanes.IsDouble ? 6.9314718055994529e-1 : 6.93147182e-1, y);
    }

    // (ln(1 + f) − f) ÷ f² on −¼ ≤ f ≤ ½; error 2⁻²⁷ (2⁻⁵⁶) of ln(1 + f).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes LogTail<TLanes>(TLanes f)
        where TLanes : struct, ILanes<TLanes>
        => default(TLanes) is ILanes<TLanes, double>
            ? Horner(f, -0.5, 3.3333333333333748e-1, -2.5000000000010592e-1, 1.9999999999850684e-1,
                Horner(f, -1.6666666663798343e-1, 1.4285714299889141e-1, -1.2500000290693933e-1, 1.1111110774917399e-1,
                    Horner(f, -9.9999855444088487e-2, 9.0908929610907796e-2, -8.3337042548319848e-2, 7.6933880031189908e-2,
                        Horner(f, -7.1385852639449632e-2, 6.6433582732155869e-2, -6.2498209915142676e-2, 6.0830074373189796e-2,
                            Horner(f, -5.9681734719799456e-2, 5.0698307163710397e-2, -2.9391754515937788e-2, 8.0920562300162962e-3)))))
            : Horner(f, -0.5, 3.33334506e-1, -2.50000983e-1, 1.99908063e-1,
                Horner(f, -1.66471645e-1, 1.44788206e-1, -1.31629854e-1, 1.04645304e-1, -4.50736098e-2));
}
