using Nabla.Metrics;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>Curves of parts from 0 to 1, a few of many, each with its value in brackets.</summary>
internal static class ProbabilityCurves
{
    /// <summary>The most curves of a figure.</summary>
    public const int Most = 10;

    private const int PointsPerCurve = 400;

    /// <summary>An axis of parts.</summary>
    public static Axis Part { get; } = new(string.Empty) { Range = (-0.02, 1.02), Format = ".0%" };

    /// <summary>What would be right on average: the diagonal.</summary>
    public static LineTrace Diagonal { get; } = new(string.Empty, [0, 1], [0, 1]) { Guide = true, Dashed = true, Color = Tint.Muted };

    /// <summary>ROC curves above the diagonal of guesses.</summary>
    public static Figure Roc(string id, string title, string description, IEnumerable<(string Name, int Series, RocCurve Curve)> curves) => new(id, title, description)
    {
        X = Part with { Title = "false positive rate" },
        Y = Part with { Title = "true positive rate" },
        Traces =
        [
            Diagonal,
            .. curves.Select(one => Trace(
                one.Name, one.Series, one.Curve.Area, [.. one.Curve.Points.Select(point => (point.FalsePositiveRate, point.TruePositiveRate))])),
        ],
        Aspect = 0.8,
    };

    /// <summary>A curve of points, thinned.</summary>
    public static LineTrace Trace(string name, int series, double value, IReadOnlyList<(double X, double Y)> points)
    {
        double[] x = [.. points.Select(point => point.X)], y = [.. points.Select(point => point.Y)];
        int[] kept = Thinning.Curves([x, y], PointsPerCurve);
        return new LineTrace($"{name} ({Words.Number(value)})", x.Pick(kept), y.Pick(kept)) { Color = Tint.Series(series) };
    }
}
