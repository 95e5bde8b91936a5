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
        TLanes large = WithSign(1 - ErfcOfMagnitude(a), x);
        TLanes small = TLanes.FusedMultiplyAdd(x, ErfTail(x * x), x);
        return TLanes.Select(a < 1, small, large);
    }

    /// <summary>1 − erf x, accurate also in its tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Erfc<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes y = ErfcOfMagnitude(TLanes.Abs(x));
        return TLanes.Select(x < 0, 2 - y, y);
    }

    // erfc a = e^−a² · P(t) ÷ (a + k), t = (a − k) ÷ (a + k), for a ≥ 0: a substitution that makes the rest behind e^−a²
    // nearly a straight line from 0 to infinity (Shepherd and Laframboise, 1981, with the same k).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ErfcOfMagnitude<TLanes>(TLanes a)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes underflow = TLanes.IsDouble ? 27.3 : 10.1;
        a = TLanes.Select(a > underflow, underflow, a);
        TLanes reciprocal = 1 / (a + 3.75);
        TLanes rest = ErfcTail((a - 3.75) * reciprocal) * reciprocal;

        // The square in two parts, for e^−a² multiplies its error.
        TLanes square = a * a;
        TLanes low = TLanes.FusedMultiplyAdd(a, a, -square);
        ReduceByLn2(-square, out TLanes n, out TLanes r);
        r -= low;
        return TLanes.Scale(TLanes.FusedMultiplyAdd(rest, TLanes.FusedMultiplyAdd(r * r, ExpTail(r), r), rest), n);
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

    // e^a²·erfc(a)·(a + k) with a = k·(1 + t)/(1 − t), on −1 ≤ t ≤ .46 (.76); error 2⁻²⁵ (2⁻⁵³).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ErfcTail<TLanes>(TLanes t)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.IsDouble
            ? Horner(t, 1.0919229095627891e0, -9.5874157665290960e-1, 7.3631892522173770e-1, -4.9047029120767610e-1,
                Horner(t, 2.7906204903434562e-1, -1.3195540117853394e-1, 4.9118778604790400e-2, -1.2535880042844729e-2,
                    Horner(t, 9.8633818908729185e-4, 7.9482313645102014e-4, -3.4864755796203589e-4, 1.0593640147537792e-5,
                        Horner(t, 3.7474633939456933e-5, -8.9020425361167125e-6, -3.2973791488171993e-6, 1.6496675189348184e-6,
                            Horner(t, 2.9359705148164006e-7, -2.5019085700625463e-7, -4.0986116279661167e-8, 2.2628359959036383e-8,
                                Horner(t, 9.8377787877184250e-9, 7.6112558160084793e-9, 2.8032266000065960e-10, -3.6495916527830605e-9,
                                    -1.3198313081276548e-9))))))
            : Horner(t, 1.09192288e0, -9.58741546e-1, 7.36320317e-1, -4.90470320e-1,
                Horner(t, 2.79044211e-1, -1.31969750e-1, 4.91995364e-2, -1.24041643e-2,
                    Horner(t, 9.33138886e-4, 5.14300773e-4, -6.41027989e-4, -1.49461222e-4)));
}
