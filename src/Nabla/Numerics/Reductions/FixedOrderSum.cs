using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Numerics;

/// <summary>
/// The fixed order of all sums: pieces of 4,096 terms; in each piece 32 lanes, where lane j adds the terms j, j + 32, j + 64, …; the lanes are added
/// by halves (lane j with j + 16, then with j + 8, 4, 2, 1), and the pieces one after the other.
/// </summary>
internal static class FixedOrderSum
{
    /// <summary>The number of terms per piece, which is a block of a vector.</summary>
    public const int BlockLength = 4096;

    private const int PiecesAtOnce = 256; // the number of sums of pieces on the stack
    private const int Lanes = 32; // as four vectors of eight

    /// <summary>Adds one more term to each of some lanes.</summary>
    public interface ITerm
    {
        static abstract Vector512<double> Add(Vector512<double> sum, Vector512<double> x, Vector512<double> y);
    }

    /// <summary>Σ term(xᵢ, yᵢ) over spans of equal length.</summary>
    [SkipLocalsInit]
    public static double Of<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : ITerm
    {
        if (x.Length <= BlockLength)
            return OfPiece<T, TTerm>(x, y);
        double total = 0;
        Span<double> sums = stackalloc double[PiecesAtOnce];
        for (int start = 0; start < x.Length; start += PiecesAtOnce * BlockLength)
        {
            int length = Math.Min(x.Length - start, PiecesAtOnce * BlockLength);
            var body = new Pieces<T, TTerm> { X = x.Slice(start, length), Y = y.Slice(start, length), Sums = sums };
            int pieces = (length + BlockLength - 1) / BlockLength;
            ForkJoin.Run(ref body, pieces, threads);
            foreach (double sum in sums[..pieces])
                total += sum;
        }

        return total;
    }

    private static double OfPiece<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : ITerm
    {
        ref T first = ref MemoryMarshal.GetReference(x), second = ref MemoryMarshal.GetReference(y);
        return x.Length < Lanes
            ? OfRest<T, TTerm>(ref first, ref second, x.Length, default, default, default, default)
            : OfBlocks<T, TTerm>(ref first, ref second, x.Length);
    }

    // Whole blocks of 32 terms; a separate method, so that the compiler keeps the sums in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double OfBlocks<T, TTerm>(ref T x, ref T y, int count)
        where T : unmanaged
        where TTerm : ITerm
    {
        Vector512<double> a = default, b = default, c = default, d = default;
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            a = TTerm.Add(a, Load(ref x, i), Load(ref y, i));
            b = TTerm.Add(b, Load(ref x, i + 8), Load(ref y, i + 8));
            c = TTerm.Add(c, Load(ref x, i + 16), Load(ref y, i + 16));
            d = TTerm.Add(d, Load(ref x, i + 24), Load(ref y, i + 24));
        }

        return i == count
            ? AddByHalves((a + c) + (b + d))
            : OfRest<T, TTerm>(ref Unsafe.Add(ref x, i), ref Unsafe.Add(ref y, i), count - i, a, b, c, d);
    }

    // The last terms, fewer than 32, padded with zeros, which do not change the sum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe double OfRest<T, TTerm>(
        ref T firstX, ref T firstY, int count, Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d)
        where T : unmanaged
        where TTerm : ITerm
    {
        fixed (T* x = &firstX, y = &firstY)
        {
            if (count > 0)
                a = TTerm.Add(a, LoadUpTo8(x, count), LoadUpTo8(y, count));
            if (count > 8)
                b = TTerm.Add(b, LoadUpTo8(x + 8, count - 8), LoadUpTo8(y + 8, count - 8));
            if (count > 16)
                c = TTerm.Add(c, LoadUpTo8(x + 16, count - 16), LoadUpTo8(y + 16, count - 16));
            if (count > 24)
                d = TTerm.Add(d, LoadUpTo8(x + 24, count - 24), LoadUpTo8(y + 24, count - 24));
        }

        return AddByHalves((a + c) + (b + d));
    }

    /// <summary>The sum of eight numbers, by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AddByHalves(Vector512<double> eight)
    {
        Vector256<double> four = eight.GetLower() + eight.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<double> LoadUpTo8<T>(T* source, int count)
        where T : unmanaged
    {
        if (!Avx.IsSupported)
            return LoadOneByOne(source, Math.Min(count, 8));
        if (typeof(T) == typeof(float))
            return Widen(Avx.MaskLoad((float*)source, Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle()));
        Vector256<long> counts = Vector256.Create((long)count);
        return Vector512.Create(
            Avx.MaskLoad((double*)source, Vector256.LessThan(Vector256<long>.Indices, counts).AsDouble()),
            Avx.MaskLoad((double*)source + 4, Vector256.LessThan(Vector256<long>.Indices + Vector256.Create(4L), counts).AsDouble()));
    }

    private static unsafe Vector512<double> LoadOneByOne<T>(T* source, int count)
        where T : unmanaged
    {
        double* numbers = stackalloc double[8];
        for (int i = 0; i < 8; i++)
            numbers[i] = i >= count ? 0 : typeof(T) == typeof(float) ? ((float*)source)[i] : ((double*)source)[i];
        return Vector512.Load(numbers);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load<T>(ref T source, int i)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
            return Vector512.LoadUnsafe(ref Unsafe.As<T, double>(ref source), (nuint)i);
        return Widen(Vector256.LoadUnsafe(ref Unsafe.As<T, float>(ref source), (nuint)i));
    }

    /// <summary>Converts the numbers to double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Widen(Vector256<float> x)
    {
        if (Avx512F.IsSupported)
            return Avx512F.ConvertToVector512Double(x);
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(x);
        return Vector512.Create(lower, upper);
    }

    /// <summary>x.</summary>
    public readonly struct Value : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Add(Vector512<double> sum, Vector512<double> x, Vector512<double> y) => sum + x;
    }

    /// <summary>|x|.</summary>
    public readonly struct Magnitude : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Add(Vector512<double> sum, Vector512<double> x, Vector512<double> y) => sum + Vector512.Abs(x);
    }

    /// <summary>x·y.</summary>
    public readonly struct Product : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Add(Vector512<double> sum, Vector512<double> x, Vector512<double> y)
            => Fma.IsSupported || AdvSimd.Arm64.IsSupported ? Vector512.FusedMultiplyAdd(x, y, sum) : SoftwareMultiplyAdd.Of(x, y, sum);
    }

    private ref struct Pieces<T, TTerm> : IParallelBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : ITerm
    {
        public ReadOnlySpan<T> X;
        public ReadOnlySpan<T> Y;
        public Span<double> Sums;

        public readonly void Run(int piece)
        {
            int start = piece * BlockLength, length = Math.Min(BlockLength, this.X.Length - start);
            this.Sums[piece] = OfPiece<T, TTerm>(this.X.Slice(start, length), this.Y.Slice(start, length));
        }
    }
}
