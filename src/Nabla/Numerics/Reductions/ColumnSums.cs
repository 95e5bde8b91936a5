using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nabla.Numerics;

public static partial class Reductions
{
    /// <summary>sums[j] ← Σᵢ x[i, j], each column one chain over ascending rows from 0.</summary>
    /// <param name="x">[rows × columns]</param>
    /// <param name="sums">[columns]; further elements are not changed.</param>
    /// <exception cref="ArgumentException">There are fewer sums than columns.</exception>
    public static void ColumnSums<T>(ReadOnlyMatrixView<T> x, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (sums.Length < x.Columns)
            throw new ArgumentException($"room for {sums.Length} sums, expected {x.Columns}", nameof(sums));
        if (Vector512.IsHardwareAccelerated)
            ColumnSums<T, Lanes512<T>>(x, sums);
        else if (Vector256.IsHardwareAccelerated)
            ColumnSums<T, Lanes256<T>>(x, sums);
        else
            ColumnSums<T, Lanes128<T>>(x, sums);
    }

    /// <summary>The same with a given vector width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ColumnSums<T, TLanes>(ReadOnlyMatrixView<T> x, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        Span<T> lanes = stackalloc T[TLanes.Count];
        for (int column = 0; column < x.Columns; column += TLanes.Count)
        {
            // A load may extend past the end of a row, into numbers whose sums are discarded, but not past the last row.
            TLanes sum = TLanes.Broadcast(T.Zero);
            int row = 0;
            for (int start = column; row < x.Rows && start <= x.Data.Length - TLanes.Count; row++, start += x.Stride)
                sum += TLanes.Load(ref MemoryMarshal.GetReference(x.Data), (nuint)start);

            Span<T> block = sums[column..Math.Min(x.Columns, column + TLanes.Count)];
            sum.Store(ref MemoryMarshal.GetReference(lanes), 0);
            lanes[..block.Length].CopyTo(block);
            for (; row < x.Rows; row++)
            {
                for (int j = 0; j < block.Length; j++)
                    block[j] += x[row, column + j];
            }
        }
    }
}
