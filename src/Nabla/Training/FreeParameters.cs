using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>
/// A cost as a function of only some of its parameters: a solver sees the free parameters, concatenated, and the frozen ones do not change.
/// </summary>
internal class FreeParameters<T> : IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IObjective<T> whole;
    private readonly ParameterSlice[] free;
    private readonly T[] point;
    private readonly T[] gradient;

    /// <param name="whole">The cost of all parameters.</param>
    /// <param name="free">The slices that the solver sees.</param>
    /// <param name="point">The current values of all parameters.</param>
    public FreeParameters(IObjective<T> whole, ParameterSlice[] free, ReadOnlySpan<T> point)
    {
        this.whole = whole;
        this.free = free;
        this.point = point.ToArray();
        this.gradient = new T[point.Length];
        this.Dimension = free.Sum(slice => slice.Length);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>The free entries of a vector of all parameters.</summary>
    public T[] Gather(ReadOnlySpan<T> all)
    {
        var some = new T[this.Dimension];
        this.Gather(all, some);
        return some;
    }

    /// <summary>Copies the free entries to their positions in a vector of all parameters; the other entries do not change.</summary>
    public void Scatter(ReadOnlySpan<T> some, Span<T> all)
    {
        foreach (ParameterSlice slice in this.free)
        {
            some[..slice.Length].CopyTo(slice.Of(all));
            some = some[slice.Length..];
        }
    }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> point, Span<T> gradient)
    {
        double cost = this.whole.Evaluate(this.Whole(point), gradient.IsEmpty ? [] : this.gradient);
        if (!gradient.IsEmpty)
            this.Gather(this.gradient, gradient);
        return cost;
    }

    /// <summary>The point of all parameters for a point of the free ones.</summary>
    protected ReadOnlySpan<T> Whole(ReadOnlySpan<T> some)
    {
        this.Scatter(some, this.point);
        return this.point;
    }

    /// <summary>Copies the free entries of a vector of all parameters.</summary>
    protected void Gather(ReadOnlySpan<T> all, Span<T> some)
    {
        foreach (ParameterSlice slice in this.free)
        {
            slice.Of(all).CopyTo(some);
            some = some[slice.Length..];
        }
    }
}

/// <summary>The same for a sum of squares: the Jacobian has only the columns of the free parameters.</summary>
internal sealed class FreeResiduals<T>(ILeastSquaresObjective<T> whole, ParameterSlice[] free, ReadOnlySpan<T> start) : FreeParameters<T>(whole, free, start), ILeastSquaresObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Matrix<T> rows = new(0, whole.Dimension);

    /// <inheritdoc/>
    public int Residuals => whole.Residuals;

    /// <inheritdoc/>
    public int PieceResiduals => whole.PieceResiduals;

    /// <inheritdoc/>
    public void Linearize(ReadOnlySpan<T> point, int first, Span<T> residuals, MatrixView<T> jacobian)
    {
        if (this.rows.Rows < jacobian.Rows)
            this.rows = new Matrix<T>(jacobian.Rows, whole.Dimension);
        MatrixView<T> all = this.rows.View.RowRange(0, jacobian.Rows);
        whole.Linearize(this.Whole(point), first, residuals, all);
        for (int row = 0; row < jacobian.Rows; row++)
            this.Gather(all.Row(row), jacobian.Row(row));
    }
}
