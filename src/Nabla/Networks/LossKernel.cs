using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The outputs of a batch and the values computed from them. All matrices are [examples × outputs] and contiguous.</summary>
internal readonly ref struct OutputBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The weighted inputs of the output layer; empty if not needed.</summary>
    public MatrixView<T> Z { get; init; }

    /// <summary>The outputs; written by a loss that works on z.</summary>
    public required MatrixView<T> A { get; init; }

    /// <summary>The targets.</summary>
    public ReadOnlyMatrixView<T> Targets { get; init; }

    /// <summary>The weight of each example, or empty if all are 1.</summary>
    public required ReadOnlySpan<T> Weights { get; init; }

    /// <summary>Written: the derivative of the cost with respect to z.</summary>
    public MatrixView<T> Delta { get; init; }

    /// <summary>Written: the cost of each example, or a number from which it is computed.</summary>
    public required Span<double> Costs { get; init; }

    /// <summary>Written: a cost for each output of each example [examples × outputs]; empty if the loss does not write it.</summary>
    public Span<T> OutputCosts { get; init; }

    /// <summary>The factor of the delta: 1/n for a mean, 1 for a sum.</summary>
    public required double Scale { get; init; }

    /// <summary>The same for some of the examples.</summary>
    public OutputBatch<T> RowRange(int first, int count) => this with
    {
        Z = this.Z.Rows == 0 ? default : this.Z.RowRange(first, count),
        A = this.A.RowRange(first, count),
        Targets = this.Targets.Rows == 0 ? default : this.Targets.RowRange(first, count),
        Weights = this.Weights.IsEmpty ? [] : this.Weights.Slice(first, count),
        Delta = this.Delta.Rows == 0 ? default : this.Delta.RowRange(first, count),
        Costs = this.Costs.Slice(first, count),
        OutputCosts = this.OutputCosts.IsEmpty ? [] : this.OutputCosts.Slice(first * this.A.Columns, count * this.A.Columns),
    };
}

/// <summary>
/// A loss compiled for a number type and an output activation: one virtual call for the δ of some independent examples, and one for the cost of a
/// piece, which is a sum over its examples.
/// </summary>
internal abstract class LossKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether it takes z and computes the outputs itself.</summary>
    public abstract bool FromZ { get; }

    /// <summary>Whether <see cref="Delta"/> writes <see cref="OutputBatch{T}.OutputCosts"/>.</summary>
    public virtual bool HasOutputCosts => false;

    /// <summary>Writes the delta, scaled, and the costs of the examples.</summary>
    public abstract void Delta(in OutputBatch<T> batch);

    /// <summary>Σ weight · cost over the examples of a piece, unscaled, after <see cref="Delta"/> of all of them.</summary>
    public virtual double Cost(in OutputBatch<T> piece) => Reductions.Sum<double>(piece.Costs);

    /// <summary>Multiplies δ of each example by its weight and the scale.</summary>
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
