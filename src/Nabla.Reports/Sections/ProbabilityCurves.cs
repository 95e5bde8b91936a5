using Nabla.Metrics;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>Curves of fractions from 0 to 1, a selection of many, each with its value in brackets.</summary>
internal static class ProbabilityCurves
{
    /// <summary>The maximum number of curves in a figure.</summary>
    public const int Most = 10;

    /// <summary>The maximum number of curves with a color each; of more, only the worst have one.</summary>
    public const int InColor = 3;

    /// <summary>The maximum number of bars of areas.</summary>
    public const int MostBars = 20;

    /// <summary>The maximum number of bars of areas next to another figure.</summary>
    public const int MostBarsBeside = 10;

    private const int PointsPerCurve = 400;

    /// <summary>An axis of fractions.</summary>
    public static Axis Part { get; } = new(string.Empty) { Range = (-0.02, 1.02), Format = ".0%" };

    /// <summary>An axis of fractions with space for large dots at the ends.</summary>
    public static Axis PartOfDots { get; } = Part with { Range = (-0.06, 1.06) };

    /// <summary>The diagonal of perfect calibration.</summary>
    public static LineTrace Diagonal { get; } = new(string.Empty, [0, 1], [0, 1]) { Guide = true, Dashed = true, Color = Tint.Muted };

    /// <summary>ROC curves, with the diagonal of random guesses.</summary>
    public static Figure Roc(string id, string title, string description, IEnumerable<(string Name, int Series, double Area, RocCurve Curve)> curves) => new(id, title, description)
    {
        X = Part with { Title = "false positive rate" },
        Y = Part with { Title = "true positive rate" },
        Traces =
        [
            Diagonal,
            .. Traces(curves.Select(one =>
                (one.Name, one.Series, one.Area, (IReadOnlyList<(double, double)>)[.. one.Curve.Points.Select(point => (point.FalsePositiveRate, point.TruePositiveRate))]))),
        ],
        Aspect = 0.8,
    };

    /// <summary>The curves; of many, the worst are in color on top of the others in gray.</summary>
    public static IReadOnlyList<Trace> Traces(IEnumerable<(string Name, int Series, double Value, IReadOnlyList<(double X, double Y)> Points)> curves)
    {
        (string Name, int Series, double Value, IReadOnlyList<(double, double)> Points)[] worst = [.. curves.OrderBy(one => one.Value)];
        Tint[] colors = Tint.Apart([.. worst.Select(one => one.Series)]);
        LineTrace[] lines = [.. worst.Select((one, i) => Trace(one.Name, colors[i], one.Value, one.Points))];
        if (lines.Length <= InColor)
            return lines;
        IEnumerable<LineTrace> others = lines.Skip(InColor).Select((line, i) => line with { Color = Tint.Muted with { Opacity = 0.35 }, Legend = i == 0 ? "others" : string.Empty });
        return [.. others, .. lines.Take(InColor).Reverse()];
    }

    private static LineTrace Trace(string name, Tint color, double value, IReadOnlyList<(double X, double Y)> points)
    {
        double[] x = [.. points.Select(point => point.X)], y = [.. points.Select(point => point.Y)];
        int[] kept = Thinning.Curves([x, y], PointsPerCurve);
        return new LineTrace($"{name} ({Words.Number(value)})", x.Pick(kept), y.Pick(kept)) { Color = color };
    }
}
