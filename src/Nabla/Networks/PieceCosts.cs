using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The cost of each piece of a batch, and its δ.</summary>
internal ref struct PieceCosts<T>(LossKernel<T> loss, BatchPieces pieces) : IRowsBody
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The outputs of all pieces that pass.</summary>
    public OutputBatch<T> Batch;

    /// <summary>Written: a number for each of them.</summary>
    public Span<double> Costs;

    /// <inheritdoc/>
    public readonly void Run(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            int piece = pieces.Held.First + i;
            (int first, int rows) = pieces.RowsOf(new(piece, piece + 1));
            this.Costs[i] = loss.CostAndDelta(this.Batch.RowRange(first, rows));
        }
    }
}
