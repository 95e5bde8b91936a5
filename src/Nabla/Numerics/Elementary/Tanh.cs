using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

public static partial class Elementary
{
    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes a = TLanes.Abs(x);

        // Below .5625, an odd polynomial; above, 1 − 2 ÷ (e²ᵃ + 1), which is 1 at the bound and beyond it.
        TLanes z = a * a;
        TLanes small = TLanes.FusedMultiplyAdd(a, z * TanhTail(z), a);
        TLanes bound = TLanes.IsDouble ? 20 : 10;
        TLanes shifted = ReduceByLn2(2 * TLanes.Select(a > bound, bound, a), out _, out TLanes r);
        TLanes e = TLanes.AddBits(Horner(r, 1, 1, ExpTail(r)), ToExponent(shifted));
        TLanes large = 1 - (2 / (e + 1));
        return WithSign(TLanes.Select(a >= 0.5625, large, small), x); // the polynomial preserves NaN, the other formula may not
    }

    // (tanh x ÷ x − 1) ÷ z with z = x², on |x| ≤ .5625; error 2⁻²⁹ (2⁻⁵⁵) of tanh x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes TanhTail<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes>
        => default(TLanes) is ILanes<TLanes, double>
            ? Horner(z, -3.3333333333331777e-1, 1.3333333333093308e-1, -5.3968253839774709e-2, 2.1869485122209990e-2,
                Horner(z, -8.8631832293340693e-3, 3.5916300149312027e-3, -1.4527788892045126e-3, 5.7785304831954978e-4,
                    Horner(z, -2.0822803662443368e-4, 4.9602786729304597e-5)))
            : Horner(z, -3.33333135e-1, 1.33324414e-1, -5.38365133e-2, 2.10042894e-2, -6.17595110e-3);
}
