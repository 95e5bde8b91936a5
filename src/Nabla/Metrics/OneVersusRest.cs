using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>The averaging of scores over classes.</summary>
public enum Averaging
{
    /// <summary>Classes that occur have equal weight.</summary>
    Macro,

    /// <summary>Classes are weighted by their rows.</summary>
    Weighted,
}

/// <summary>Reduces several classes to a two-class problem for each.</summary>
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

    /// <summary>The mean of the classes' values, excluding classes without support; NaN if none is left.</summary>
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
