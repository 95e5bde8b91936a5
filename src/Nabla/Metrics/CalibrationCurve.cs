namespace Nabla.Metrics;

/// <summary>The strategy for the bin edges of a calibration curve.</summary>
public enum CalibrationBinning
{
    /// <summary>Bins of equal width.</summary>
    Uniform,

    /// <summary>Bins with about the same number of rows: the edges are quantiles of the probabilities, linear between rows.</summary>
    Quantile,
}

/// <summary>The rows whose probability falls into one bin.</summary>
/// <param name="MeanProbability">The mean predicted probability.</param>
/// <param name="FractionPositive">The fraction of positive rows.</param>
/// <param name="Weight">The total weight of the rows.</param>
public readonly record struct CalibrationBin(double MeanProbability, double FractionPositive, double Weight);

/// <summary>The observed frequency of the positive class by predicted probability. With perfect calibration, both values of each bin are equal.</summary>
/// <param name="Bins">The non-empty bins, by ascending probability; empty if the total weight is 0.</param>
public sealed record CalibrationCurve(IReadOnlyList<CalibrationBin> Bins)
{
    /// <summary>
    /// The expected calibration error: the mean absolute difference between probability and frequency over the bins, weighted by their rows
    /// (Guo et al., <i>On calibration of modern neural networks</i>, 2017, eq. 3); NaN if the total weight is 0.
    /// </summary>
    public double ExpectedError
        => this.Bins.Sum(bin => bin.Weight * Math.Abs(bin.MeanProbability - bin.FractionPositive)) / this.Bins.Sum(bin => bin.Weight);

    /// <summary>
    /// The curve of one class against the rest. A bin includes its upper edge. Rows of weight 0 are ignored; other weights affect a bin's values, but
    /// not quantile edges.
    /// </summary>
    /// <param name="labels">[examples] The true classes.</param>
    /// <param name="probabilities">[examples] The predicted probabilities of the positive class.</param>
    /// <param name="bins">The number of bins.</param>
    /// <param name="binning">The strategy for the bin edges.</param>
    /// <param name="positive">The class that is positive.</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a probability is not within 0 and 1, or there are no bins.</exception>
    public static CalibrationCurve Of(
        ReadOnlySpan<int> labels,
        ReadOnlySpan<double> probabilities,
        int bins = 10,
        CalibrationBinning binning = CalibrationBinning.Uniform,
        int positive = 1,
        ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Require.SameRows(labels.Length, probabilities.Length);
        Require.Probabilities(probabilities.AsColumn());
        var rowWeights = new RowWeights(weights, labels.Length);
        double[] edges = binning == CalibrationBinning.Uniform ? UniformEdges(bins) : QuantileEdges(probabilities, rowWeights, bins);

        var probabilitySums = new double[bins];
        var positiveSums = new double[bins];
        var totals = new double[bins];
        for (int row = 0; row < labels.Length; row++)
        {
            int bin = 0;
            while (bin < edges.Length && edges[bin] < probabilities[row])
                bin++;
            probabilitySums[bin] += rowWeights[row] * probabilities[row];
            positiveSums[bin] += labels[row] == positive ? rowWeights[row] : 0;
            totals[bin] += rowWeights[row];
        }

        return new CalibrationCurve([
            .. Enumerable.Range(0, bins).Where(bin => totals[bin] > 0)
                .Select(bin => new CalibrationBin(probabilitySums[bin] / totals[bin], positiveSums[bin] / totals[bin], totals[bin])),
        ]);
    }

    private static double[] UniformEdges(int bins)
        => [.. Enumerable.Range(1, bins - 1).Select(i => i * (1.0 / bins))];

    private static double[] QuantileEdges(ReadOnlySpan<double> probabilities, RowWeights weights, int bins)
    {
        var sorted = new List<double>(weights.Counted);
        foreach (int row in Ascending.Order(probabilities))
        {
            if (weights[row] > 0)
                sorted.Add(probabilities[row]);
        }

        if (sorted.Count == 0)
            return [];
        var edges = new double[bins - 1];
        for (int i = 1; i < bins; i++)
        {
            // The edge is at (n − 1)·i / bins between the rows, computed in integers, so that an edge on a row is exact.
            (long below, long rest) = Math.DivRem((sorted.Count - 1L) * i, bins);
            double low = sorted[(int)below];
            edges[i - 1] = rest == 0 ? low : low + ((sorted[(int)below + 1] - low) * rest / bins);
        }

        return edges;
    }
}
