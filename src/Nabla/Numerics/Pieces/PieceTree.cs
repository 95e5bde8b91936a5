using System.Numerics;

namespace Nabla.Numerics;

/// <summary>
/// The fixed binary tree in which sums over the pieces of a batch are added: piece 2i is added to piece 2i + 1, then pair 2i to pair 2i + 1, and so
/// on; a sum without a partner is passed up unchanged. Rows are divided into pieces of a fixed number of rows; only the last may have fewer.
/// </summary>
/// <remarks>
/// The order of all additions depends only on the number of pieces. The pieces of a subtree can be added early by any process, and the total has the
/// same bits for any distribution.
/// </remarks>
public readonly record struct PieceTree
{
    /// <summary>The default number of rows per piece; with fewer rows, adding pieces costs more relative to the products.</summary>
    public const int UsualRows = 128;

    /// <summary>Divides rows into pieces.</summary>
    /// <param name="rows">The number of rows, 0 or more.</param>
    /// <param name="pieceRows">The number of rows per piece, 1 or more.</param>
    public PieceTree(int rows, int pieceRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pieceRows);
        this.Rows = rows;
        this.PieceRows = pieceRows;
        this.Pieces = (int)(((uint)rows + (uint)pieceRows - 1) / (uint)pieceRows);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of rows per piece; the last piece may have fewer.</summary>
    public int PieceRows { get; }

    /// <summary>The number of pieces.</summary>
    public int Pieces { get; }

    /// <summary>All pieces.</summary>
    public PieceRange All => new(0, this.Pieces);

    /// <summary>The first row of a piece; the number of rows for the number of pieces.</summary>
    public int RowOf(int piece) => (int)Math.Min((long)piece * this.PieceRows, this.Rows);

    /// <summary>The number of rows of some pieces.</summary>
    public int RowsOf(PieceRange pieces) => this.RowOf(pieces.End) - this.RowOf(pieces.First);

    /// <summary>The largest subtree that starts with the first of some pieces and contains only these.</summary>
    /// <param name="pieces">The pieces, at least one.</param>
    /// <param name="most">The maximum number of pieces, a power of two; no limit by default.</param>
    public PieceRange Subtree(PieceRange pieces, int most = 1 << 30)
    {
        int size = pieces.First == 0 ? most : Math.Min(most, 1 << BitOperations.TrailingZeroCount(pieces.First));
        while (size > 1 && this.EndOf(pieces.First, size) > pieces.End)
            size >>= 1;
        return new PieceRange(pieces.First, this.EndOf(pieces.First, size));
    }

    /// <summary>Whether two subtrees are the left and right child of a node.</summary>
    public bool AreSiblings(PieceRange left, PieceRange right)
        => left.End == right.First
            && BitOperations.IsPow2(left.Count)
            && left.First % (2L * left.Count) == 0
            && right.End == this.EndOf(right.First, left.Count);

    private int EndOf(int first, int size) => (int)Math.Min((long)first + size, this.Pieces);
}
