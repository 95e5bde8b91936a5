namespace Nabla.Metrics;

/// <summary>Where the bins of a calibration curve end.</summary>
public enum CalibrationBinning
{
    /// <summary>Bins of the same width.</summary>
    Uniform,

    /// <summary>Bins of about the same number of rows: the edges are quantiles of the probabilities, linear between rows.</summary>
    Quantile,
}

/// <summary>The rows whose probability falls into one bin.</summary>
/// <param name="MeanProbability">The mean predicted probability.</param>
/// <param name="FractionPositive">The part of the rows that are positive.</param>
/// <param name="Weight">The total weight of the rows.</param>
public readonly record struct CalibrationBin(double MeanProbability, double FractionPositive, double Weight);

/// <summary>How often a prediction of probability p comes true. Perfect calibration has both figures of each bin equal.</summary>
/// <param name="Bins">The bins that hold rows, by ascending probability; empty if the total weight is 0.</param>
public sealed record CalibrationCurve(IReadOnlyList<CalibrationBin> Bins)
{
    /// <summary>
    /// The expected calibration error: the mean distance of probability and frequency over the bins, by their rows
    /// (Guo et al., <i>On calibration of modern neural networks</i>, 2017, eq. 3); NaN if the total weight is 0.
    /// </summary>
    public double ExpectedError
        => this.Bins.Sum(bin => bin.Weight * Math.Abs(bin.MeanProbability - bin.FractionPositive)) / this.Bins.Sum(bin => bin.Weight);

    /// <summary>
    /// The curve of one class against the rest. A bin holds its upper edge. Rows of weight 0 count as absent; the other weights count
    /// in a bin's figures, not in quantile edges.
    /// </summary>
    /// <param name="labels">[examples] The true classes.</param>
    /// <param name="probabilities">[examples] The predicted probabilities of the positive class.</param>
    /// <param name="bins">The number of bins.</param>
    /// <param name="binning">Where they end.</param>
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
            // The edge stands at (n − 1)·i / bins between the rows; in whole numbers, so that an edge on a row is exactly there.
            (long below, long rest) = Math.DivRem((sorted.Count - 1L) * i, bins);
            double low = sorted[(int)below];
            edges[i - 1] = rest == 0 ? low : low + ((sorted[(int)below + 1] - low) * rest / bins);
        }

        return edges;
    }
}
