using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <summary>
/// One tile of a product, C = start + A·B over one block of the summed index: what a <see cref="Tile"/> reads and writes.
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

/// <summary>
/// The register tile that all time is spent in: up to 6 rows × 4 vectors of outputs are held in registers, and for each
/// summed index one row of B is loaded, one number of A a row is broadcast, and each output takes one fused multiply-add.
/// </summary>
internal static unsafe class Tile
{
    /// <summary>The most rows of a tile.</summary>
    public const int MaxRows = 6;

    /// <summary>Computes a tile of <paramref name="rows"/> × <paramref name="vectors"/>; the last vector may be partial.</summary>
    public static void Compute<T, TLanes>(int rows, int vectors, in TileOperands<T> t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        switch (vectors)
        {
            case 1: Compute<T, TLanes, One>(rows, t); break;
            case 2: Compute<T, TLanes, Two>(rows, t); break;
            case 3: Compute<T, TLanes, Three>(rows, t); break;
            default: Compute<T, TLanes, Four>(rows, t); break;
        }
    }

    private static void Compute<T, TLanes, TVectors>(int rows, in TileOperands<T> t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
        where TVectors : struct, ISize
    {
        switch (rows)
        {
            case 1: Compute<T, TLanes, One, TVectors>(t); break;
            case 2: Compute<T, TLanes, Two, TVectors>(t); break;
            case 3: Compute<T, TLanes, Three, TVectors>(t); break;
            case 4: Compute<T, TLanes, Four, TVectors>(t); break;
            case 5: Compute<T, TLanes, Five, TVectors>(t); break;
            default: Compute<T, TLanes, Six, TVectors>(t); break;
        }
    }

    // The sizes are types, so that the compiler drops the rows and vectors a tile does not have
    // and keeps the others in registers: 24 sums, 4 vectors of B and 1 number of A fill 29 of 32.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute<T, TLanes, TRows, TVectors>(in TileOperands<T> t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
        where TRows : struct, ISize
        where TVectors : struct, ISize
    {
        var edge = new Edge<T, TLanes>(t.Columns - ((TVectors.Value - 1) * TLanes.Count));

        T* start = t.Start;
        nint row = t.StartRow;
        var c0 = TileRow<T, TLanes, TVectors>.Load(start, edge);
        var c1 = TRows.Value > 1 ? TileRow<T, TLanes, TVectors>.Load(start + row, edge) : default;
        var c2 = TRows.Value > 2 ? TileRow<T, TLanes, TVectors>.Load(start + (2 * row), edge) : default;
        var c3 = TRows.Value > 3 ? TileRow<T, TLanes, TVectors>.Load(start + (3 * row), edge) : default;
        var c4 = TRows.Value > 4 ? TileRow<T, TLanes, TVectors>.Load(start + (4 * row), edge) : default;
        var c5 = TRows.Value > 5 ? TileRow<T, TLanes, TVectors>.Load(start + (5 * row), edge) : default;

        // Two pointers, so that six rows need no further address arithmetic: +0, +row and +2·row from each.
        row = t.ARow;
        nint row2 = 2 * row, aStep = t.AStep, bStep = t.BStep;
        T* b = t.B, a0 = t.A, a3 = a0 + (3 * row);
        for (int k = t.Depth; k > 0; k--)
        {
            var x = TileRow<T, TLanes, TVectors>.LoadPanel(b, edge);
            c0.MultiplyAdd(a0, x);
            if (TRows.Value > 1)
                c1.MultiplyAdd(a0 + row, x);
            if (TRows.Value > 2)
                c2.MultiplyAdd(a0 + row2, x);
            if (TRows.Value > 3)
                c3.MultiplyAdd(a3, x);
            if (TRows.Value > 4)
                c4.MultiplyAdd(a3 + row, x);
            if (TRows.Value > 5)
                c5.MultiplyAdd(a3 + row2, x);
            a0 += aStep;
            a3 += aStep;
            b += bStep;
        }

        T* c = t.C;
        row = t.CRow;
        c0.Store(c, edge);
        if (TRows.Value > 1)
            c1.Store(c + row, edge);
        if (TRows.Value > 2)
            c2.Store(c + (2 * row), edge);
        if (TRows.Value > 3)
            c3.Store(c + (3 * row), edge);
        if (TRows.Value > 4)
            c4.Store(c + (4 * row), edge);
        if (TRows.Value > 5)
            c5.Store(c + (5 * row), edge);
    }
}
