namespace Nabla.Numerics;

/// <summary>
/// x · y + z with one rounding, in simple integer steps: the reference for <see cref="SoftwareMultiplyAdd"/>, which uses it for its rare lanes.
/// </summary>
internal static class ExactMultiplyAdd
{
    // A double's magnitude is mantissa · 2^exponent with a mantissa below 2⁵³.
    private const int MantissaBits = 52;
    private const int SmallestExponent = -1074;

    // The position of the leading bit of a sum's larger part: the sum then fits into 128 bits, with spare bits below a product of 106 bits.
    private const int Leading = 125;

    /// <summary>x · y is exact in double; the sum is rounded to odd, so that a second rounding is correct.</summary>
    public static float Of(float x, float y, float z)
    {
        double product = (double)x * y, sum = product + z, ofZ = sum - product;
        double lost = (product - (sum - ofZ)) + (z - ofZ);
        if (!double.IsFinite(sum) || lost == 0 || (BitConverter.DoubleToInt64Bits(sum) & 1) != 0)
            return (float)sum;
        return (float)((lost > 0) == (sum > 0)
            ? BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(sum) + 1)
            : BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(sum) - 1));
    }

    /// <summary>x · y + z in 128-bit integers.</summary>
    public static double Of(double x, double y, double z)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y) || x == 0 || y == 0)
            return (x * y) + z; // the product is exact
        if (!double.IsFinite(z))
            return z;
        if (z == 0)
            return x * y; // one rounding, and an underflowing product keeps its sign

        bool isMinus = double.IsNegative(x) != double.IsNegative(y), isAddendMinus = double.IsNegative(z);
        (UInt128 product, int exponent) = Normalized(Mantissa(x) * Mantissa(y), Exponent(x) + Exponent(y));
        (UInt128 addend, int addendExponent) = Normalized(Mantissa(z), Exponent(z));

        // The smaller one is aligned with the larger; the bits shifted out are kept as one sticky bit.
        if (exponent < addendExponent || (exponent == addendExponent && product < addend))
            (product, exponent, isMinus, addend, addendExponent, isAddendMinus) = (addend, addendExponent, isAddendMinus, product, exponent, isMinus);
        addend = ShiftedRight(addend, exponent - addendExponent);
        UInt128 sum = isMinus == isAddendMinus ? product + addend : product - addend;
        if (sum == 0)
            return 0;
        double magnitude = Rounded(sum, exponent);
        return isMinus ? -magnitude : magnitude;
    }

    // The nearest double to mantissa · 2^exponent, with ties to even.
    private static double Rounded(UInt128 mantissa, int exponent)
    {
        int last = Math.Max(127 - (int)UInt128.LeadingZeroCount(mantissa) - MantissaBits, SmallestExponent - exponent);
        if (last <= 0)
            return Math.ScaleB((double)(ulong)mantissa, exponent); // few enough bits that none is lost
        UInt128 kept = last > 127 ? 0 : mantissa >> last, rest = mantissa - (last > 127 ? 0 : kept << last), half = last > 127 ? UInt128.MaxValue : UInt128.One << (last - 1);
        if (rest > half || (rest == half && UInt128.IsOddInteger(kept)))
            kept++;
        return Math.ScaleB((double)(ulong)kept, exponent + last);
    }

    private static UInt128 ShiftedRight(UInt128 mantissa, int bits)
    {
        if (bits > 127)
            return 1;
        UInt128 shifted = mantissa >> bits;
        return shifted << bits == mantissa ? shifted : shifted | 1;
    }

    private static (UInt128 Mantissa, int Exponent) Normalized(UInt128 mantissa, int exponent)
    {
        int shift = Leading - 127 + (int)UInt128.LeadingZeroCount(mantissa);
        return (mantissa << shift, exponent - shift);
    }

    private static UInt128 Mantissa(double x)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(x), fraction = bits & ((1ul << MantissaBits) - 1);
        return ((bits >> MantissaBits) & 0x7ff) == 0 ? fraction : fraction | (1ul << MantissaBits);
    }

    private static int Exponent(double x)
        => Math.Max((int)(BitConverter.DoubleToUInt64Bits(x) >> MantissaBits) & 0x7ff, 1) - 1 + SmallestExponent;
}
