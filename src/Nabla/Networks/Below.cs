using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// The target of a layer's backward pass: receives the derivative of the cost with respect to the layer's input, and multiplies it by f' and the
/// dropout factors of the layer below, which gives that layer's δ.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Below<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Receives δ of the layer below [examples × inputs]; an empty view if nothing below needs it.</summary>
    public MatrixView<T> Delta { get; init; }

    /// <summary>Whether anything below needs it.</summary>
    public bool IsWanted => this.Delta.Rows > 0;

    /// <summary>The same for some of the examples.</summary>
    internal Below<T> RowRange(int first, int count) => !this.IsWanted ? default : this with
    {
        Delta = this.Delta.RowRange(first, count),
        Stored = this.Stored.Rows == 0 ? default : this.Stored.RowRange(first, count),
        Factors = this.Factors.Rows == 0 ? default : this.Factors.RowRange(first, count),
    };

    /// <summary>The activation at the end of the layer below; null if it has no elementwise activation.</summary>
    internal ActivationKernel<T>? Ends { get; init; }

    /// <summary>The values f' is computed from.</summary>
    internal ReadOnlyMatrixView<T> Stored { get; init; }

    /// <summary>The factors of a dropout layer in between; an empty view if there is none.</summary>
    internal ReadOnlyMatrixView<T> Factors { get; init; }

    /// <summary>δ below = (δ·Wᵀ) ⊙ f'(z below), times the dropout factors; f' is applied while the product is in the cache.</summary>
    /// <param name="delta">δ of the layer [examples × outputs].</param>
    /// <param name="weights">W of the layer [inputs × outputs].</param>
    /// <param name="threads">The largest number of threads.</param>
    public void Take(ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, int threads)
    {
        if (this.Ends is null)
            Products.TimesTransposed(delta, weights, this.Delta, threads);
        else
            this.Ends.Backward(delta, weights, this.Stored, this.Delta, threads);
        this.MultiplyByFactors();
    }

    /// <summary>δ below = ∂C/∂x ⊙ f'(z below), times the dropout factors.</summary>
    /// <param name="gradient">∂C/∂x of the layer [examples × inputs]; it may be the same buffer as δ below.</param>
    public void Take(ReadOnlyMatrixView<T> gradient)
    {
        if (gradient.Data != this.Delta.Data)
            gradient.CopyTo(this.Delta);
        if (this.Ends is not null)
        {
            for (int row = 0; row < this.Delta.Rows; row++)
                this.Ends.MultiplyByDerivative(this.Stored.Row(row), this.Delta.Row(row));
        }

        this.MultiplyByFactors();
    }

    private void MultiplyByFactors()
    {
        if (this.Factors.Rows > 0)
            Elementwise.Zip(default(Product), this.Delta.Data, this.Factors.Data, this.Delta.Data);
    }
}
