using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Numerics;

public static partial class Reductions
{
    /// <summary>sums[i] ← Σⱼ x[i, j], accumulated in double: the <see cref="Sum"/> of each row.</summary>
    /// <param name="x">[rows × columns]</param>
    /// <param name="sums">[rows]</param>
    /// <exception cref="ArgumentException">The numbers of sums and rows differ.</exception>
    public static void RowSums<T>(ReadOnlyMatrixView<T> x, Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (sums.Length != x.Rows)
            throw new ArgumentException($"room for {sums.Length} sums, expected {x.Rows}", nameof(sums));
        if (Vector512.IsHardwareAccelerated && x.Columns <= Vector512<T>.Count)
            RowSumsOfNarrow<T, Lanes512<T>>(x, sums);
        else if (Vector256.IsHardwareAccelerated && x.Columns <= Vector256<T>.Count)
            RowSumsOfNarrow<T, Lanes256<T>>(x, sums);
        else
            for (int row = 0; row < x.Rows; row++)
                sums[row] = Sum(x.Row(row));
    }

    /// <summary>dots[i] ← Σⱼ x[i, j]·y[i, j], accumulated in double: the <see cref="Dot"/> of each pair of rows.</summary>
    /// <param name="x">[rows × columns]</param>
    /// <param name="y">[rows × columns]</param>
    /// <param name="dots">[rows]</param>
    /// <exception cref="ArgumentException">The shapes differ, or the numbers of results and rows differ.</exception>
    public static void RowDots<T>(ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> y, Span<double> dots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (y.Rows != x.Rows || y.Columns != x.Columns)
            throw new ArgumentException($"y is {y.Rows} × {y.Columns}, x is {x.Rows} × {x.Columns}", nameof(y));
        if (dots.Length != x.Rows)
            throw new ArgumentException($"room for {dots.Length} results, expected {x.Rows}", nameof(dots));
        if (Vector512.IsHardwareAccelerated && x.Columns <= Vector512<T>.Count)
            RowDotsOfNarrow<T, Lanes512<T>>(x, y, dots);
        else if (Vector256.IsHardwareAccelerated && x.Columns <= Vector256<T>.Count)
            RowDotsOfNarrow<T, Lanes256<T>>(x, y, dots);
        else
            for (int row = 0; row < x.Rows; row++)
                dots[row] = Dot(x.Row(row), y.Row(row));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void RowSumsOfNarrow<T, TLanes>(ReadOnlyMatrixView<T> x, Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        var edge = new Edge<T, TLanes>(x.Columns);
        fixed (T* source = x.Data)
        {
            for (int row = 0; row < x.Rows; row++)
                sums[row] = TLanes.Sum(edge.Load(source + (row * x.Stride)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void RowDotsOfNarrow<T, TLanes>(ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> y, Span<double> dots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        var edge = new Edge<T, TLanes>(x.Columns);
        fixed (T* first = x.Data, second = y.Data)
        {
            for (int row = 0; row < x.Rows; row++)
                dots[row] = TLanes.Dot(edge.Load(first + (row * x.Stride)), edge.Load(second + (row * y.Stride)));
        }
    }
}
