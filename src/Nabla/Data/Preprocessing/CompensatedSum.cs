namespace Nabla.Data;

/// <summary>
/// A sum as accurate as if computed in twice the working precision and then rounded (Ogita, Rump, Oishi: <i>Accurate sum and dot product</i>, SIAM J.
/// Sci. Comput. 26, 2005, algorithms 4.4 and 5.3).
/// </summary>
internal struct CompensatedSum
{
    private double sum;
    private double lost;

    /// <summary>The sum of the values added so far.</summary>
    public readonly double Total => this.sum + this.lost;

    /// <summary>Σ xᵢ.</summary>
    public static double Of(ReadOnlySpan<double> x)
    {
        var total = default(CompensatedSum);
        foreach (double value in x)
            total.Add(value);
        return total.Total;
    }

    /// <summary>Adds a value, and collects the rounding error of the addition (Knuth's two-sum).</summary>
    public void Add(double value)
    {
        double next = this.sum + value;
        double part = next - this.sum;
        this.lost += (this.sum - (next - part)) + (value - part);
        this.sum = next;
    }

    /// <summary>Adds the square of a value.</summary>
    public void AddSquare(double value)
    {
        double square = value * value;
        this.lost += Math.FusedMultiplyAdd(value, value, -square);
        this.Add(square);
    }
}
