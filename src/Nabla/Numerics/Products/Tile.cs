using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;

namespace Nabla.Numerics;

/// <summary>
/// The register tile, the innermost kernel: up to 6 rows × 4 vectors of outputs are in registers, and for each summed index one row of B is loaded,
/// one number of A per row is broadcast, and each output takes one fused multiply-add.
/// </summary>
internal static unsafe class Tile<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    /// <summary>Maximum number of rows of a tile.</summary>
    public const int MaxRows = 6;

    /// <summary>Maximum number of vectors in a row of a tile, for 32 or 16 registers.</summary>
    public static int MaxVectors => typeof(TLanes) == typeof(Lanes512<T>) || AdvSimd.IsSupported ? 4 : 2;

    /// <summary>
    /// Computes <paramref name="count"/> tiles in a column, each with <paramref name="rows"/> × <paramref name="vectors"/>; the last vector may be
    /// partial.
    /// </summary>
    public static void Compute(int count, int rows, int vectors, in TileOperands<T> t)
    {
        if (t.AddendCount == 0)
            Compute<Zero>(count, rows, vectors, t);
        else
            Compute<One>(count, rows, vectors, t);
    }

    // The presence of addends is also a type, so that tiles without them have no extra code.
    private static void Compute<TAddends>(int count, int rows, int vectors, in TileOperands<T> t)
        where TAddends : struct, ISize
    {
        switch (vectors)
        {
            case 1: Compute<One, TAddends>(count, rows, t); break;
            case 2: Compute<Two, TAddends>(count, rows, t); break;
            case 3: Compute<Three, TAddends>(count, rows, t); break;
            default: Compute<Four, TAddends>(count, rows, t); break;
        }
    }

    private static void Compute<TVectors, TAddends>(int count, int rows, in TileOperands<T> t)
        where TVectors : struct, ISize
        where TAddends : struct, ISize
    {
        switch (rows)
        {
            case 1: Compute<One, TVectors, TAddends>(count, t); break;
            case 2: Compute<Two, TVectors, TAddends>(count, t); break;
            case 3: Compute<Three, TVectors, TAddends>(count, t); break;
            case 4: Compute<Four, TVectors, TAddends>(count, t); break;
            case 5: Compute<Five, TVectors, TAddends>(count, t); break;
            default: Compute<Six, TVectors, TAddends>(count, t); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute<TRows, TVectors, TAddends>(int count, TileOperands<T> t)
        where TRows : struct, ISize
        where TVectors : struct, ISize
        where TAddends : struct, ISize
    {
        for (; count > 0; count--)
        {
            Compute<TRows, TVectors, TAddends>(t);
            t.A += TRows.Value * t.ARow;
            t.Start += TRows.Value * t.StartRow;
            t.C += TRows.Value * t.CRow;
        }
    }

    // The sizes are types, so that the compiler removes the rows and vectors that a tile does not have and keeps the others in registers: 24 sums, 4
    // vectors of B and 1 number of A fill 29 of 32.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Compute<TRows, TVectors, TAddends>(in TileOperands<T> t)
        where TRows : struct, ISize
        where TVectors : struct, ISize
        where TAddends : struct, ISize
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

        // Two pointers, so that six rows need no further address arithmetic: each with offsets 0, row and 2·row.
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

        for (int i = 0; TAddends.Value > 0 && i < t.AddendCount; i++)
        {
            T* addend = t.Addends[i].Data;
            row = t.Addends[i].Row;
            c0.Add(addend, edge);
            if (TRows.Value > 1)
                c1.Add(addend + row, edge);
            if (TRows.Value > 2)
                c2.Add(addend + (2 * row), edge);
            if (TRows.Value > 3)
                c3.Add(addend + (3 * row), edge);
            if (TRows.Value > 4)
                c4.Add(addend + (4 * row), edge);
            if (TRows.Value > 5)
                c5.Add(addend + (5 * row), edge);
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
