using System.Numerics;

namespace Nabla.Numerics;

/// <summary>Pieces that share a panel of B, or a part of one piece that is too deep for a panel.</summary>
internal readonly unsafe struct PieceBlock<T>(int first, int end, T* zeros)
    where T : unmanaged
{
    public int First => first;

    public int End => end;

    /// <summary>A row of zeros, from which chains start.</summary>
    public T* Zeros => zeros;

    /// <summary>Whether the chains of its pieces start here.</summary>
    public bool Begins { get; init; }

    /// <summary>Whether the chains end here.</summary>
    public bool Ends { get; init; }
}

/// <summary>
/// The storage of the sums over subtrees of pieces that wait for their siblings, in a chunk of a panel of C. When piece p is done, a sum over 2^l
/// pieces waits on level l if bit l of p is set.
/// </summary>
internal readonly unsafe struct WaitingSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int pieces;
    private readonly int nearLevels;
    private readonly int top;
    private readonly int rows;
    private readonly int rowLength;
    private readonly int levelLength;
    private readonly T* near;
    private readonly T* far;

    /// <param name="pieces">The number of pieces.</param>
    /// <param name="atOnce">The number of pieces, a power of two, that a tile computes consecutively.</param>
    /// <param name="rows">The number of rows of the chunk; the column sums are an additional row.</param>
    /// <param name="rowLength">The length of a row.</param>
    /// <param name="hasChains">Whether chains also wait, because a piece is too deep for a panel.</param>
    /// <param name="near">The buffer for the sums of a tile that wait for others of the same tile.</param>
    public WaitingSums(int pieces, int atOnce, int rows, int rowLength, bool hasChains, T* near)
    {
        this.pieces = pieces;
        this.nearLevels = BitOperations.Log2((uint)atOnce);
        this.top = BitOperations.Log2((uint)Math.Max(1, pieces - 1));
        this.rows = rows;
        this.rowLength = rowLength;
        this.levelLength = (rows + 1) * rowLength;
        this.near = near;
        int farLevels = Math.Max(0, this.top - this.nearLevels);
        this.far = hasChains || farLevels > 0 ? Panel<T>.Waiting(checked((farLevels + 1) * this.levelLength)) : null;
    }

    public T* C { get; init; }

    public nint CRow { get; init; }

    public T* Columns { get; init; }

    /// <summary>The storage of a chain that is not complete.</summary>
    public TileAt<T> Chain(int place) => new(this.far + (place * this.rowLength), this.rowLength);

    /// <summary>The target of a piece's tile when it is done.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="place">The first row of the tile in the chunk.</param>
    /// <param name="addends">Receives the tiles to add to it first.</param>
    /// <param name="count">The number of these tiles.</param>
    public TileAt<T> Meet(int piece, int place, TileAt<T>* addends, out int count)
    {
        bool isLast = piece == this.pieces - 1;
        int level = 0;
        count = 0;
        for (int waiting = piece; waiting != 0 && (isLast || (waiting & 1) != 0); waiting >>= 1, level++)
        {
            if ((waiting & 1) != 0)
                addends[count++] = this.At(level, place);
        }

        return isLast ? this.Result(place) : this.At(level, place);
    }

    private TileAt<T> At(int level, int place)
        => level < this.nearLevels ? new(this.near + (level * Tile<T, Lanes512<T>>.MaxRows * this.rowLength), this.rowLength)
            : level == this.top ? this.Result(place)
            : new(this.far + ((level - this.nearLevels + 1) * this.levelLength) + (place * this.rowLength), this.rowLength);

    private TileAt<T> Result(int place) => place == this.rows ? new(this.Columns, 0) : new(this.C + (place * this.CRow), this.CRow);
}
