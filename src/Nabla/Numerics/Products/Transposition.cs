using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Numerics;

/// <summary>
/// Small transpositions in registers. Rows of 128 bits (4 floats or 2 doubles) are loaded, and interleaved until each
/// vector holds one column; a 512-bit vector does so for four times as many rows at once.
/// </summary>
internal static unsafe class Transposition
{
    /// <summary>How many numbers of each row one call of <see cref="Block"/> takes.</summary>
    public static int Depth<T>()
        where T : unmanaged
        => Vector128<T>.Count;

    /// <summary>
    /// Writes <see cref="Depth"/> vectors of <typeparamref name="TLanes"/>, <paramref name="targetRow"/> apart:
    /// the numbers at <paramref name="offset"/>, offset + 1, … of each of the rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block<T, TLanes>(T** rows, nint offset, T* target, nint targetRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        if (typeof(TLanes) == typeof(Lanes512<float>) && Avx512F.IsSupported)
        {
            Quad512((float**)rows, offset, (float*)target, targetRow);
        }
        else if (typeof(TLanes) == typeof(Lanes512<double>) && Avx512F.IsSupported)
        {
            Pair512((double**)rows, offset, (double*)target, targetRow);
        }
        else if (sizeof(T) == sizeof(float))
        {
            for (int i = 0; i < TLanes.Count; i += Vector128<float>.Count)
                Quad128((float**)(rows + i), offset, (float*)(target + i), targetRow);
        }
        else
        {
            for (int i = 0; i < TLanes.Count; i += Vector128<double>.Count)
                Pair128((double**)(rows + i), offset, (double*)(target + i), targetRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quad512(float** rows, nint offset, float* target, nint targetRow)
    {
        Vector512<float> a = Four(rows, 0, offset), b = Four(rows, 1, offset), c = Four(rows, 2, offset), d = Four(rows, 3, offset);
        var ab = Avx512F.UnpackLow(a, b).AsDouble();
        var cd = Avx512F.UnpackLow(c, d).AsDouble();
        Avx512F.UnpackLow(ab, cd).AsSingle().Store(target);
        Avx512F.UnpackHigh(ab, cd).AsSingle().Store(target + targetRow);
        ab = Avx512F.UnpackHigh(a, b).AsDouble();
        cd = Avx512F.UnpackHigh(c, d).AsDouble();
        Avx512F.UnpackLow(ab, cd).AsSingle().Store(target + (2 * targetRow));
        Avx512F.UnpackHigh(ab, cd).AsSingle().Store(target + (3 * targetRow));
    }

    // Rows i, i + 4, i + 8 and i + 12 in the four quarters of a vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Four(float** rows, int i, nint offset)
        => Vector512.Create(
            Vector256.Create(Vector128.Load(rows[i] + offset), Vector128.Load(rows[i + 4] + offset)),
            Vector256.Create(Vector128.Load(rows[i + 8] + offset), Vector128.Load(rows[i + 12] + offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair512(double** rows, nint offset, double* target, nint targetRow)
    {
        Vector512<double> a = Four(rows, 0, offset), b = Four(rows, 1, offset);
        Avx512F.UnpackLow(a, b).Store(target);
        Avx512F.UnpackHigh(a, b).Store(target + targetRow);
    }

    // Rows i, i + 2, i + 4 and i + 6 in the four quarters of a vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Four(double** rows, int i, nint offset)
        => Vector512.Create(
            Vector256.Create(Vector128.Load(rows[i] + offset), Vector128.Load(rows[i + 2] + offset)),
            Vector256.Create(Vector128.Load(rows[i + 4] + offset), Vector128.Load(rows[i + 6] + offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quad128(float** rows, nint offset, float* target, nint targetRow)
    {
        var a = Vector128.Load(rows[0] + offset);
        var b = Vector128.Load(rows[1] + offset);
        var c = Vector128.Load(rows[2] + offset);
        var d = Vector128.Load(rows[3] + offset);
        var ab = ZipLow(a, b).AsDouble();
        var cd = ZipLow(c, d).AsDouble();
        ZipLow(ab, cd).AsSingle().Store(target);
        ZipHigh(ab, cd).AsSingle().Store(target + targetRow);
        ab = ZipHigh(a, b).AsDouble();
        cd = ZipHigh(c, d).AsDouble();
        ZipLow(ab, cd).AsSingle().Store(target + (2 * targetRow));
        ZipHigh(ab, cd).AsSingle().Store(target + (3 * targetRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair128(double** rows, nint offset, double* target, nint targetRow)
    {
        var a = Vector128.Load(rows[0] + offset);
        var b = Vector128.Load(rows[1] + offset);
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
