using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>
/// Metrics of predictions with one number per row. Rows of weight 0 are ignored; without rows, or if all weights are 0, each metric is NaN. All throw
/// an <see cref="ArgumentException"/> that names the row if the lengths differ, a number is
/// not finite or a weight is negative.
/// </summary>
public static class RegressionMetrics
{
    /// <summary>
    /// R² = 1 − Σ w(t − y)² / Σ w(t − t̄)²: 1 is perfect, 0 no better than the mean. For constant targets it is 1 if all predictions are exact,
    /// otherwise 0; for fewer than two rows it is NaN. As in scikit-learn.
    /// </summary>
    /// <param name="targets">[examples]</param>
    /// <param name="predictions">[examples]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    public static double RSquared(
        ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights = default)
    {
        var rowWeights = new RowWeights(weights, targets.Length);
        double[] residuals = Residuals(targets, predictions);
        return rowWeights.Counted < 2 ? double.NaN : Explained(rowWeights.Mean(Squares(residuals)), rowWeights.Variance(targets));
    }

    /// <summary>The variance of the targets explained, 1 − Var(t − y) / Var(t): R² ignoring a constant error.</summary>
    /// <remarks>For constant targets it is 1 if the error is also constant, otherwise 0.</remarks>
    /// <inheritdoc cref="RSquared"/>
    public static double ExplainedVariance(
        ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights = default)
    {
        var rowWeights = new RowWeights(weights, targets.Length);
        return Explained(rowWeights.Variance(Residuals(targets, predictions)), rowWeights.Variance(targets));
    }

    /// <summary>The root of the mean squared error, in the targets' unit.</summary>
    /// <inheritdoc cref="RSquared"/>
    public static double RootMeanSquaredError(
        ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights = default)
        => Math.Sqrt(new RowWeights(weights, targets.Length).Mean(Squares(Residuals(targets, predictions))));

    /// <summary>The mean absolute error, in the targets' unit.</summary>
    /// <inheritdoc cref="RSquared"/>
    public static double MeanAbsoluteError(
        ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights = default)
        => new RowWeights(weights, targets.Length).Mean(Sizes(Residuals(targets, predictions)));

    /// <summary>The median absolute error, in the targets' unit: the quantile ½ as <see cref="ResidualQuantiles"/> defines it.</summary>
    /// <inheritdoc cref="RSquared"/>
    public static double MedianAbsoluteError(
        ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights = default)
        => WeightedQuantile.Of(Sizes(Residuals(targets, predictions)), new RowWeights(weights, targets.Length), [0.5])[0];

    /// <summary>The largest absolute error, in the targets' unit.</summary>
    /// <inheritdoc cref="RSquared"/>
    public static double MaxError(
        ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights = default)
        => WeightedQuantile.Of(Sizes(Residuals(targets, predictions)), new RowWeights(weights, targets.Length), [1])[0];

    /// <summary>
    /// Quantiles of the residuals t − y, in the targets' unit: at level q the smallest residual at which the cumulative weight reaches the fraction
    /// q, or, if it equals q exactly, the mean of that residual and the next (Hyndman and Fan, 1996, definition 2).
    /// </summary>
    /// <param name="targets">[examples]</param>
    /// <param name="predictions">[examples]</param>
    /// <param name="levels">The levels q, from 0 (smallest residual) to 1 (largest).</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    public static double[] ResidualQuantiles(
        ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> levels, ReadOnlySpan<double> weights = default)
    {
        foreach (double level in levels)
        {
            if (!(level is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(levels), level, "the level of a quantile is from 0 to 1");
        }

        return WeightedQuantile.Of(Residuals(targets, predictions), new RowWeights(weights, targets.Length), levels);
    }

    private static double[] Residuals(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions)
    {
        Require.SameRows(targets.Length, predictions.Length);
        Require.Finite(targets.AsColumn(), "target");
        Require.Finite(predictions.AsColumn(), "prediction");
        var residuals = new double[targets.Length];
        for (int row = 0; row < residuals.Length; row++)
            residuals[row] = targets[row] - predictions[row];
        return residuals;
    }

    private static double[] Squares(double[] x) => Array.ConvertAll(x, value => value * value);

    private static double[] Sizes(double[] x) => Array.ConvertAll(x, Math.Abs);

    private static double Explained(double unexplained, double total) => (unexplained, total) switch
    {
        (0, _) => 1,
        (_, 0) => 0,
        _ => 1 - (unexplained / total),
    };
}
