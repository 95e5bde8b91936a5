using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Tests.Optimization.Problems;

/// <summary>Residuals [m] and their Jacobian [m × n] at a point.</summary>
public delegate void Residuals(ReadOnlySpan<double> x, Span<double> r, MatrixView<double> j);

/// <summary>
/// A sum of squares as the literature states it, Σ rᵢ², with gradient 2·Jᵀr. As a least-squares objective it is ½·Σ (√2·rᵢ)²:
/// the same cost. One thread at a time.
/// </summary>
public sealed class TestProblem(int parameters, int residuals, Residuals function) : ILeastSquaresObjective<double>
{
    private readonly double[] r = new double[residuals];
    private readonly Matrix<double> j = new(residuals, parameters);

    public int Dimension => parameters;

    public int Residuals => residuals;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        this.j.Data.AsSpan().Clear();
        function(point, this.r, this.j);
        gradient.Clear();
        double cost = 0;
        for (int i = 0; i < residuals; i++)
        {
            cost += this.r[i] * this.r[i];
            for (int k = 0; k < parameters; k++)
                gradient[k] += 2 * this.r[i] * this.j[i, k];
        }

        return cost;
    }

    public void Linearize(ReadOnlySpan<double> point, int first, Span<double> residuals, MatrixView<double> jacobian)
    {
        this.j.Data.AsSpan().Clear();
        function(point, this.r, this.j);
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = Math.Sqrt(2) * this.r[first + i];
            for (int k = 0; k < jacobian.Columns; k++)
                jacobian[i, k] = Math.Sqrt(2) * this.j[first + i, k];
        }
    }
}
