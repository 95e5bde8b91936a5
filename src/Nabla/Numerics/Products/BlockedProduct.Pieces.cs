using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <content>Chains over one piece of the summed index each, whose sums are added in a <see cref="PieceTree"/>, tile by tile: a binary counter
/// determines which sums wait. Sums of the lower levels wait in the first-level cache, where a tile computes as many consecutive pieces as one panel
/// of B has; those above wait in memory, the highest of them in C itself.</content>
internal unsafe partial struct BlockedProduct<T, TLanes, TEpilogue>
{
    private const int MaxBlock = Panel<T>.MaxDepth / 2;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunPieces(int row, int rows, int column, int width, bool sumsColumns)
    {
        int pieces = CeilingOfQuotient(this.Depth, this.PieceDepth), rowLength = width * TLanes.Count;
        int atOnce = 1 << BitOperations.Log2((uint)Math.Max(1, Math.Min(MaxBlock / this.PieceDepth, pieces)));
        T* zeros = stackalloc T[rowLength], near = stackalloc T[(BitOperations.Log2((uint)atOnce) + 1) * Tile<T, TLanes>.MaxRows * rowLength];
        for (int i = 0; i < width; i++)
            default(TLanes).Store(ref zeros[i * TLanes.Count], 0);

        var sums = new WaitingSums<T>(pieces, atOnce, rows, rowLength, hasChains: this.PieceDepth > MaxBlock, near)
        {
            C = this.C.At(row, column),
            CRow = this.C.RowStep,
            Columns = this.ColumnSums + column,
        };
        TileAt<T>* addends = stackalloc TileAt<T>[32];
        var t = new TileOperands<T> { Columns = Math.Min(rowLength, this.Columns - column), Addends = addends };
        for (int first = 0; first < pieces; first += atOnce)
        {
            int k = first * this.PieceDepth, depth = Math.Min(atOnce * this.PieceDepth, this.Depth - k), parts = CeilingOfQuotient(depth, MaxBlock);
            for (int part = 0; part < parts; part++)
            {
                (int start, t.Depth) = new Share(part, parts).Of(depth);
                this.SetPanel(ref t, k + start, column, width);
                var block = new PieceBlock<T>(first, Math.Min(first + atOnce, pieces), zeros) { Begins = part == 0, Ends = part == parts - 1 };
                this.RunRows(t, sums, block, k + start, row, rows, width);
                if (sumsColumns && this.ColumnSums != null)
                    this.RunTile(t, sums, block, -1, 0, rows, 1, width);
            }
        }
    }

    private readonly void RunRows(in TileOperands<T> t, in WaitingSums<T> sums, in PieceBlock<T> block, int k, int row, int rows, int width)
    {
        int tiles = CeilingOfQuotient(rows, Tile<T, TLanes>.MaxRows);
        for (int tile = 0; tile < tiles; tile++)
        {
            (int start, int height) = new Share(tile, tiles).Of(rows);
            this.RunTile(t, sums, block, k, row + start, start, height, width);
        }
    }

    // The pieces of a block in one tile. A row below 0 means a row of ones, for the column sums.
    private readonly void RunTile(
        TileOperands<T> t, in WaitingSums<T> sums, in PieceBlock<T> block, int k, int row, int place, int height, int width)
    {
        T one = T.One;
        int depth = t.Depth;
        t.A = k < 0 ? &one : this.A.At(row, k);
        t.ARow = this.A.RowStep;
        t.AStep = k < 0 ? 0 : this.A.ColumnStep;
        for (int piece = block.First; piece < block.End; piece++)
        {
            t.Depth = Math.Min(this.PieceDepth, depth);
            t.AddendCount = 0;
            TileAt<T> start = block.Begins ? new(block.Zeros, 0) : sums.Chain(place);
            TileAt<T> end = block.Ends ? sums.Meet(piece, place, t.Addends, out t.AddendCount) : sums.Chain(place);
            t.Start = start.Data;
            t.StartRow = start.Row;
            t.C = end.Data;
            t.CRow = end.Row;
            Tile<T, TLanes>.Compute(1, height, width, t);
            depth -= t.Depth;
            t.A += t.Depth * t.AStep;
            t.B += t.Depth * t.BStep;
        }
    }
}
