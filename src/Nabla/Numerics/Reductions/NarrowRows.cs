using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Numerics;

/// <summary>The rows of a matrix that are no longer than one vector, each loaded as lanes of which those behind the row hold a chosen number.</summary>
internal readonly ref struct NarrowRows<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    private readonly ReadOnlyMatrixView<T> matrix;
    private readonly TLanes inside;
    private readonly TLanes behind;

    public NarrowRows(ReadOnlyMatrixView<T> matrix, T behind)
    {
        this.matrix = matrix;
        this.behind = TLanes.Broadcast(behind);
        Span<T> lanes = stackalloc T[TLanes.Count];
        lanes.Clear();
        lanes[..matrix.Columns].Fill(T.One);
        this.inside = TLanes.Equal(TLanes.Load(ref MemoryMarshal.GetReference(lanes), 0), TLanes.Broadcast(T.One));
    }

    public TLanes this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // A load may reach past the end of a row, but not past the last one.
            int start = row * this.matrix.Stride;
            TLanes lanes = start <= this.matrix.Data.Length - TLanes.Count
                ? TLanes.Load(ref MemoryMarshal.GetReference(this.matrix.Data), (nuint)start)
                : this.LoadLast(row);
            return TLanes.Select(this.inside, lanes, this.behind);
        }
    }

    private TLanes LoadLast(int row)
    {
        Span<T> lanes = stackalloc T[TLanes.Count];
        lanes.Clear();
        this.matrix.Row(row).CopyTo(lanes);
        return TLanes.Load(ref MemoryMarshal.GetReference(lanes), 0);
    }
}
