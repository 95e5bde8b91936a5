using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>The rates at one threshold.</summary>
/// <param name="Threshold">Rows with at least this score are predicted as positive; +∞ for the first point of a curve.</param>
/// <param name="FalsePositiveRate">The fraction of negative rows predicted as positive.</param>
/// <param name="TruePositiveRate">The fraction of positive rows predicted as positive.</param>
public readonly record struct RocPoint(double Threshold, double FalsePositiveRate, double TruePositiveRate);

/// <summary>
/// The receiver operating characteristic: true against false positive rate at every threshold. Equal scores give one point. Without positive
/// (negative) rows, the true (false) positive rates and the area are NaN.
/// </summary>
/// <param name="Points">From threshold +∞, where both rates are 0, to the lowest score, where both are 1.</param>
/// <param name="Area">The area under the curve: the probability that a positive row scores above a negative one, with ties counted as ½.</param>
/// <param name="Positives">The total weight of the positive rows.</param>
public sealed record RocCurve(IReadOnlyList<RocPoint> Points, double Area, double Positives)
{
    /// <summary>The curve of one class against the rest.</summary>
    /// <param name="labels">[examples] The true classes.</param>
    /// <param name="scores">[examples] The higher, the more positive.</param>
    /// <param name="positive">The class that is positive.</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or a weight is negative or not finite.</exception>
    public static RocCurve Of(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positive = 1, ReadOnlySpan<double> weights = default)
    {
        List<ThresholdCount> counts = ThresholdCount.All(labels, scores, positive, weights);
        (_, double positives, double negatives) = counts[^1];
        RocPoint[] points =
        [
            .. counts.Select(count => new RocPoint(count.Threshold, count.FalsePositives / negatives, count.TruePositives / positives)),
        ];
        double area = points.Length == 1 ? double.NaN : 0;
        for (int i = 1; i < points.Length; i++)
        {
            double width = points[i].FalsePositiveRate - points[i - 1].FalsePositiveRate;
            area += width * (points[i].TruePositiveRate + points[i - 1].TruePositiveRate) / 2;
        }

        return new RocCurve(points, area, positives);
    }

    /// <summary>The curve of each class against the rest.</summary>
    /// <param name="labels">[examples] The true classes, from 0 on.</param>
    /// <param name="scores">[examples × classes]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">As for one curve, or a class is out of range.</exception>
    public static IReadOnlyList<RocCurve> OneVersusRest(
        ReadOnlySpan<int> labels, ReadOnlyMatrixView<double> scores, ReadOnlySpan<double> weights = default)
        => Metrics.OneVersusRest.Curves(labels, scores, weights, Of);

    /// <summary>The mean area of one-versus-rest curves; NaN if none has one.</summary>
    /// <remarks>Classes without rows are left out, so that a small fold has a score.</remarks>
    public static double MeanArea(IReadOnlyList<RocCurve> curves, Averaging averaging)
    {
        ArgumentNullException.ThrowIfNull(curves);
        return Metrics.OneVersusRest.Mean(curves.Select(curve => (curve.Area, curve.Positives)), averaging);
    }
}
