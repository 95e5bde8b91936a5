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
        return WithSign(TLanes.Select(a < 0.75, small, 1 - ErfcFromThreeQuarters(a)), x);
    }

    /// <summary>1 − erf x, accurate also in its tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Erfc<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes a = TLanes.Abs(x);
        TLanes small = TLanes.FusedMultiplyAdd(-x, ErfTail(x * x), 1 - x);
        TLanes large = ErfcFromThreeQuarters(a);
        return TLanes.Select(a < 0.75, small, TLanes.Select(x < 0, 2 - large, large));
    }

    // erfc a = e^−a² · P(t) ÷ (a + 4), t = (a − 4) ÷ (a + 4), for a ≥ ¾: the factor besides e^−a² is nearly linear in this t (after Shepherd and
    // Laframboise, Mathematics of Computation 36, 1981). The rounding errors of all steps are kept.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ErfcFromThreeQuarters<TLanes>(TLanes a)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes underflow = TLanes.IsDouble ? 27.3 : 10.1;
        a = TLanes.Select(a > underflow, underflow, a);

        // 1 ÷ (a + 4) is w·(1 + lost); then t = 1 − 8 ÷ (a + 4), where 1 − 8w is exact.
        TLanes sum = a + 4;
        TLanes w = 1 / sum;
        TLanes lost = TLanes.FusedMultiplyAdd(w, sum - 4 - a, TLanes.FusedMultiplyAdd(-w, sum, 1));
        TLanes t = TLanes.FusedMultiplyAdd(-8 * w, lost, 1 - (8 * w));
        TLanes constant = TLanes.IsDouble ? 1.0959956610004911 : 1.09599566;
        TLanes slope = ErfcSlope(t);
        TLanes p = TLanes.FusedMultiplyAdd(t, slope, constant);
        TLanes low = TLanes.FusedMultiplyAdd(t, slope, constant - p);

        // P·e^−a² = (p + low)·2ⁿ·(1 + e); the square is in two parts, because e^−a² multiplies its error.
        TLanes square = a * a;
        ReduceByLn2(-square, out TLanes n, out TLanes r);
        r -= TLanes.FusedMultiplyAdd(a, a, -square);
        TLanes e = r * Horner(r, 1, ExpTail(r));
        TLanes product = TLanes.FusedMultiplyAdd(p, e, p);
        low += TLanes.FusedMultiplyAdd(p, e, p - product);
        low = TLanes.FusedMultiplyAdd(product, lost, low);
        return TLanes.Scale(TLanes.FusedMultiplyAdd(w, product, w * low), n);
    }

    // erf x ÷ x − 1 with z = x², on |x| ≤ ¾; error 2⁻²⁹ (2⁻⁵⁶) of erf x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ErfTail<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes>
        => default(TLanes) is ILanes<TLanes, double>
            ? Horner(z, 1.2837916709551259e-1, -3.7612638903183943e-1, 1.1283791670963766e-1, -2.6866170646948562e-2,
                Horner(z, 5.2239776467025937e-3, -8.5483285435379607e-4, 1.2055402745175440e-4, -1.4927745587270163e-5,
                    Horner(z, 1.6502985570761532e-6, -1.6862061398636517e-7, 1.8157534328112215e-8, -2.1030281309977420e-9)))
            : Horner(z, 1.28379166e-1, -3.76126200e-1, 1.12833850e-1, -2.68348847e-2, Horner(z, 5.11471881e-3, -6.75154151e-4));

    // (P(t) − P(0)) ÷ t where P(t) = e^a²·erfc(a)·(a + 4) with a = 4·(1 + t)/(1 − t), on −.685 ≤ t ≤ .433 (.7445);
    // error of P 2⁻²⁸ (2⁻⁵⁴).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ErfcSlope<TLanes>(TLanes t)
        where TLanes : struct, ILanes<TLanes>
        => default(TLanes) is ILanes<TLanes, double>
            ? Horner(t, -9.7654872908088186e-1, 7.7320870226524419e-1, -5.4085383131325115e-1, 3.3085158787776348e-1,
                Horner(t, -1.7401093723933767e-1, 7.6381514913083051e-2, -2.6370053350538557e-2, 6.1120556275266191e-3,
                    Horner(t, -2.8095877056954328e-4, -4.5505258929545055e-4, 1.7681230129590805e-4, -3.6351602392943709e-6,
                        Horner(t, -1.8859192008771984e-5, 4.6932268296740951e-6, 1.4209225843164430e-6, -8.4213137205040295e-7,
                            Horner(t, -7.2145116777529076e-8, 1.1790357261994707e-7, -4.8786787385766785e-10, -1.1067857119090499e-8)))))
            : Horner(t, -9.76548672e-1, 7.73208320e-1, -5.40857017e-1, 3.30859751e-1,
                Horner(t, -1.73958868e-1, 7.63328895e-2, -2.67078280e-2, 6.10819273e-3, 5.14965563e-4));
}
