using System.Numerics;

namespace Nabla.Numerics;

/// <summary>
/// Processes that train together: each computes some pieces of a batch, and all complete the sums over all pieces together.
/// Every process makes the same calls in the same order.
/// </summary>
public interface IPieceGroup
{
    /// <summary>
    /// The pieces of this process: each piece belongs to one process, and those of a process are consecutive, in the order of the processes.
    /// </summary>
    /// <param name="pieces">The number of pieces of the batch.</param>
    /// <returns>The pieces of this process, possibly none.</returns>
    PieceRange Share(int pieces);

    /// <summary>Adds up the sums of all processes in the tree; every process gets the same bits.</summary>
    /// <param name="tree">The pieces of the batch.</param>
    /// <param name="held">The sums over the subtrees that this process holds, ascending; possibly none.</param>
    /// <param name="total">Receives the sum over all pieces.</param>
    void Finish<T>(PieceTree tree, TreeSum<T> held, Span<T> total)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
