using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>−Σ y ln a + (1 − y) ln(1 − a) over independent outputs, with sigmoid: δ = a − y.</summary>
/// <remarks>Nielsen, <i>Neural Networks and Deep Learning</i>, chapter 3. From z: C = ln(1 + eᶻ) − y·z.</remarks>
public sealed record BinaryCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override Notation Notation => new("binary-cross-entropy");

    /// <inheritdoc/>
    public override Activation DefaultOutput => new Sigmoid();

    /// <inheritdoc/>
    public override string? Refuses(Activation output) => output is Sigmoid
        ? null
        : $"binary-cross-entropy needs independent outputs between 0 and 1: sigmoid, not {output}";

    /// <inheritdoc/>
    internal override string? Refuses(ReadOnlySpan<double> targets)
    {
        foreach (double target in targets)
        {
            if (!(target is >= 0 and <= 1))
                return FormattableString.Invariant($"binary-cross-entropy wants targets from 0 to 1, not {target}");
        }

        return null;
    }

    /// <inheritdoc/>
    internal override LossKernel<T> Compile<T>(Activation output) => new Kernel<T>();

    private sealed class Kernel<T> : LossKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override bool FromZ => true;

        public override void Delta(in OutputBatch<T> batch)
        {
            for (int row = 0; row < batch.Z.Rows; row++)
            {
                Span<T> costs = batch.Delta.Row(row);
                Elementwise.Zip(default(Cost), batch.Z.Row(row), batch.Targets.Row(row), costs);
                batch.Costs[row] = Reductions.Sum<T>(costs);
                if (!batch.Weights.IsEmpty)
                    batch.Costs[row] *= double.CreateTruncating(batch.Weights[row]);
            }

            Elementwise.Map(default(Output), batch.Z.Data, batch.A.Data);
            Elementwise.Zip(default(Difference), batch.A.Data, batch.Targets.Data, batch.Delta.Data);
            Scale(batch);
        }
    }

    private readonly struct Cost : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => Elementary.Softplus(x) - (y * x);
    }

    private readonly struct Output : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => Elementary.Sigmoid(x);
    }
}
