using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Numerics;

/// <summary>
/// x · y + z with one rounding if the processor has no instruction for it: in whole vectors (x64 before 2013), or by the C library (WebAssembly). The
/// bits are those of the instruction: see <see cref="ExactMultiplyAdd"/> for the same in simple steps.
/// </summary>
/// <remarks>
/// Callers check <c>Fma.IsSupported</c> directly: behind another property, the compiler would process the software path before it knows that the path
/// is unused, and spend the inlining budget of a kernel on it (products were six times slower). From S. Boldo and G. Melquiond, "Emulation of a FMA
/// and correctly rounded sums: proved algorithms using rounding to odd", IEEE Transactions on Computers 57, 2008. The rare lanes outside their
/// conditions are computed by <see cref="ExactMultiplyAdd"/>.
/// </remarks>
internal static class SoftwareMultiplyAdd
{
    /// <summary>One number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x, T y, T z)
        where T : unmanaged
        => Of(Vector128.CreateScalar(x), Vector128.CreateScalar(y), Vector128.CreateScalar(z)).ToScalar();

    /// <summary>Two or four numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Of<T>(Vector128<T> x, Vector128<T> y, Vector128<T> z)
        where T : unmanaged
        => typeof(T) == typeof(double)
            ? Of(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
            : Of(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();

    /// <summary>By halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Of<T>(Vector256<T> x, Vector256<T> y, Vector256<T> z)
        where T : unmanaged
        => Vector256.Create(Of(x.GetLower(), y.GetLower(), z.GetLower()), Of(x.GetUpper(), y.GetUpper(), z.GetUpper()));

    /// <summary>By halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z)
        where T : unmanaged
        => Vector512.Create(Of(x.GetLower(), y.GetLower(), z.GetLower()), Of(x.GetUpper(), y.GetUpper(), z.GetUpper()));

    /// <summary>For float: the product is exact in double, so only the sum is rounded, first to double and then to float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> x, Vector128<float> y, Vector128<float> z)
    {
        if (Avx.IsSupported)
            return OfFour(x, y, z);
        if (PackedSimd.IsSupported)
            return ByTheCLibrary(x, y, z);
        Vector128<double> sumLow = Sum(Vector128.WidenLower(x), Vector128.WidenLower(y), Vector128.WidenLower(z), out Vector128<double> openLow);
        Vector128<double> sumHigh = Sum(Vector128.WidenUpper(x), Vector128.WidenUpper(y), Vector128.WidenUpper(z), out Vector128<double> openHigh);
        return IsAny(openLow | openHigh) ? OneByOne(x, y, z) : Vector128.Narrow(sumLow, sumHigh);
    }

    /// <summary>For double: product and sums with their rounding errors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Of(Vector128<double> x, Vector128<double> y, Vector128<double> z)
    {
        if (PackedSimd.IsSupported)
            return ByTheCLibrary(x, y, z);

        // T. J. Dekker, 1971: x · y = product + productError exactly, using halves of 26 bits.
        Vector128<double> split = Vector128.Create(134217729.0); // 2²⁷ + 1
        Vector128<double> product = x * y;
        Vector128<double> cx = x * split, cy = y * split;
        Vector128<double> xHigh = cx - (cx - x), yHigh = cy - (cy - y);
        Vector128<double> xLow = x - xHigh, yLow = y - yHigh;
        Vector128<double> productError = (xHigh * yHigh) - product + (xHigh * yLow) + (xLow * yHigh) + (xLow * yLow);

        // The exact result is sum + sumError + productError; the two errors are added with rounding to odd, so that only the last addition rounds.
        Vector128<double> sum = TwoSum(product, z, out Vector128<double> sumError);
        Vector128<double> error = TwoSum(sumError, productError, out Vector128<double> lost);
        Vector128<double> result = sum + ToOdd(error, lost);
        result = Vector128.ConditionalSelect(Vector128.Equals(result, Vector128<double>.Zero), sum, result); // the sign of a zero

        // Correct unless something overflowed (the result is then not finite), or the product is so small that its error is not representable.
        Vector128<double> enough = Vector128.GreaterThanOrEqual(Vector128.Abs(product), Vector128.Create(1.1830521861667747e-271)) // 2⁻⁹⁰⁰
            | Vector128.Equals(x, Vector128<double>.Zero) | Vector128.Equals(y, Vector128<double>.Zero);
        Vector128<double> closed = enough & Vector128.LessThan(Vector128.Abs(result), Vector128.Create(double.PositiveInfinity));
        return IsAny(~closed) ? OneByOne(x, y, z) : result;
    }

    // The same as for two, in the single vector of four that AVX has.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> OfFour(Vector128<float> x, Vector128<float> y, Vector128<float> z)
    {
        Vector256<double> product = Avx.Multiply(Avx.ConvertToVector256Double(x), Avx.ConvertToVector256Double(y)), addend = Avx.ConvertToVector256Double(z);
        Vector256<double> sum = Avx.Add(product, addend);
        Vector256<double> tie = Avx.CompareEqual(
            Avx.Or(Avx.And(sum, Vector256.Create(BelowFloat).AsDouble()), Vector256.Create(1.0)), Vector256.Create(One + HalfUnit).AsDouble());
        Vector256<double> small = Avx.CompareLessThan(Avx.And(sum, Vector256.Create(long.MaxValue).AsDouble()), Vector256.Create(SmallestNormal));
        Vector256<double> open = Avx.Or(tie, small);
        return Avx.TestZ(open, open) ? Avx.ConvertToVector128Single(sum) : Open(x, y, z, product, addend, sum, open);
    }

    // A lane with an exact sum is correct after all; this is checked only here, because few sums are in doubt.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<float> Open(
        Vector128<float> x, Vector128<float> y, Vector128<float> z, Vector256<double> product, Vector256<double> addend, Vector256<double> sum, Vector256<double> open)
    {
        Vector256<double> inexact = Avx.Or(
            Avx.CompareNotEqual(Avx.Subtract(sum, product), addend),
            Avx.CompareNotEqual(Avx.Subtract(sum, addend), product));
        return Avx.TestZ(open, inexact) ? Avx.ConvertToVector128Single(sum) : OneByOne(x, y, z);
    }

    private const long BelowFloat = 0x1fff_ffff, HalfUnit = 0x1000_0000, One = 0x3ff0_0000_0000_0000;
    private const double SmallestNormal = 1.1754943508222875e-38; // 2⁻¹²⁶

    // The sum rounded to double. A second rounding, to float, is correct unless the first result is halfway between two floats, or near floats with
    // fewer bits: these lanes are left open. A sum is exact if subtracting either part gives the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Sum(Vector128<double> x, Vector128<double> y, Vector128<double> z, out Vector128<double> open)
    {
        Vector128<double> product = x * y, sum = product + z;
        Vector128<double> exact = Vector128.Equals(sum - product, z) & Vector128.Equals(sum - z, product);
        Vector128<double> tie = Vector128.Equals(
            (sum & Vector128.Create(BelowFloat).AsDouble()) | Vector128.Create(1.0), Vector128.Create(One + HalfUnit).AsDouble());
        Vector128<double> small = Vector128.LessThan(Vector128.Abs(sum), Vector128.Create(SmallestNormal));
        open = Vector128.AndNot(tie | small, exact);
        return sum;
    }

    // x + y = sum + error exactly (D. E. Knuth, 1969).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> TwoSum(Vector128<double> x, Vector128<double> y, out Vector128<double> error)
    {
        Vector128<double> sum = x + y, ofY = sum - x;
        error = (x - (sum - ofY)) + (y - ofY);
        return sum;
    }

    // If there was a rounding error and the last bit is even, moves one unit towards the error.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ToOdd(Vector128<double> rounded, Vector128<double> lost)
    {
        Vector128<ulong> bits = rounded.AsUInt64();
        Vector128<ulong> one = Vector128.AndNot(Vector128.Create(1ul), bits | Vector128.Equals(lost, Vector128<double>.Zero).AsUInt64());
        Vector128<ulong> back = one & ((bits ^ lost.AsUInt64()) >>> 63);
        return (bits + one - back - back).AsDouble();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<float> OneByOne(Vector128<float> x, Vector128<float> y, Vector128<float> z)
        => Vector128.Create(
            ExactMultiplyAdd.Of(x[0], y[0], z[0]), ExactMultiplyAdd.Of(x[1], y[1], z[1]),
            ExactMultiplyAdd.Of(x[2], y[2], z[2]), ExactMultiplyAdd.Of(x[3], y[3], z[3]));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<double> OneByOne(Vector128<double> x, Vector128<double> y, Vector128<double> z)
        => Vector128.Create(ExactMultiplyAdd.Of(x[0], y[0], z[0]), ExactMultiplyAdd.Of(x[1], y[1], z[1]));

    // Browsers interpret the code, and one vector operation costs more than the C library's whole multiply-add of one number, which is compiled: the
    // dozens of operations above take nine times as long in a training run. .ci/checks/wasm.sh compares it with the simple steps.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ByTheCLibrary(Vector128<float> x, Vector128<float> y, Vector128<float> z)
        => Vector128.Create(
            MathF.FusedMultiplyAdd(PackedSimd.ExtractScalar(x, 0), PackedSimd.ExtractScalar(y, 0), PackedSimd.ExtractScalar(z, 0)),
            MathF.FusedMultiplyAdd(PackedSimd.ExtractScalar(x, 1), PackedSimd.ExtractScalar(y, 1), PackedSimd.ExtractScalar(z, 1)),
            MathF.FusedMultiplyAdd(PackedSimd.ExtractScalar(x, 2), PackedSimd.ExtractScalar(y, 2), PackedSimd.ExtractScalar(z, 2)),
            MathF.FusedMultiplyAdd(PackedSimd.ExtractScalar(x, 3), PackedSimd.ExtractScalar(y, 3), PackedSimd.ExtractScalar(z, 3)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ByTheCLibrary(Vector128<double> x, Vector128<double> y, Vector128<double> z)
        => Vector128.Create(
            ByTheCLibrary(PackedSimd.ExtractScalar(x, 0), PackedSimd.ExtractScalar(y, 0), PackedSimd.ExtractScalar(z, 0)),
            ByTheCLibrary(PackedSimd.ExtractScalar(x, 1), PackedSimd.ExtractScalar(y, 1), PackedSimd.ExtractScalar(z, 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ByTheCLibrary(double x, double y, double z)
    {
        double result = Math.FusedMultiplyAdd(x, y, z);
        return result == 0 ? SignedZero(x, y, z, result) : result;
    }

    // The C library of browsers (musl) adds 0 to a product that underflows, which loses the sign of the zero.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double SignedZero(double x, double y, double z, double zero) => z == 0 && x != 0 && y != 0 ? x * y : zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAny(Vector128<double> mask) => mask.ExtractMostSignificantBits() != 0;
}
