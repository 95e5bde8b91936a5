using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

public static partial class Elementary
{
    /// <summary>The error function 2/√π · ∫₀ˣ e^−t² dt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Erf<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes a = TLanes.Abs(x);
        TLanes small = TLanes.FusedMultiplyAdd(a, ErfTail(a * a), a);
        return WithSign(TLanes.Select(a < 1, small, 1 - ErfcFrom1(a)), x);
    }

    /// <summary>1 − erf x, accurate also in its tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Erfc<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes a = TLanes.Abs(x);
        TLanes small = TLanes.FusedMultiplyAdd(-x, ErfTail(x * x), 1 - x);
        TLanes large = ErfcFrom1(a);
        return TLanes.Select(a < 1, small, TLanes.Select(x < 0, 2 - large, large));
    }

    // erfc a = e^−a² · P(t) ÷ (a + 4), t = (a − 4) ÷ (a + 4), for a ≥ 1: what remains behind e^−a² is nearly a straight line
    // in this t (after Shepherd and Laframboise, Mathematics of Computation 36, 1981).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ErfcFrom1<TLanes>(TLanes a)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes underflow = TLanes.IsDouble ? 27.3 : 10.1;
        a = TLanes.Select(a > underflow, underflow, a);
        TLanes reciprocal = 1 / (a + 4);
        TLanes rest = ErfcTail((a - 4) * reciprocal) * reciprocal;

        // The square in two parts, for e^−a² multiplies its error.
        TLanes square = a * a;
        TLanes low = TLanes.FusedMultiplyAdd(a, a, -square);
        ReduceByLn2(-square, out TLanes n, out TLanes r);
        r -= low;
        return TLanes.Scale(TLanes.FusedMultiplyAdd(rest, r * Horner(r, 1, ExpTail(r)), rest), n);
    }

    // erf x ÷ x − 1 with z = x², on |x| ≤ 1; error 2⁻²⁹ (2⁻⁵⁶) of erf x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ErfTail<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.IsDouble
            ? Horner(z, 1.2837916709551259e-1, -3.7612638903183898e-1, 1.1283791670960246e-1, -2.6866170645973051e-2,
                Horner(z, 5.2239776332632338e-3, -8.5483274776008381e-4, 1.2055350454289718e-4, -1.4926110753856773e-5,
                    Horner(z, 1.6470548540075949e-6, -1.6473127140114387e-7, 1.5735764182246567e-8, -1.7497020244022376e-9,
                        Horner(z, 2.6372264227303418e-10, -3.0247738478443947e-11))))
            : Horner(z, 1.28379166e-1, -3.76126260e-1, 1.12835832e-1, -2.68536918e-2,
                Horner(z, 5.18807443e-3, -8.00788926e-4, 7.84617296e-5));

    // e^a²·erfc(a)·(a + 4) with a = 4·(1 + t)/(1 − t), on −.6 ≤ t ≤ .433 (.7445); error 2⁻²⁸ (2⁻⁵⁴).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ErfcTail<TLanes>(TLanes t)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.IsDouble
            ? Horner(t, 1.0959956610004911e0, -9.7654872908088186e-1, 7.7320870226524674e-1, -5.4085383131325804e-1,
                Horner(t, 3.3085158787754593e-1, -1.7401093723879374e-1, 7.6381514919337937e-2, -2.6370053365960686e-2,
                    Horner(t, 6.1120555423745341e-3, -2.8095855419600841e-4, -4.5505197034449854e-4, 1.7681060086359679e-4,
                        Horner(t, -3.6376013370268948e-6, -1.8851346441915757e-5, 4.6978098604465074e-6, 1.3998216493988727e-6,
                            Horner(t, -8.4290395066023290e-7, -4.1525832000944564e-8, 1.0765058120645485e-7, -1.9013223776693979e-8)))))
            : Horner(t, 1.09599566e0, -9.76548731e-1, 7.73208797e-1, -5.40854394e-1,
                Horner(t, 3.30845594e-1, -1.73996121e-1, 7.64513239e-2, -2.64799818e-2, 5.80836786e-3));
}
