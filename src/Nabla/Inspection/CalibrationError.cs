using Nabla.Metrics;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Inspection;

/// <summary>
/// The expected calibration error: the mean distance between the probability of the predicted class and the frequency of correct predictions, in ten bins
/// (Guo et al., <i>On calibration of modern neural networks</i>, 2017, eq. 3), with an interval.
/// </summary>
/// <param name="Value">The error; it is above 0 by chance alone.</param>
/// <param name="Low">The lower bound of its 95 % interval.</param>
/// <param name="High">The upper bound.</param>
public sealed record CalibrationError(double Value, double Low, double High)
{
    private const int Resamples = 200;
    private const int Bins = 10;

    /// <summary>The error of predictions, with quantiles of the errors of 200 resamples of the rows (Efron, 1979).</summary>
    /// <param name="labels">[examples] The true classes.</param>
    /// <param name="probabilities">[examples × classes]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <param name="seed">The seed of the resamples.</param>
    public static CalibrationError Of(ReadOnlySpan<int> labels, ReadOnlyMatrixView<double> probabilities, ReadOnlySpan<double> weights = default, ulong seed = 1)
    {
        var right = new int[labels.Length];
        var confidence = new double[labels.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            int predicted = Decision.Of(probabilities.Row(row));
            right[row] = predicted == labels[row] ? 1 : 0;
            confidence[row] = probabilities[row, predicted];
        }

        var counts = new double[labels.Length];
        var errors = new double[Resamples];
        for (int resample = 0; resample < Resamples; resample++)
        {
            Array.Clear(counts);
            var random = new CounterRandom(seed, RandomPurpose.Resamples, (uint)resample);
            for (int i = 0; i < counts.Length; i++)
            {
                int row = random.Below(counts.Length, (uint)i);
                counts[row] += weights.IsEmpty ? 1 : weights[row];
            }

            errors[resample] = Of(right, confidence, counts);
        }

        Array.Sort(errors);
        const int Cut = Resamples / 40; // 2.5 % at each end
        return new CalibrationError(Of(right, confidence, weights), errors[Cut], errors[^(Cut + 1)]);
    }

    private static double Of(int[] right, double[] confidence, ReadOnlySpan<double> weights)
        => CalibrationCurve.Of(right, confidence, Bins, weights: weights).ExpectedError;
}
