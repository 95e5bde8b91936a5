using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Numerics;

/// <summary>Transposes a few rows of numbers in registers: vectors of rows are interleaved, pair by pair, until each contains a column.</summary>
internal static unsafe class Transposition
{
    private const byte EvenQuarters = 0x88;
    private const byte OddQuarters = 0xDD;

    /// <summary>
    /// Writes, for each k below <paramref name="depth"/>, the numbers rows[0][k], rows[1][k], … as one vector of <typeparamref name="TLanes"/>; the
    /// vectors start <paramref name="targetRow"/> apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, TLanes>(T** rows, int depth, T* target, nint targetRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        bool isWide = Avx512F.IsSupported && TLanes.Count == Vector512<T>.Count && depth >= Vector256<T>.Count;
        int step = isWide ? Vector256<T>.Count : Vector128<T>.Count;
        if (depth < step)
        {
            for (int k = 0; k < depth; k++)
            {
                for (int i = 0; i < TLanes.Count; i++)
                    target[(k * targetRow) + i] = rows[i][k];
            }

            return;
        }

        for (int next = 0; next < depth; next += step)
        {
            int k = Math.Min(next, depth - step); // the last block may overlap the previous one
            T* block = target + (k * targetRow);
            if (isWide)
            {
                if (sizeof(T) == sizeof(float))
                    Columns512((float**)rows, k, (float*)block, targetRow);
                else
                    Columns512((double**)rows, k, (double*)block, targetRow);
            }
            else
            {
                for (int i = 0; i < TLanes.Count; i += Vector128<T>.Count)
                {
                    if (sizeof(T) == sizeof(float))
                        Columns128((float**)rows + i, k, (float*)block + i, targetRow);
                    else
                        Columns128((double**)rows + i, k, (double*)block + i, targetRow);
                }
            }
        }
    }

    // 16 rows of 8 numbers. Interleaving works within quarters of a vector; each becomes a column of 4 rows. A final shuffle joins the quarters of 16
    // rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns512(float** rows, nint k, float* target, nint targetRow)
    {
        Vector512<float> a0 = Pair(rows, 0, 4, k), a1 = Pair(rows, 1, 5, k), a2 = Pair(rows, 2, 6, k), a3 = Pair(rows, 3, 7, k);
        Vector512<float> b0 = Pair(rows, 8, 12, k), b1 = Pair(rows, 9, 13, k), b2 = Pair(rows, 10, 14, k), b3 = Pair(rows, 11, 15, k);
        Vector512<double> aLow01 = Avx512F.UnpackLow(a0, a1).AsDouble(), aLow23 = Avx512F.UnpackLow(a2, a3).AsDouble();
        Vector512<double> bLow01 = Avx512F.UnpackLow(b0, b1).AsDouble(), bLow23 = Avx512F.UnpackLow(b2, b3).AsDouble();
        Store(Avx512F.UnpackLow(aLow01, aLow23).AsSingle(), Avx512F.UnpackLow(bLow01, bLow23).AsSingle(), target, 4 * targetRow);
        Store(Avx512F.UnpackHigh(aLow01, aLow23).AsSingle(), Avx512F.UnpackHigh(bLow01, bLow23).AsSingle(), target + targetRow, 4 * targetRow);
        Vector512<double> aHigh01 = Avx512F.UnpackHigh(a0, a1).AsDouble(), aHigh23 = Avx512F.UnpackHigh(a2, a3).AsDouble();
        Vector512<double> bHigh01 = Avx512F.UnpackHigh(b0, b1).AsDouble(), bHigh23 = Avx512F.UnpackHigh(b2, b3).AsDouble();
        Store(Avx512F.UnpackLow(aHigh01, aHigh23).AsSingle(), Avx512F.UnpackLow(bHigh01, bHigh23).AsSingle(), target + (2 * targetRow), 4 * targetRow);
        Store(Avx512F.UnpackHigh(aHigh01, aHigh23).AsSingle(), Avx512F.UnpackHigh(bHigh01, bHigh23).AsSingle(), target + (3 * targetRow), 4 * targetRow);
    }

    // 8 rows of 4 numbers, in the same way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns512(double** rows, nint k, double* target, nint targetRow)
    {
        Vector512<double> a0 = Pair(rows, 0, 2, k), a1 = Pair(rows, 1, 3, k), b0 = Pair(rows, 4, 6, k), b1 = Pair(rows, 5, 7, k);
        Store(Avx512F.UnpackLow(a0, a1), Avx512F.UnpackLow(b0, b1), target, 2 * targetRow);
        Store(Avx512F.UnpackHigh(a0, a1), Avx512F.UnpackHigh(b0, b1), target + targetRow, 2 * targetRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Pair<T>(T** rows, int i, int j, nint k)
        where T : unmanaged
        => Vector512.Create(Vector256.Load(rows[i] + k), Vector256.Load(rows[j] + k));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> a, Vector512<float> b, float* target, nint distance)
    {
        Avx512F.Shuffle4x128(a, b, EvenQuarters).Store(target);
        Avx512F.Shuffle4x128(a, b, OddQuarters).Store(target + distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> a, Vector512<double> b, double* target, nint distance)
    {
        Avx512F.Shuffle4x128(a, b, EvenQuarters).Store(target);
        Avx512F.Shuffle4x128(a, b, OddQuarters).Store(target + distance);
    }

    // 4 rows of 4 numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns128(float** rows, nint k, float* target, nint targetRow)
    {
        Vector128<float> a = Vector128.Load(rows[0] + k), b = Vector128.Load(rows[1] + k);
        Vector128<float> c = Vector128.Load(rows[2] + k), d = Vector128.Load(rows[3] + k);
        Vector128<double> ab = ZipLow(a, b).AsDouble(), cd = ZipLow(c, d).AsDouble();
        ZipLow(ab, cd).AsSingle().Store(target);
        ZipHigh(ab, cd).AsSingle().Store(target + targetRow);
        ab = ZipHigh(a, b).AsDouble();
        cd = ZipHigh(c, d).AsDouble();
        ZipLow(ab, cd).AsSingle().Store(target + (2 * targetRow));
        ZipHigh(ab, cd).AsSingle().Store(target + (3 * targetRow));
    }

    // 2 rows of 2 numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns128(double** rows, nint k, double* target, nint targetRow)
    {
        Vector128<double> a = Vector128.Load(rows[0] + k), b = Vector128.Load(rows[1] + k);
        ZipLow(a, b).Store(target);
        ZipHigh(a, b).Store(target + targetRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b)
        => Sse.IsSupported ? Sse.UnpackLow(a, b)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
            : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b)
        => Sse.IsSupported ? Sse.UnpackHigh(a, b)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
            : Vector128.Create(a[2], b[2], a[3], b[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ZipLow(Vector128<double> a, Vector128<double> b) => Vector128.Create(a.GetLower(), b.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ZipHigh(Vector128<double> a, Vector128<double> b) => Vector128.Create(a.GetUpper(), b.GetUpper());
}
