using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>
/// Metrics of predicted classes. Each is a weighted mean over the rows, and NaN without rows or if all weights are 0.
/// </summary>
public static class ClassificationMetrics
{
    /// <summary>The minimum probability in <see cref="LogLoss"/>: 2⁻⁵², as in scikit-learn.</summary>
    public const double SmallestProbability = 2.220446049250313e-16;

    /// <summary>The fraction of correctly predicted rows.</summary>
    /// <param name="labels">[examples] The true classes.</param>
    /// <param name="predictions">[examples] The predicted classes.</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a weight is negative or not finite.</exception>
    public static double Accuracy(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, ReadOnlySpan<double> weights = default)
    {
        Require.SameRows(labels.Length, predictions.Length);
        var rowWeights = new RowWeights(weights, labels.Length);
        double correct = 0;
        for (int row = 0; row < labels.Length; row++)
            correct += labels[row] == predictions[row] ? rowWeights[row] : 0;
        return correct / rowWeights.Total;
    }

    /// <summary>
    /// The fraction of rows whose class is among the k with the highest scores. If scores are equal, the lower class comes first, so that k = 1 is
    /// the accuracy of the most probable class (scikit-learn puts the higher class first).
    /// </summary>
    /// <param name="labels">[examples] The true classes, from 0 on.</param>
    /// <param name="scores">[examples × classes] Probabilities or other scores.</param>
    /// <param name="k">The number of classes; if it is not below the number of all classes, the result is 1.</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a class is out of range, k is below 1, or a score not finite.</exception>
    public static double TopKAccuracy(
        ReadOnlySpan<int> labels, ReadOnlyMatrixView<double> scores, int k, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        Require.SameRows(labels.Length, scores.Rows);
        Require.Labels(labels, scores.Columns, "label");
        Require.Finite(scores, "score");
        var rowWeights = new RowWeights(weights, labels.Length);
        double hits = 0;
        for (int row = 0; row < labels.Length; row++)
            hits += Rank(scores.Row(row), labels[row]) < k ? rowWeights[row] : 0;

        return hits / rowWeights.Total;
    }

    /// <summary>
    /// The mean of −ln p(true class), in nats, with p at least <paramref name="smallest"/>, so that one confident error does not make it infinite.
    /// Probabilities are not normalized.
    /// </summary>
    /// <param name="labels">[examples] The true classes, from 0 on.</param>
    /// <param name="probabilities">[examples × classes]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <param name="smallest">The minimum probability; with 0 the result may be +∞.</param>
    /// <exception cref="ArgumentException">The lengths differ, a class is out of range, or a probability is not within 0 and 1.</exception>
    public static double LogLoss(
        ReadOnlySpan<int> labels,
        ReadOnlyMatrixView<double> probabilities,
        ReadOnlySpan<double> weights = default,
        double smallest = SmallestProbability)
    {
        if (!(smallest is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(smallest), smallest, "the minimum probability is from 0 to 1");
        RequireProbabilities(labels, probabilities);
        var rowWeights = new RowWeights(weights, labels.Length);
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            if (rowWeights[row] > 0) // 0 · ∞ would be NaN
                sum -= rowWeights[row] * Elementary.Log<Scalar<double>>(Math.Max(probabilities[row, labels[row]], smallest)).Value;
        }

        return sum / rowWeights.Total;
    }

    /// <summary>
    /// The mean squared difference between probabilities and true classes, over all classes, mean of Σₖ (pₖ − yₖ)², from 0 to 2; with two
    /// classes half of that, from 0 to 1, which is the mean of (p − y)² of either class. As in scikit-learn since 1.7.
    /// </summary>
    /// <param name="labels">[examples] The true classes, from 0 on.</param>
    /// <param name="probabilities">[examples × classes]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <remarks>G. W. Brier, Verification of forecasts expressed in terms of probability, 1950.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, a class is out of range, or a probability is not within 0 and 1.</exception>
    public static double BrierScore(
        ReadOnlySpan<int> labels, ReadOnlyMatrixView<double> probabilities, ReadOnlySpan<double> weights = default)
    {
        RequireProbabilities(labels, probabilities);
        var rowWeights = new RowWeights(weights, labels.Length);
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            for (int k = 0; k < probabilities.Columns; k++)
            {
                double difference = probabilities[row, k] - (labels[row] == k ? 1 : 0);
                sum += rowWeights[row] * (difference * difference);
            }
        }

        return sum / rowWeights.Total / (probabilities.Columns == 2 ? 2 : 1);
    }

    private static void RequireProbabilities(ReadOnlySpan<int> labels, ReadOnlyMatrixView<double> probabilities)
    {
        Require.SameRows(labels.Length, probabilities.Rows);
        Require.Labels(labels, probabilities.Columns, "label");
        Require.Probabilities(probabilities);
    }

    /// <summary>The number of classes ranked before a class.</summary>
    private static int Rank(ReadOnlySpan<double> scores, int label)
    {
        int rank = 0;
        for (int k = 0; k < scores.Length; k++)
            rank += scores[k] > scores[label] || (scores[k] == scores[label] && k < label) ? 1 : 0;
        return rank;
    }
}
