using System.Numerics;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>−Σ y ln a over the classes of an example, with softmax: δ = a − y. The targets of an example sum to 1.</summary>
/// <remarks>Bridle, 1990. From z: C = ln Σ e^z − y·z.</remarks>
public sealed record LogLikelihood : Loss
{
    /// <inheritdoc/>
    public override Notation Notation => new("log-likelihood");

    /// <inheritdoc/>
    public override Activation DefaultOutput => new Softmax();

    /// <inheritdoc/>
    public override string? Refuses(Activation output) => output is Softmax
        ? null
        : $"log-likelihood needs outputs that sum to 1: softmax, not {output}";

    /// <inheritdoc/>
    internal override LossKernel<T> Compile<T>(Activation output) => new Kernel<T>();

    private sealed class Kernel<T> : LossKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override bool FromZ => true;

        public override double CostAndDelta(in OutputBatch<T> batch)
        {
            var rows = new Rows { Batch = batch };
            RowBlocks.Run(ref rows, batch.Z.Rows, batch.Z.Columns, batch.Threads);
            Scale(batch);
            return Reductions.Sum<double>(batch.Costs[..batch.Z.Rows]);
        }

        private ref struct Rows : IRowsBody
        {
            public OutputBatch<T> Batch;

            public readonly void Run(int start, int end)
            {
                for (int row = start; row < end; row++)
                {
                    ReadOnlySpan<T> z = this.Batch.Z.Row(row), y = this.Batch.Targets.Row(row);
                    double logSum = double.CreateTruncating(Reductions.LogSumExp(z));
                    double weight = this.Batch.Weights.IsEmpty ? 1 : double.CreateTruncating(this.Batch.Weights[row]);
                    this.Batch.Costs[row] = weight * (logSum - Reductions.Dot(y, z));
                    Reductions.Softmax(z, this.Batch.A.Row(row));
                    Elementwise.Zip(default(Difference), this.Batch.A.Row(row), y, this.Batch.Delta.Row(row));
                }
            }
        }
    }
}
