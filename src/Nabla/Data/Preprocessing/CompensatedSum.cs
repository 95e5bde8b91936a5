namespace Nabla.Data;

/// <summary>
/// Sums as exact as if computed in twice the precision and then rounded
/// (Ogita, Rump, Oishi: <i>Accurate sum and dot product</i>, SIAM J. Sci. Comput. 26, 2005, algorithms 4.4 and 5.3).
/// </summary>
internal static class CompensatedSum
{
    /// <summary>Σ xᵢ.</summary>
    public static double Of(ReadOnlySpan<double> x)
    {
        double sum = 0, lost = 0;
        foreach (double value in x)
            Add(ref sum, ref lost, value);
        return sum + lost;
    }

    /// <summary>Σ xᵢ².</summary>
    public static double OfSquares(ReadOnlySpan<double> x)
    {
        double sum = 0, lost = 0;
        foreach (double value in x)
        {
            double square = value * value;
            lost += Math.FusedMultiplyAdd(value, value, -square);
            Add(ref sum, ref lost, square);
        }

        return sum + lost;
    }

    /// <summary>Adds a value, and to <paramref name="lost"/> what the addition rounds away (Knuth's two-sum).</summary>
    private static void Add(ref double sum, ref double lost, double value)
    {
        double next = sum + value;
        double part = next - sum;
        lost += (sum - (next - part)) + (value - part);
        sum = next;
    }
}
