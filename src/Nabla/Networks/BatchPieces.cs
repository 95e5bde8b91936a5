using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The pieces of a batch, and those that pass through the network here. The sums over their rows meet in the tree of the batch.</summary>
/// <param name="Tree">All pieces of the batch.</param>
/// <param name="Held">Those that pass.</param>
/// <param name="Group">Where sums over all pieces are finished in the middle of a pass; null if all of them pass here.</param>
internal readonly record struct BatchPieces(PieceTree Tree, PieceRange Held, IPieceGroup? Group)
{
    /// <summary>A batch of which all pieces pass.</summary>
    public BatchPieces(PieceTree tree)
        : this(tree, tree.All, null)
    {
    }

    /// <summary>Where the rows of some of the pieces stand among those that pass.</summary>
    public (int First, int Count) RowsOf(PieceRange pieces)
        => (this.Tree.RowOf(pieces.First) - this.Tree.RowOf(this.Held.First), this.Tree.RowsOf(pieces));

    /// <summary>Takes the next subtree off the front of pieces that are left; false if none is left.</summary>
    public bool TryTakeSubtree(ref PieceRange left, out PieceRange subtree)
    {
        if (left.Count == 0)
        {
            subtree = default;
            return false;
        }

        subtree = this.Tree.Subtree(left);
        left = left with { First = subtree.End };
        return true;
    }
}
