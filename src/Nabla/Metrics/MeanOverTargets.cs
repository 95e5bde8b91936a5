using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>
/// One of the <see cref="RegressionMetrics"/> as the unweighted mean over targets, as in scikit-learn: a single overall value of <see
/// cref="RegressionReport"/>.
/// </summary>
internal static class MeanOverTargets
{
    /// <summary>A metric of predictions with one number per row.</summary>
    public delegate double Metric(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights);

    /// <summary>The mean; NaN if a prediction is not finite, which may happen for a network that nearly diverged.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="targets">[examples × targets]</param>
    /// <param name="predictions">[examples × targets]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    public static double Of(Metric metric, ReadOnlyMatrixView<double> targets, Matrix<double> predictions, ReadOnlySpan<double> weights)
    {
        if (!Array.TrueForAll(predictions.Data, double.IsFinite))
            return double.NaN;
        double sum = 0;
        for (int k = 0; k < targets.Columns; k++)
            sum += metric(targets.Column(k), ((ReadOnlyMatrixView<double>)predictions).Column(k), weights);
        return sum / targets.Columns;
    }
}
