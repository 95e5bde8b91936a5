using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>How scores of classes become one.</summary>
public enum Averaging
{
    /// <summary>Each class that occurs counts the same.</summary>
    Macro,

    /// <summary>Each class counts as much as its rows.</summary>
    Weighted,
}

/// <summary>Many classes as a two-class question for each.</summary>
internal static class OneVersusRest
{
    public delegate TCurve BinaryCurve<TCurve>(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positive, ReadOnlySpan<double> weights);

    public static IReadOnlyList<TCurve> Curves<TCurve>(
        ReadOnlySpan<int> labels, ReadOnlyMatrixView<double> scores, ReadOnlySpan<double> weights, BinaryCurve<TCurve> curveOf)
    {
        Require.Labels(labels, scores.Columns, "label");
        var curves = new TCurve[scores.Columns];
        for (int k = 0; k < curves.Length; k++)
            curves[k] = curveOf(labels, scores.Column(k), k, weights);
        return curves;
    }

    /// <summary>The mean of the classes' values, without classes of no support; NaN if none is left.</summary>
    public static double Mean(IEnumerable<(double Value, double Support)> classes, Averaging averaging)
    {
        double sum = 0, total = 0;
        foreach ((double value, double support) in classes.Where(one => one.Support > 0))
        {
            double weight = averaging == Averaging.Weighted ? support : 1;
            sum += weight * value;
            total += weight;
        }

        return sum / total;
    }
}
