namespace Nabla.Numerics;

/// <summary>
/// A column of tiles, C = start + A·B over one block of the summed index: what a <see cref="Tile{T, TLanes}"/> reads and writes.
/// A may stand in any order (a row step and a step along the summed index); rows of B and C are contiguous.
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
}
