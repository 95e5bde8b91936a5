using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The pieces of a batch, and those that this process computes. The sums over their rows are combined in the tree of the batch.</summary>
/// <param name="Tree">All pieces of the batch.</param>
/// <param name="Held">The pieces of this process.</param>
/// <param name="Group">The group that completes sums over all pieces within a pass; null if this process computes all pieces.</param>
internal readonly record struct BatchPieces(PieceTree Tree, PieceRange Held, IPieceGroup? Group)
{
    /// <summary>A batch of which this process computes all pieces.</summary>
    public BatchPieces(PieceTree tree)
        : this(tree, tree.All, null)
    {
    }

    /// <summary>The range of the rows of some pieces.</summary>
    public (int First, int Count) RowsOf(PieceRange pieces)
        => (this.Tree.RowOf(pieces.First) - this.Tree.RowOf(this.Held.First), this.Tree.RowsOf(pieces));

    /// <summary>Takes the next subtree from the remaining pieces; false if none is left.</summary>
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
