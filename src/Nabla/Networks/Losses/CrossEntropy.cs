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

    private const double Rounding = 1e-6; // for fractions written with a few digits

    private const int RowsAtOnce = 64; // the number of products of targets and z on the stack

    private sealed class Kernel<T> : LossKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override bool FromZ => true;

        [SkipLocalsInit]
        public override void Delta(in OutputBatch<T> batch)
        {
            Span<double> dots = stackalloc double[RowsAtOnce];
            for (int start = 0; start < batch.Z.Rows; start += RowsAtOnce)
            {
                OutputBatch<T> some = batch.RowRange(start, Math.Min(RowsAtOnce, batch.Z.Rows - start));
                Span<double> costs = some.Costs;
                Reductions.Softmax(some.Z, some.A, costs); // ln Σ e^z
                Reductions.RowDots(some.Targets, some.Z, dots[..costs.Length]);
                for (int i = 0; i < costs.Length; i++)
                    costs[i] = Weight(some, i) * (costs[i] - dots[i]);
                Elementwise.Zip(default(Difference), some.A.Data, some.Targets.Data, some.Delta.Data);
            }

            Scale(batch);
        }

        private static double Weight(in OutputBatch<T> batch, int row)
            => batch.Weights.IsEmpty ? 1 : double.CreateTruncating(batch.Weights[row]);
    }
}
