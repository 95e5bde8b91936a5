using System.Runtime.Intrinsics;

namespace Nabla.Data;

/// <summary>
/// Decimal numbers such as 12.34 in four bytes: a whole number over a power of ten. Both are exact doubles, so their quotient is the double that is
/// nearest to the decimal number, which is what parsing its text gives. Two of the whole numbers stand for a missing value and for −0.
/// </summary>
internal static class FixedPoint
{
    /// <summary>The largest power of ten: nine digits after the point.</summary>
    public const double LargestScale = 1e9;

    private const int Missing = int.MinValue, NegativeZero = int.MinValue + 1, Largest = int.MaxValue - 1;

    /// <summary>Finds the whole number of a value.</summary>
    /// <returns>False if decoding would not give the same bits.</returns>
    public static bool TryEncode(double value, double scale, out int number)
    {
        double scaled = Math.Round(value * scale);
        number = Math.Abs(scaled) <= Largest ? (int)scaled : Missing;
        if (number == 0 && double.IsNegative(value))
            number = NegativeZero;
        return BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(Decode(number, scale));
    }

    /// <summary>The value of a whole number; NaN for a missing value.</summary>
    public static double Decode(int number, double scale) => number > NegativeZero ? number / scale : number == Missing ? double.NaN : -0.0;

    /// <summary>The values of whole numbers, each with its own scale.</summary>
    public static void Decode(ReadOnlySpan<int> numbers, ReadOnlySpan<double> scales, Span<double> values)
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= numbers.Length - Vector128<int>.Count; i += Vector128<int>.Count)
                Decode(Vector128.Create(numbers[i..]), Vector256.Create(scales[i..])).CopyTo(values[i..]);
        }

        for (; i < numbers.Length; i++)
            values[i] = Decode(numbers[i], scales[i]);
    }

    /// <summary>The same whole number with a larger scale.</summary>
    /// <returns>False if it does not fit.</returns>
    public static bool TryRescale(ref int number, int factor)
    {
        if (number <= NegativeZero)
            return true;
        long larger = (long)number * factor;
        bool fits = Math.Abs(larger) <= Largest;
        if (fits)
            number = (int)larger;
        return fits;
    }

    // 2⁵² + 2³¹ has its last bits for whole numbers, which are put there by their bits and taken out by a subtraction.
    private static Vector256<double> Decode(Vector128<int> numbers, Vector256<double> scales)
    {
        (Vector128<ulong> low, Vector128<ulong> high) = Vector128.Widen(numbers.AsUInt32() ^ Vector128.Create(0x8000_0000));
        Vector256<ulong> shifted = Vector256.Create(low, high);
        Vector256<double> whole = (shifted | Vector256.Create(0x4330_0000_0000_0000UL)).AsDouble() - Vector256.Create(4503601774854144.0);
        Vector256<double> special = Vector256.ConditionalSelect(Vector256.Equals(shifted, Vector256<ulong>.Zero).AsDouble(), Vector256.Create(double.NaN), Vector256.Create(-0.0));
        return Vector256.ConditionalSelect(Vector256.GreaterThan(shifted, Vector256<ulong>.One).AsDouble(), whole / scales, special);
    }
}
