using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <summary>A matrix in memory, in any order: the number at (i, j) stands at i·Row + j·Column.</summary>
internal readonly unsafe struct Operand<T>(T* data, nint row, nint column)
    where T : unmanaged
{
    public T* Data => data;

    public nint Row => row;

    public nint Column => column;

    public Operand<T> Transposed => new(data, column, row);
}

/// <summary>
/// C = start + A·B over tiles. C is cut into panels of a few vectors of columns; the summed index into blocks such that
/// a block of a panel of B stays in the second-level cache while all rows of A pass by it.
/// A piece of parallel work is a panel, or some rows of it.
/// </summary>
internal unsafe struct BlockedProduct<T, TLanes, TEpilogue> : IParallelBody
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
    where TEpilogue : struct, IEpilogue<T>
{
    private const int BlockDepth = 1024;
    private const int MaxVectors = 4;

    public Operand<T> A;
    public Operand<T> B;
    public T* C;
    public nint CRow;
    public T* Bias;
    public T* ColumnSums;
    public int Rows;
    public int Columns;
    public int Depth;
    public TEpilogue Epilogue;

    private int vectors;
    private int panels;
    private int tiles;
    private int chunks;

    /// <summary>Computes all of C.</summary>
    public void Run(int threads, bool _)
    {
        if (this.Columns == 0)
            return;
        this.vectors = (this.Columns + TLanes.Count - 1) / TLanes.Count;
        this.panels = (this.vectors + MaxVectors - 1) / MaxVectors;
        this.tiles = (this.Rows + Tile.MaxRows - 1) / Tile.MaxRows;
        this.chunks = 1;
        ForkJoin.Run(ref this, this.panels * this.chunks, threads);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int piece)
    {
        int panel = piece / this.chunks, chunk = piece % this.chunks;
        int firstTile = Part(chunk, this.chunks, this.tiles), endTile = Part(chunk + 1, this.chunks, this.tiles);
        int firstVector = Part(panel, this.panels, this.vectors), width = Part(panel + 1, this.panels, this.vectors) - firstVector;
        int column = firstVector * TLanes.Count, columns = Math.Min(width * TLanes.Count, this.Columns - column);

        bool transpose = this.B.Column != 1;
        bool pack = transpose || (!Edge<T, TLanes>.IsFree && columns < width * TLanes.Count) || (this.Rows >= 48 && this.Columns > 128);
        T one = T.One;
        T* zeros = stackalloc T[MaxVectors * TLanes.Count];
        new Span<T>(zeros, MaxVectors * TLanes.Count).Clear();

        TileOperands<T> t = default;
        t.Columns = columns;
        int blocks = Math.Max(1, (this.Depth + BlockDepth - 1) / BlockDepth);
        for (int block = 0; block < blocks; block++)
        {
            int k = Part(block, blocks, this.Depth);
            t.Depth = Part(block + 1, blocks, this.Depth) - k;
            t.B = this.B.Data + (k * this.B.Row) + (column * this.B.Column);
            t.BStep = this.B.Row;
            if (pack)
            {
                T* buffer = Panel<T>.Buffer();
                if (transpose)
                    Panel<T>.Transpose<TLanes>(t.B, this.B.Column, t.Depth, columns, buffer, width * TLanes.Count);
                else
                    Panel<T>.Copy<TLanes>(t.B, this.B.Row, t.Depth, columns, buffer, width * TLanes.Count);
                t.B = buffer;
                t.BStep = width * TLanes.Count;
            }

            T* start = this.Bias == null ? zeros : this.Bias + column;
            t.ARow = this.A.Row;
            t.AStep = this.A.Column;
            t.CRow = this.CRow;
            for (int tile = firstTile; tile < endTile; tile++)
            {
                int row = Part(tile, this.tiles, this.Rows), rows = Part(tile + 1, this.tiles, this.Rows) - row;
                t.A = this.A.Data + (row * this.A.Row) + (k * this.A.Column);
                t.C = this.C + (row * this.CRow) + column;
                t.Start = block == 0 ? start : t.C;
                t.StartRow = block == 0 ? 0 : t.CRow;
                Tile.Compute<T, TLanes>(rows, width, t);
                if (!TEpilogue.IsEmpty && block == blocks - 1)
                {
                    for (int i = row; i < row + rows; i++)
                        this.Epilogue.Apply<TLanes>(i, column, columns);
                }
            }

            if (this.ColumnSums != null && chunk == 0)
            {
                // A row of ones: the fused multiply-adds become the plain additions of a column sum.
                t.A = &one;
                t.ARow = t.AStep = 0;
                t.C = this.ColumnSums + column;
                t.Start = block == 0 ? zeros : t.C;
                Tile.Compute<T, TLanes>(1, width, t);
            }
        }
    }

    /// <summary>Where the part of that index begins when so many things are divided as evenly as can be.</summary>
    private static int Part(int index, int parts, int total) => parts == 0 ? 0 : (int)((long)index * total / parts);
}
