using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>A batch of examples with their targets.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates a batch.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="targets">[examples × outputs], contiguous.</param>
    /// <param name="weights">The weight of each example; empty, the default, for 1 each.</param>
    public Batch(ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> targets, ReadOnlySpan<T> weights = default)
    {
        this.X = x;
        this.Targets = targets;
        this.Weights = weights;
    }

    /// <summary>[examples × inputs]</summary>
    public ReadOnlyMatrixView<T> X { get; }

    /// <summary>[examples × outputs]</summary>
    public ReadOnlyMatrixView<T> Targets { get; }

    /// <summary>The weight of each example, or empty.</summary>
    public ReadOnlySpan<T> Weights { get; }

    /// <summary>n: the total weight of the examples.</summary>
    public double TotalWeight => this.Weights.IsEmpty ? this.X.Rows : Reductions.Sum(this.Weights);
}
