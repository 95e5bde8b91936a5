using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <summary>C = bias + A·B, and optionally the column sums of B, blocked for the caches.</summary>
/// <remarks>
/// C is divided into panels of a few vectors of columns, and the summed index into blocks. One block of one panel of B is small enough to stay in the
/// second-level cache while all rows of A are multiplied with it; between blocks, the partial sums are stored in C. A piece of parallel work is a
/// panel, or a chunk of its rows.
/// </remarks>
internal unsafe partial struct BlockedProduct<T, TLanes, TEpilogue> : IParallelBody
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
    where TEpilogue : struct, IEpilogue<T>
{
    public required Operand<T> A;
    public required Operand<T> B;
    public required Operand<T> C;
    public required int Rows;
    public required int Columns;
    public required int Depth;
    public required TEpilogue Epilogue;
    public T* Bias;
    public T* ColumnSums;

    /// <summary>The number of summed indexes per piece, whose sums are added in a tree; 0 for one chain over all.</summary>
    public int PieceDepth;

    // With fewer fused multiply-adds per thread, starting a thread costs more than it saves.
    private const long LeastWork = 200_000;

    // The number of tiles before each epilogue: they are still in the first-level cache.
    private const int TilesBeforeEpilogue = 8;

    private int vectors;
    private int panels;
    private int chunks;
    private int blocks;
    private bool isPacked;

    /// <summary>Computes all of C.</summary>
    public void Compute(int threads)
    {
        if (this.Columns == 0)
            return;
        this.Plan();
        threads = (int)Math.Min(threads, 1 + ((long)this.Rows * this.Columns * this.Depth / LeastWork));
        this.chunks = threads <= 1 ? 1 : Math.Clamp(4 * threads / this.panels, 1, CeilingOfQuotient(this.Rows, 2 * Tile<T, TLanes>.MaxRows));
        ForkJoin.Run(ref this, this.panels * this.chunks, threads);
    }

    /// <summary>Computes a share of the rows of C, and with the first share the column sums.</summary>
    public void Compute(Share share)
    {
        this.Plan();
        this.chunks = share.Count;
        if (share.Number > 0 && share.Of(this.Rows).Count == 0)
            return;
        for (int panel = 0; panel < this.panels; panel++)
            this.Run((panel * this.chunks) + share.Number);
    }

    private void Plan()
    {
        this.vectors = CeilingOfQuotient(this.Columns, TLanes.Count);
        this.panels = CeilingOfQuotient(this.vectors, Tile<T, TLanes>.MaxVectors);

        // Each step along the rows of a transposed A is in another page, so half as many summed indexes are better.
        this.blocks = Math.Max(1, CeilingOfQuotient(this.Depth, this.A.IsTransposed ? Panel<T>.MaxDepth / 2 : Panel<T>.MaxDepth));
        bool needsPadding = !Edge<T, TLanes>.IsFree && this.Columns % TLanes.Count != 0;
        this.isPacked = this.B.IsTransposed || needsPadding || (this.Rows >= 48 && this.Columns > 128);
    }

    /// <summary>Computes a chunk of a panel of C.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int piece)
    {
        (int panel, int chunk) = Math.DivRem(piece, this.chunks);
        (int vector, int width) = new Share(panel, this.panels).Of(this.vectors);
        (int row, int rows) = new Share(chunk, this.chunks).Of(this.Rows);
        int column = vector * TLanes.Count;
        if (this.PieceDepth > 0 && this.PieceDepth < this.Depth)
        {
            this.RunPieces(row, rows, column, width, sumsColumns: chunk == 0);
            return;
        }

        T* zeros = stackalloc T[width * TLanes.Count];
        for (int i = 0; i < width; i++)
            default(TLanes).Store(ref zeros[i * TLanes.Count], 0);

        TileOperands<T> t = default;
        t.Columns = Math.Min(width * TLanes.Count, this.Columns - column);
        for (int block = 0; block < this.blocks; block++)
        {
            (int k, t.Depth) = new Share(block, this.blocks).Of(this.Depth);
            this.SetPanel(ref t, k, column, width);
            T* start = block > 0 ? null : this.Bias == null ? zeros : this.Bias + column;
            this.RunRows(t, start, k, row, rows, column, width, isLast: block == this.blocks - 1);
            if (this.ColumnSums != null && chunk == 0)
                this.SumColumns(t, block == 0 ? zeros : null, column, width);
        }
    }

    private readonly void SetPanel(ref TileOperands<T> t, int k, int column, int width)
    {
        t.B = this.B.At(k, column);
        t.BStep = this.B.RowStep;
        if (!this.isPacked)
            return;
        T* source = t.B;
        t.B = Panel<T>.Buffer;
        t.BStep = width * TLanes.Count;
        if (this.B.IsTransposed)
            Panel<T>.Transpose<TLanes>(source, this.B.ColumnStep, t.Depth, t.Columns, t.B, width * TLanes.Count);
        else
            Panel<T>.Copy<TLanes>(source, this.B.RowStep, t.Depth, t.Columns, t.B, width * TLanes.Count);
    }

    // Starts from a row, or from the values in C if it is null. The heights of tiles are as equal as possible, the larger ones first.
    private readonly void RunRows(TileOperands<T> t, T* start, int k, int row, int rows, int column, int width, bool isLast)
    {
        int tiles = CeilingOfQuotient(rows, Tile<T, TLanes>.MaxRows);
        (int height, int larger) = Math.DivRem(rows, Math.Max(1, tiles));
        t.ARow = this.A.RowStep;
        t.AStep = this.A.ColumnStep;
        t.CRow = this.C.RowStep;
        t.StartRow = start == null ? t.CRow : 0;
        for (int tile = 0; tile < tiles;)
        {
            bool isLarger = tile < larger;
            int tileRows = isLarger ? height + 1 : height;
            int count = Math.Min((isLarger ? larger : tiles) - tile, TEpilogue.IsEmpty ? tiles : TilesBeforeEpilogue);
            t.A = this.A.At(row, k);
            t.C = this.C.At(row, column);
            t.Start = start == null ? t.C : start;
            Tile<T, TLanes>.Compute(count, tileRows, width, t);
            if (!TEpilogue.IsEmpty && isLast)
                this.Epilogue.Apply<TLanes>(row, count * tileRows, column, t.Columns);
            row += count * tileRows;
            tile += count;
        }
    }

    // An additional row of ones in A: its fused multiply-adds are the additions of the column sums.
    private readonly void SumColumns(TileOperands<T> t, T* start, int column, int width)
    {
        T one = T.One;
        t.A = &one;
        t.C = this.ColumnSums + column;
        t.Start = start == null ? t.C : start;
        Tile<T, TLanes>.Compute(1, 1, width, t);
    }

    private static int CeilingOfQuotient(int dividend, int divisor) => (int)(((uint)dividend + (uint)divisor - 1) / (uint)divisor);
}
