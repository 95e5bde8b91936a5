namespace Nabla.Reports.Figures;

/// <summary>A moving average, for curves that fluctuate from epoch to epoch.</summary>
internal static class Smoothing
{
    private const int Stretches = 40;
    private const double Smooth = 0.02;

    /// <summary>The mean of the values around each value, in a window of a fortieth of the curve, smaller at the ends; NaN is ignored.</summary>
    public static double[] Of(IReadOnlyList<double> values)
    {
        int reach = Math.Max(1, values.Count / (2 * Stretches));
        return
        [
            .. Enumerable.Range(0, values.Count).Select(i =>
            {
                int side = Math.Min(reach, Math.Min(i, values.Count - 1 - i));
                double[] around = [.. Enumerable.Range(i - side, (2 * side) + 1).Select(j => values[j]).Where(double.IsFinite)];
                return around.Length == 0 ? double.NaN : around.Average();
            }),
        ];
    }

    /// <summary>Whether the values are so close to their means that drawing both is not useful.</summary>
    public static bool IsSmooth(IReadOnlyList<double> values, IReadOnlyList<double> smoothed)
    {
        double[] gaps = [.. values.Zip(smoothed, (value, mean) => Math.Abs(value - mean)).Where(double.IsFinite).Order()];
        double[] finite = [.. values.Where(double.IsFinite).Order()];

        // Compared with the range of the middle values: a steep start must not hide fluctuations in the rest.
        return gaps.Length == 0 || gaps[gaps.Length / 2] <= Smooth * (finite[^(1 + (finite.Length / 10))] - finite[finite.Length / 10]);
    }
}
