namespace Nabla.Metrics;

/// <summary>The weights of the positive and negative rows with at least a threshold score.</summary>
internal readonly record struct ThresholdCount(double Threshold, double TruePositives, double FalsePositives)
{
    /// <summary>The counts at +∞, where no row is predicted as positive, and at each score, descending. Rows of weight 0 are ignored.</summary>
    public static List<ThresholdCount> All(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positive, ReadOnlySpan<double> weights)
    {
        Require.SameRows(labels.Length, scores.Length);
        Require.Finite(scores.AsColumn(), "score");
        var rowWeights = new RowWeights(weights, labels.Length);
        var counts = new List<ThresholdCount> { new(double.PositiveInfinity, 0, 0) };
        foreach (int row in Ascending.Order(scores).Reverse())
        {
            double weight = rowWeights[row];
            if (weight == 0)
                continue;
            ThresholdCount last = counts[^1];
            ThresholdCount next = labels[row] == positive
                ? new(scores[row], last.TruePositives + weight, last.FalsePositives)
                : new(scores[row], last.TruePositives, last.FalsePositives + weight);
            if (last.Threshold == next.Threshold)
                counts[^1] = next;
            else
                counts.Add(next);
        }

        return counts;
    }
}
