using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>
/// Probabilities at a temperature T: pᵢ ← pᵢ^(1/T) ÷ Σ pⱼ^(1/T), which is softmax(z ÷ T). Above 1 a model becomes less confident, below 1 more
/// confident; the order of the classes does not change (Guo, Pleiss, Sun and Weinberger, <i>On calibration of modern neural networks</i>, 2017).
/// </summary>
/// <param name="Temperature">T, more than 0.</param>
/// <param name="Rows">The number of rows it was fitted on.</param>
/// <param name="LogLossBefore">The log-loss of these rows without the temperature.</param>
/// <param name="LogLossAfter">The log-loss with temperatures fitted on other rows; lower than before.</param>
public sealed record TemperatureScaling(double Temperature, int Rows, double LogLossBefore, double LogLossAfter)
{
    private const double Smallest = 2.2250738585072014e-308;
    private const double Coldest = 0.05;
    private const double Hottest = 20;
    private const int Halvings = 60;

    /// <summary>
    /// Fits the temperature on some rows, and evaluates each group at the temperature of the others; null if it does not decrease the log-loss. At
    /// least two groups are needed; a single one is halved.
    /// </summary>
    internal static TemperatureScaling? Find(CalibrationRows rows, int[][] groups)
    {
        if (groups is [var single])
            groups = [[.. single.Where((_, i) => i % 2 == 0)], [.. single.Where((_, i) => i % 2 == 1)]];
        groups = [.. groups.Where(group => group.Length > 0)];
        if (groups.Length < 2)
            return null;
        (Matrix<double> results, int[] labels, double[]? weights) = (rows.Results, rows.Dataset.Labels, rows.Dataset.Weights);
        int[] all = CalibrationGroups.Together(groups);
        double weight = weights is null ? all.Length : all.Sum(row => weights[row]);
        double before = LogLoss(results, labels, weights, all, 1) / weight, after = 0;
        for (int left = 0; left < groups.Length; left++)
        {
            double without = Fit(results, labels, weights, CalibrationGroups.Together(groups.Where((_, g) => g != left)));
            after += LogLoss(results, labels, weights, groups[left], without) / weight;
        }

        return after < before ? new TemperatureScaling(Fit(results, labels, weights, all), all.Length, before, after) : null;
    }

    /// <summary>The probabilities of a row at a temperature, in place.</summary>
    internal static void Apply(Span<double> probabilities, double temperature)
    {
        double most = double.NegativeInfinity, sum = 0;
        foreach (ref double p in probabilities)
        {
            p = Elementary.Log(Math.Max(p, Smallest)) / temperature;
            most = Math.Max(most, p);
        }

        foreach (ref double p in probabilities)
        {
            p = Elementary.Exp(p - most);
            sum += p;
        }

        foreach (ref double p in probabilities)
            p /= sum;
    }

    /// <summary>
    /// The temperature with the minimum log-loss, where Σ w·(E[ln p] − ln p of the class), which increases with 1/T, is 0; found by bisection.
    /// </summary>
    /// <param name="probabilities">[examples × classes]</param>
    /// <param name="labels">The class of each example.</param>
    /// <param name="weights">The weight of each example; empty for 1 each.</param>
    /// <param name="rows">The examples to use.</param>
    internal static double Fit(Matrix<double> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, ReadOnlySpan<int> rows)
    {
        (double low, double high) = (1 / Hottest, 1 / Coldest);
        var scaled = new double[probabilities.Columns];
        for (int i = 0; i < Halvings; i++)
        {
            double inverse = (low + high) / 2, slope = 0;
            foreach (int row in rows)
            {
                ReadOnlySpan<double> p = probabilities.Row(row);
                p.CopyTo(scaled);
                Apply(scaled, 1 / inverse);
                double expected = -LogOf(p[labels[row]]);
                for (int k = 0; k < p.Length; k++)
                    expected += scaled[k] * LogOf(p[k]);
                slope += (weights.IsEmpty ? 1 : weights[row]) * expected;
            }

            if (slope < 0)
                low = inverse;
            else
                high = inverse;
        }

        return 2 / (low + high);
    }

    /// <summary>The log-loss of some rows at a temperature, as a sum.</summary>
    internal static double LogLoss(Matrix<double> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, ReadOnlySpan<int> rows, double temperature)
    {
        double sum = 0;
        var scaled = new double[probabilities.Columns];
        foreach (int row in rows)
        {
            probabilities.Row(row).CopyTo(scaled);
            Apply(scaled, temperature);
            sum -= (weights.IsEmpty ? 1 : weights[row]) * LogOf(scaled[labels[row]]);
        }

        return sum;
    }

    private static double LogOf(double probability) => Elementary.Log(Math.Max(probability, Smallest));
}
