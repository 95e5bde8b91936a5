namespace Nabla.Numerics;

/// <summary>
/// A column of tiles, C = start + A·B over one block of the summed index: the operands of a <see cref="Tile{T, TLanes}"/>. A may have any order (a
/// row step and a step along the summed index); rows of B and C are contiguous.
/// </summary>
internal unsafe struct TileOperands<T>
    where T : unmanaged
{
    public T* A;
    public nint ARow;
    public nint AStep;
    public T* B;
    public nint BStep;
    public T* Start;
    public nint StartRow;
    public T* C;
    public nint CRow;
    public int Depth;
    public int Columns;

    // Tiles that are added to the finished sums, one after the other.
    public TileAt<T>* Addends;
    public int AddendCount;
}

/// <summary>A tile in memory: its start, and the step from row to row.</summary>
internal readonly unsafe struct TileAt<T>(T* data, nint row)
    where T : unmanaged
{
    public T* Data => data;

    public nint Row => row;
}
