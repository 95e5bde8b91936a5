using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Adds the contribution of each row to a sum of vectors.</summary>
internal interface IRowSum<T>
{
    /// <summary>Adds a row of the pass.</summary>
    void Add(int row, Span<T> sum);
}

/// <summary>Sums over the rows of a batch: chains over the rows of a piece, combined in the tree, also across processes.</summary>
internal static class PieceSums
{
    /// <summary>The sum over the whole batch.</summary>
    /// <param name="frame">The pass.</param>
    /// <param name="body">The contribution of a row.</param>
    /// <param name="total">Written: the sum.</param>
    /// <returns>The sums over the subtrees of this process, valid until the next sum.</returns>
    public static TreeSum<T> OverRows<T, TBody>(in Frame<T> frame, ref TBody body, Span<T> total)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBody : struct, IRowSum<T>, allows ref struct
    {
        TreeSum<T> sums = frame.Workspace.Sums;
        sums.Begin(frame.Pieces.Tree, total.Length);
        for (int piece = frame.Pieces.Held.First; piece < frame.Pieces.Held.End; piece++)
        {
            var range = new PieceRange(piece, piece + 1);
            Span<T> sum = sums.Open(range);
            sum.Clear();
            (int row, int count) = frame.Pieces.RowsOf(range);
            for (int end = row + count; row < end; row++)
                body.Add(row, sum);
            sums.Close();
        }

        if (frame.Pieces.Group is { } group)
            group.Finish(frame.Pieces.Tree, sums, total);
        else if (sums.Count > 0)
            sums.Of(0).CopyTo(total);
        else
            total.Clear();
        return sums;
    }

    /// <summary>The total weight of a batch whose pieces are all computed here; the number of rows without weights.</summary>
    public static double TotalWeight<T>(PieceTree tree, ReadOnlySpan<T> weights, TreeSum<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weights.IsEmpty)
            return tree.Rows;
        sums.Begin(tree, 1);
        for (int piece = 0; piece < tree.Pieces; piece++)
        {
            sums.Open(new(piece, piece + 1))[0] = Reductions.Sum(weights[tree.RowOf(piece)..tree.RowOf(piece + 1)]);
            sums.Close();
        }

        return sums.Of(0)[0];
    }

    /// <summary>The sum of a number over all pieces of a batch that are all computed here.</summary>
    public static double Total(PieceTree tree, ReadOnlySpan<double> ofPieces, TreeSum<double> sums)
    {
        sums.Begin(tree, 1);
        for (int piece = 0; piece < tree.Pieces; piece++)
        {
            sums.Open(new(piece, piece + 1))[0] = ofPieces[piece];
            sums.Close();
        }

        return tree.Pieces == 0 ? 0 : sums.Of(0)[0];
    }
}
