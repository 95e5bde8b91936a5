using System.Numerics;

namespace Nabla.Numerics;

/// <summary>
/// Adds the sums over the subtrees of all processes in place, in the order of <see cref="TreeSum{T}"/>. The last addition writes the total, so that
/// long vectors are read once.
/// </summary>
/// <param name="shares">The shares of the processes, counted for the tree.</param>
internal sealed class SubtreeSums(PieceShares shares)
{
    private Node[] nodes = [];

    /// <summary>Adds the sums.</summary>
    /// <param name="tree">The pieces.</param>
    /// <param name="room">The sums of all processes, concatenated; they are overwritten.</param>
    /// <param name="gap">The number of elements to skip before each process's sums.</param>
    /// <param name="total">Receives the sum over all pieces.</param>
    public void Add<T>(PieceTree tree, Span<T> room, int gap, Span<T> total)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (total.IsEmpty)
            return;
        int waiting = 0, place = 0;
        bool isWritten = false;
        if (this.nodes.Length < shares.SubtreesBefore(shares.Size))
            this.nodes = new Node[shares.SubtreesBefore(shares.Size)];
        for (int rank = 0; rank < shares.Size; rank++)
        {
            place += gap;
            PieceRange left = shares.Of(rank, tree.Pieces);
            for (; left.Count > 0; place += total.Length)
            {
                PieceRange subtree = tree.Subtree(left);
                left = left with { First = subtree.End };
                this.nodes[waiting++] = new Node(subtree, place);
                for (; waiting > 1 && tree.AreSiblings(this.nodes[waiting - 2].Pieces, this.nodes[waiting - 1].Pieces); waiting--)
                {
                    (Node first, Node second) = (this.nodes[waiting - 2], this.nodes[waiting - 1]);
                    var both = new PieceRange(first.Pieces.First, second.Pieces.End);
                    Span<T> sum = room.Slice(first.Place, total.Length);
                    isWritten = both == tree.All;
                    Elementwise.Zip(default(Plus), sum, room.Slice(second.Place, total.Length), isWritten ? total : sum);
                    this.nodes[waiting - 2] = first with { Pieces = both };
                }
            }
        }

        if (waiting == 0)
            total.Clear();
        else if (!isWritten)
            room.Slice(this.nodes[0].Place, total.Length).CopyTo(total);
    }

    // A sum that waits for its sibling: its pieces, and its position in the buffer.
    private readonly record struct Node(PieceRange Pieces, int Place);
}
