namespace Nabla.Numerics;

public static partial class Elementary
{
    /// <summary>
    /// xʸ within 1e-15 relative (or one subnormal unit), with the special values of IEEE 754: 1 for y = 0 or x = 1, NaN for a negative x with a
    /// non-integer y.
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1 || (x == -1 && double.IsInfinity(y)))
            return 1;
        bool outside = double.IsFinite(x) && x < 0 && double.IsFinite(y) && !double.IsInteger(y);
        if (outside || double.IsNaN(x) || double.IsNaN(y))
            return double.NaN;
        double magnitude = PowOfMagnitude(Math.Abs(x), y);
        return double.IsNegative(x) && double.IsOddInteger(y) ? -magnitude : magnitude;
    }

    // xʸ = e^(y·ln x) for x ≥ 0; the logarithm and the product are sums of two numbers each, because e^… multiplies their error.
    private static double PowOfMagnitude(double x, double y)
    {
        if (x == 0 || double.IsPositiveInfinity(x))
            return (x == 0) == (y > 0) ? 0 : double.PositiveInfinity;
        (double high, double low) = LogInTwoParts(x);
        double product = Math.Clamp(y * high, -800, 800);
        double rest = Math.Abs(product) < 800 ? Math.FusedMultiplyAdd(y, low, Math.FusedMultiplyAdd(y, high, -product)) : 0;
        ReduceByLn2<Scalar<double>>(product, out Scalar<double> n, out Scalar<double> r);
        r += rest;
        return Scalar<double>.Scale(Horner(r, 1, 1, ExpTail(r)), n).Value;
    }

    // ln x for 0 < x < ∞ as a sum of two numbers, to about 2⁻⁶⁴: x = 2ᵏ·m, s = (m − 1)/(m + 1), ln m = 2s + ⅔s³ + ⅖s⁵ + …
    private static (double High, double Low) LogInTwoParts(double x)
    {
        int k = Math.ILogB(x);
        double m = Math.ScaleB(x, -k);
        if (m >= 1.5)
            (k, m) = (k + 1, m / 2);

        // s and s³, each with its rounding error.
        double sum = m + 1;
        double s = (m - 1) / sum;
        double sLow = (Math.FusedMultiplyAdd(-s, sum, m - 1) - (s * (m - (sum - 1)))) / sum;
        double z = s * s;
        double cube = z * s;
        double cubeLow = Math.FusedMultiplyAdd(z, s, -cube) + (s * Math.FusedMultiplyAdd(s, s, -z)) + (3 * z * sLow);
        double tail = 0;
        for (int power = 31; power >= 5; power -= 2)
            tail = Math.FusedMultiplyAdd(tail, z, 2.0 / power);

        // k·ln 2 + 2s + ⅔s³, from the largest to the smallest term; low collects the rounding errors of the sums and the small remaining terms.
        const double TwoThirds = 2.0 / 3, TwoThirdsLow = 3.7007434154171886e-17;
        const double Ln2 = 6.9314718055994529e-1, Ln2Low = 2.3190468138462996e-17;
        double whole = k * Ln2;
        double third = cube * TwoThirds;
        double low = Math.FusedMultiplyAdd(k, Ln2, -whole) + (k * Ln2Low) + (2 * sLow)
            + Math.FusedMultiplyAdd(cube, TwoThirds, -third) + (cube * TwoThirdsLow) + (cubeLow * TwoThirds) + (tail * z * cube);
        double first = whole + (2 * s);
        low += (2 * s) - (first - whole);
        double second = first + third;
        low += third - (second - first);
        double high = second + low;
        return (high, low - (high - second));
    }
}
