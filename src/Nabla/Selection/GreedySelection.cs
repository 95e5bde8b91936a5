using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Selection;

/// <summary>
/// Greedy selection of an ensemble with replacement: starting empty, each step adds the candidate that gives the mean of all selected ones the lowest
/// loss; the steps up to the lowest loss count (Caruana, Niculescu-Mizil, Crew and Ksikes,
/// <i>Ensemble selection from libraries of models</i>, 2004, without their sorted initialization and without bagging).
/// </summary>
public static class GreedySelection
{
    private const double Smallest = 2.2250738585072014e-308;
    private const double Rounding = 1e-12;

    /// <summary>
    /// Selects by the log-loss of classes or labels, or by the squared error of numbers, with each target divided by its variance. Ties go to the
    /// first candidate.
    /// </summary>
    /// <param name="predictions">
    /// The predictions of each candidate [rows × classes, labels or targets]: probabilities, or values in the target's unit. They must come from
    /// models that were not trained on the row; otherwise overfitted candidates are selected.
    /// </param>
    /// <param name="dataset">The rows with true values and weights.</param>
    /// <param name="steps">The maximum number of steps, 1 or more.</param>
    /// <returns>How often each candidate was selected, which is proportional to its weight in the mean.</returns>
    /// <exception cref="ArgumentException">There is no candidate or no step, or predictions have another shape than the rows or are not finite.</exception>
    public static int[] Choose(IReadOnlyList<Matrix<double>> predictions, Dataset dataset, int steps)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(dataset);
        int width = dataset.Task == LearningTask.Classification ? dataset.ClassNames.Count : dataset.TargetNames.Count;
        if (predictions.Count == 0 || steps < 1)
            throw new ArgumentException($"{predictions.Count} candidates and {steps} steps, expected 1 or more of both", nameof(predictions));
        for (int c = 0; c < predictions.Count; c++)
        {
            if (predictions[c].Rows != dataset.Rows || predictions[c].Columns != width)
                throw new ArgumentException($"candidate {c} predicts [{predictions[c].Rows} × {predictions[c].Columns}], expected [{dataset.Rows} × {width}]", nameof(predictions));
            if (!predictions[c].Data.All(double.IsFinite))
                throw new ArgumentException($"candidate {c} predicts a number that is not finite", nameof(predictions));
        }

        return Choose(predictions, dataset, [.. Enumerable.Range(0, dataset.Rows)], steps);
    }

    /// <summary>Selects by some of the rows.</summary>
    internal static int[] Choose(IReadOnlyList<Matrix<double>> predictions, Dataset dataset, int[] rows, int steps)
    {
        bool numbers = dataset.Task == LearningTask.Regression;
        double[] scales = numbers ? Scales(dataset.Targets!, rows) : [];
        double[][] parts = [.. predictions.Select(of => PartsOf(of, dataset, rows, scales))];
        var weights = new double[parts[0].Length];
        int width = weights.Length / rows.Length;
        for (int i = 0; i < weights.Length; i++)
            weights[i] = dataset.Weights is { } given ? given[rows[i / width]] : 1;
        return Choose(parts, weights, numbers, steps);
    }

    /// <summary>Selects by values that are averaged like the predictions: the loss of their mean m is m² or −ln m.</summary>
    private static int[] Choose(double[][] parts, double[] weights, bool squared, int steps)
    {
        var counts = new int[parts.Length];
        int[] best = counts;
        var sum = new double[weights.Length];
        double least = double.PositiveInfinity;
        for (int step = 1; step <= steps; step++)
        {
            (int taken, double loss) = (0, double.PositiveInfinity);
            for (int c = 0; c < parts.Length; c++)
            {
                if (Loss(sum, parts[c], step, weights, squared) is var with && with < loss)
                    (taken, loss) = (c, with);
            }

            counts[taken]++;
            for (int i = 0; i < sum.Length; i++)
                sum[i] += parts[taken][i];
            if (step == 1 || loss < least * (1 - Rounding))
                (least, best) = (loss, [.. counts]);
        }

        return best;
    }

    private static double Loss(double[] sum, double[] added, int count, double[] weights, bool squared)
    {
        double loss = 0;
        for (int i = 0; i < sum.Length; i++)
        {
            double mean = (sum[i] + added[i]) / count;
            loss += weights[i] * (squared ? mean * mean : -Elementary.Log(Math.Max(mean, Smallest)));
        }

        return loss;
    }

    // The probability of the true value, or the error in standard deviations of the target.
    private static double[] PartsOf(Matrix<double> predictions, Dataset dataset, int[] rows, double[] scales)
    {
        if (dataset.Task == LearningTask.Classification)
            return [.. rows.Select(row => predictions[row, dataset.Labels[row]])];
        Matrix<double> targets = dataset.Targets!;
        var parts = new double[rows.Length * predictions.Columns];
        for (int i = 0; i < parts.Length; i++)
        {
            (int row, int k) = (rows[i / predictions.Columns], i % predictions.Columns);
            double predicted = predictions[row, k], right = targets[row, k];
            parts[i] = scales.Length > 0 ? (predicted - right) / scales[k] : right > 0.5 ? predicted : 1 - predicted;
        }

        return parts;
    }

    private static double[] Scales(Matrix<double> targets, int[] rows)
    {
        var scales = new double[targets.Columns];
        for (int k = 0; k < scales.Length; k++)
        {
            (double sum, double squares) = (0, 0);
            foreach (int row in rows)
                sum += targets[row, k];
            double mean = sum / rows.Length;
            foreach (int row in rows)
                squares += (targets[row, k] - mean) * (targets[row, k] - mean);
            scales[k] = squares > 0 ? Math.Sqrt(squares / rows.Length) : 1;
        }

        return scales;
    }
}
