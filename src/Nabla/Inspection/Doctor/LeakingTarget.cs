using Nabla.Data;

namespace Nabla.Inspection;

/// <summary>
/// A feature that alone predicts the target: each row is predicted from the rows with the same value, or the two nearest, excluding itself.
/// </summary>
internal static class LeakingTarget
{
    private const double Certain = 0.995;
    private const int LeastRows = 30;
    private const int MostRows = 10_000;

    public static IEnumerable<Finding> In(Dataset data)
    {
        // With a single feature, predicting by it is the task itself; with few rows, any feature may predict the target.
        if (data.FeatureNames.Count < 2 || data.Rows < LeastRows)
            yield break;
        Dataset rows = data.Sample(MostRows);
        for (int target = 0; target < Math.Max(1, data.TargetNames.Count); target++)
        {
            double[] shares = [.. Enumerable.Range(0, data.FeatureNames.Count).Select(column => ShareTold(rows, column, target))];
            foreach (int column in Enumerable.Range(0, shares.Length).Where(column => shares[column] >= Certain))
            {
                string name = data.FeatureNames[column];
                yield return new Finding(
                    FindingKind.LeakingTarget,
                    Severity.Critical,
                    name,
                    data.Targets is null
                        ? $"feature '{name}' alone predicts {Wording.Percent(shares[column])} of the classes"
                        : $"feature '{name}' alone explains {Wording.Percent(shares[column])} of '{data.TargetNames[target]}'",
                    "leave it out unless it is known before the target is");
            }
        }
    }

    /// <summary>The mean recall of the classes, or R², of predictions by one feature.</summary>
    private static double ShareTold(Dataset data, int column, int target)
    {
        int[] order = [.. Enumerable.Range(0, data.Rows).Where(row => !double.IsNaN(data.Features[row, column]))];
        double[] values = [.. order.Select(row => data.Features[row, column])];
        Array.Sort(values, order);
        if (order.Length < LeastRows || order.Length < data.Rows / 2)
            return 0;
        bool ordered = data.Schema?.Columns[column].Kind != ColumnKind.Category;
        return data.Targets is null
            ? ClassesTold([.. order.Select(row => data.Labels[row])], data.ClassNames.Count, values, ordered)
            : ValuesTold([.. order.Select(row => data.Targets[row, target])], values, ordered);
    }

    // At a boundary between two classes, each neighbour has half the weight, so one of them must be right.
    private static double ClassesTold(int[] labels, int classes, double[] values, bool ordered)
    {
        double[] right = new double[classes], all = new double[classes];
        var counts = new int[classes];
        foreach ((int start, int end) in Groups(values))
        {
            Array.Clear(counts);
            for (int i = start; i < end; i++)
                counts[labels[i]]++;
            for (int i = start; i < end; i++)
            {
                all[labels[i]]++;
                counts[labels[i]]--;
                bool told = end - start > 1
                    ? counts.AsSpan().IndexOf(counts.Max()) == labels[i]
                    : ordered && ((start > 0 && labels[start - 1] == labels[i]) || (end < labels.Length && labels[end] == labels[i]));
                right[labels[i]] += told ? 1 : 0;
                counts[labels[i]]++;
            }
        }

        double[] recalls = [.. Enumerable.Range(0, classes).Where(label => all[label] > 0).Select(label => right[label] / all[label])];
        return recalls.Length < 2 ? 0 : recalls.Average();
    }

    private static double ValuesTold(double[] targets, double[] values, bool ordered)
    {
        double mean = targets.Average(), total = targets.Sum(y => (y - mean) * (y - mean)), error = 0;
        foreach ((int start, int end) in Groups(values))
        {
            double sum = targets.AsSpan(start, end - start).ToArray().Sum();
            for (int i = start; i < end; i++)
            {
                double told = end - start > 1 ? (sum - targets[i]) / (end - start - 1)
                    : !ordered ? mean
                    : (targets[Math.Max(start - 1, 0)] + targets[Math.Min(end, targets.Length - 1)]) / 2;
                error += (targets[i] - told) * (targets[i] - told);
            }
        }

        return total == 0 ? 0 : 1 - (error / total);
    }

    /// <summary>The ranges of equal values in a sorted column.</summary>
    private static IEnumerable<(int Start, int End)> Groups(double[] sorted)
    {
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start];)
                end++;
            yield return (start, end);
        }
    }
}
