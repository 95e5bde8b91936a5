using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>−Σ y ln a over the classes of an example, with softmax: δ = a − y. The targets of an example sum to 1.</summary>
/// <remarks>Bridle, 1990. From z: C = ln Σ e^z − y·z.</remarks>
public sealed record CrossEntropy : Loss
{
    /// <inheritdoc/>
    public override Notation Notation => new("cross-entropy");

    /// <inheritdoc/>
    public override Activation DefaultOutput => new Softmax();

    /// <inheritdoc/>
    public override string? Refuses(Activation output) => output switch
    {
        Softmax => null,
        Sigmoid => "cross-entropy needs outputs that sum to 1: softmax, not sigmoid, which goes with binary-cross-entropy",
        _ => $"cross-entropy needs outputs that sum to 1: softmax, not {output}",
    };

    /// <inheritdoc/>
    internal override string? Refuses(ReadOnlySpan<double> targets)
    {
        double sum = 0;
        foreach (double target in targets)
            sum += target >= 0 ? target : double.NaN;
        return Math.Abs(sum - 1) <= Rounding
            ? null
            : "cross-entropy wants targets of 0 or more that sum to 1 in each row: it is for classes";
    }

    /// <inheritdoc/>
    internal override LossKernel<T> Compile<T>(Activation output) => new Kernel<T>();

    private const double Rounding = 1e-6; // of parts of 1 that were written with a few digits

    private const int RowsAtOnce = 64; // so many products of targets and z wait on the stack

    private sealed class Kernel<T> : LossKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override bool FromZ => true;

        public override void CostsAndDelta(in OutputBatch<T> batch)
        {
            var rows = new Rows { Batch = batch };
            RowBlocks.Run(ref rows, batch.Z.Rows, batch.Z.Columns, batch.Threads);
            Weigh(batch);
            Scale(batch);
        }

        private ref struct Rows : IRowsBody
        {
            public OutputBatch<T> Batch;

            [SkipLocalsInit]
            public readonly void Run(int start, int end)
            {
                ReadOnlyMatrixView<T> targets = this.Batch.Targets;
                Span<double> dots = stackalloc double[RowsAtOnce];
                for (; start < end; start += RowsAtOnce)
                {
                    int count = Math.Min(RowsAtOnce, end - start);
                    Span<double> costs = this.Batch.Costs.Slice(start, count);
                    MatrixView<T> z = this.Batch.Z.RowRange(start, count), a = this.Batch.A.RowRange(start, count);
                    Reductions.Softmax(z, a, costs); // ln Σ e^z
                    Reductions.RowDots(targets.RowRange(start, count), z, dots[..count]);
                    for (int i = 0; i < count; i++)
                        costs[i] -= dots[i];
                    Elementwise.Zip(default(Difference), a.Data, targets.RowRange(start, count).Data, this.Batch.Delta.RowRange(start, count).Data);
                }
            }
        }
    }
}
