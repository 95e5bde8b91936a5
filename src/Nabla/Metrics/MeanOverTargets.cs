using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>One of the <see cref="RegressionMetrics"/> as the plain mean over targets, as in scikit-learn: what <see cref="RegressionReport"/> says overall, alone.</summary>
internal static class MeanOverTargets
{
    /// <summary>A figure for predictions of one number a row.</summary>
    public delegate double Metric(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights);

    /// <summary>The mean; NaN if a prediction is not finite, as those of a network that has nearly diverged may be.</summary>
    /// <param name="metric">The figure.</param>
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
