namespace Nabla.Metrics;

/// <summary>
/// Quantiles of weighted rows: the smallest value at which the cumulative weight reaches the fraction q, or, if it equals q exactly, the mean of that
/// value and the next (averaged inverse of the distribution). Without weights, the median is the usual one; a weight of 2 equals a duplicated row.
/// </summary>
/// <remarks>R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, 1996, definition 2.</remarks>
internal static class WeightedQuantile
{
    /// <summary>The quantile at each level; NaN if the total weight is 0.</summary>
    public static double[] Of(ReadOnlySpan<double> values, RowWeights weights, ReadOnlySpan<double> levels)
    {
        var sorted = new List<(double Value, double Up)>(weights.Counted);
        double sum = 0;
        foreach (int row in Ascending.Order(values))
        {
            if (weights[row] > 0)
                sorted.Add((values[row], sum += weights[row]));
        }

        var quantiles = new double[levels.Length];
        for (int i = 0; i < levels.Length; i++)
            quantiles[i] = sorted.Count == 0 ? double.NaN : At(sorted, levels[i] * sum, 1e-12 * sum);
        return quantiles;
    }

    /// <param name="sorted">Each value with the cumulative weight.</param>
    /// <param name="part">The cumulative weight of the quantile.</param>
    /// <param name="rounding">The tolerance for equal weights.</param>
    private static double At(List<(double Value, double Up)> sorted, double part, double rounding)
    {
        int low = sorted.FindIndex(one => one.Up >= part - rounding);
        bool exact = sorted[low].Up <= part + rounding && low + 1 < sorted.Count;
        return exact ? (sorted[low].Value + sorted[low + 1].Value) / 2 : sorted[low].Value;
    }
}
