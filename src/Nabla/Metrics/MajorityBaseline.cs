using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>The baseline of a classifier: predicts the most frequent class for every row, with the classes' frequencies as probabilities.</summary>
/// <param name="Label">The most frequent class; the lowest one if several are.</param>
/// <param name="Frequencies">[classes] The fraction of training rows of each class.</param>
public sealed record MajorityBaseline(int Label, IReadOnlyList<double> Frequencies)
{
    /// <summary>Creates the baseline from training labels.</summary>
    /// <param name="labels">[examples] The true classes, from 0 on.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The total weight is 0, a class is out of range, or a weight is negative or not finite.</exception>
    public static MajorityBaseline Of(ReadOnlySpan<int> labels, int classes, ReadOnlySpan<double> weights = default)
    {
        Require.Labels(labels, classes, "label");
        var rowWeights = new RowWeights(weights, labels.Length);
        Require.SomeRow(rowWeights);
        var counts = new double[classes];
        for (int row = 0; row < labels.Length; row++)
            counts[labels[row]] += rowWeights[row];
        double total = rowWeights.Total;
        return new MajorityBaseline(Array.IndexOf(counts, counts.Max()), Array.ConvertAll(counts, count => count / total));
    }

    /// <summary>[rows] The most frequent class, for each row.</summary>
    public int[] Predict(int rows) => [.. Enumerable.Repeat(this.Label, rows)];

    /// <summary>[rows × classes] The classes' frequencies, for each row.</summary>
    public Matrix<double> PredictProbabilities(int rows) => RowsAndColumns.RepeatRow(this.Frequencies, rows);
}
