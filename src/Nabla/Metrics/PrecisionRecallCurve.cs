using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>Precision and recall at one threshold.</summary>
/// <param name="Threshold">Rows with at least this score are predicted as positive; +∞ for the first point of a curve.</param>
/// <param name="Precision">The fraction of true positives among the rows predicted as positive; 1 if there are none.</param>
/// <param name="Recall">The fraction of positive rows predicted as positive; 1 if there are none.</param>
public readonly record struct PrecisionRecallPoint(double Threshold, double Precision, double Recall);

/// <summary>Precision against recall at every threshold. Equal scores give one point.</summary>
/// <param name="Points">From threshold +∞, precision 1 and recall 0, to the lowest score, where recall is 1.</param>
/// <param name="AveragePrecision">Σ (Rₙ − Rₙ₋₁)·Pₙ, the area without interpolation; 0 without positive rows.</param>
/// <param name="Positives">The total weight of the positive rows.</param>
public sealed record PrecisionRecallCurve(IReadOnlyList<PrecisionRecallPoint> Points, double AveragePrecision, double Positives)
{
    /// <summary>The curve of one class against the rest.</summary>
    /// <param name="labels">[examples] The true classes.</param>
    /// <param name="scores">[examples] The higher, the more positive.</param>
    /// <param name="positive">The class that is positive.</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or a weight is negative or not finite.</exception>
    public static PrecisionRecallCurve Of(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positive = 1, ReadOnlySpan<double> weights = default)
    {
        List<ThresholdCount> counts = ThresholdCount.All(labels, scores, positive, weights);
        double positives = counts[^1].TruePositives;
        var points = new PrecisionRecallPoint[counts.Count];
        points[0] = new PrecisionRecallPoint(double.PositiveInfinity, 1, 0);
        double averagePrecision = 0;
        for (int i = 1; i < points.Length; i++)
        {
            (double threshold, double truePositives, double falsePositives) = counts[i];
            double precision = truePositives / (truePositives + falsePositives);
            double recall = positives == 0 ? 1 : truePositives / positives;
            points[i] = new PrecisionRecallPoint(threshold, precision, recall);
            averagePrecision += (recall - points[i - 1].Recall) * precision;
        }

        return new PrecisionRecallCurve(points, averagePrecision, positives);
    }

    /// <summary>The curve of each class against the rest.</summary>
    /// <param name="labels">[examples] The true classes, from 0 on.</param>
    /// <param name="scores">[examples × classes]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">As for one curve, or a class is out of range.</exception>
    public static IReadOnlyList<PrecisionRecallCurve> OneVersusRest(
        ReadOnlySpan<int> labels, ReadOnlyMatrixView<double> scores, ReadOnlySpan<double> weights = default)
        => Metrics.OneVersusRest.Curves(labels, scores, weights, Of);

    /// <summary>The mean of the average precisions of one-versus-rest curves; NaN if no class has rows.</summary>
    /// <remarks>Classes without rows are left out, so that a small fold has a score.</remarks>
    public static double MeanAveragePrecision(IReadOnlyList<PrecisionRecallCurve> curves, Averaging averaging)
    {
        ArgumentNullException.ThrowIfNull(curves);
        return Metrics.OneVersusRest.Mean(curves.Select(curve => (curve.AveragePrecision, curve.Positives)), averaging);
    }
}
