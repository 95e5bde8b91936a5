using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The outputs of a batch and what is computed from them. All matrices are [examples × outputs], without gaps.</summary>
internal readonly ref struct OutputBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The weighted inputs of the output layer; empty where nothing is computed from them.</summary>
    public required MatrixView<T> Z { get; init; }

    /// <summary>The outputs; written by a loss that works from z.</summary>
    public required MatrixView<T> A { get; init; }

    /// <summary>The targets.</summary>
    public required ReadOnlyMatrixView<T> Targets { get; init; }

    /// <summary>The weight of each example, or empty if all are 1.</summary>
    public required ReadOnlySpan<T> Weights { get; init; }

    /// <summary>Written: the derivative of the cost with respect to z.</summary>
    public required MatrixView<T> Delta { get; init; }

    /// <summary>Scratch, a number for each example.</summary>
    public required Span<double> Costs { get; init; }

    /// <summary>The factor of each example's share of the delta: 1/n for a mean, 1 for a sum.</summary>
    public required double Scale { get; init; }

    /// <summary>The largest number of threads.</summary>
    public required int Threads { get; init; }

    /// <summary>The same for some of the examples.</summary>
    public OutputBatch<T> RowRange(int first, int count) => this with
    {
        Z = this.Z.Rows == 0 ? default : this.Z.RowRange(first, count),
        A = this.A.RowRange(first, count),
        Targets = this.Targets.RowRange(first, count),
        Weights = this.Weights.IsEmpty ? [] : this.Weights.Slice(first, count),
        Delta = this.Delta.RowRange(first, count),
        Costs = this.Costs.Slice(first, count),
    };
}

/// <summary>A loss compiled for a number type and an output activation: one virtual call for a batch.</summary>
internal abstract class LossKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether it takes z and computes the outputs itself.</summary>
    public abstract bool FromZ { get; }

    /// <summary>Returns Σ weight · cost over the examples, unscaled, and writes the delta, scaled.</summary>
    public abstract double CostAndDelta(in OutputBatch<T> batch);

    /// <summary>δ of each example times its weight and the scale.</summary>
    protected static void Scale(in OutputBatch<T> batch)
    {
        if (batch.Weights.IsEmpty)
        {
            if (batch.Scale != 1)
                Elementwise.Map(new Times(batch.Scale), batch.Delta.Data, batch.Delta.Data);
            return;
        }

        for (int row = 0; row < batch.Delta.Rows; row++)
        {
            double factor = double.CreateTruncating(batch.Weights[row]) * batch.Scale;
            Elementwise.Map(new Times(factor), batch.Delta.Row(row), batch.Delta.Row(row));
        }
    }
}
