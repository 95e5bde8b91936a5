using System.Buffers;
using System.Numerics;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// Intervals and sets by conformal prediction. A value is included if fewer than ⌈(1 − α)(n + 1)⌉ of all calibration rows have a score below its own,
/// where each group of rows is scored by networks that were not trained on it. With one group this is split conformal prediction (Lei, G'Sell,
/// Rinaldo, Tibshirani and Wasserman, 2018), with the folds of an ensemble CV+ (Barber, Candès, Ramdas and
/// Tibshirani, 2021; Romano, Sesia and Candès, 2020, for classes). With one group, the scores of numbers may be divided by σ̂(x).
/// </summary>
internal sealed class ConformalPredictor
{
    private const int OnStack = 128;

    private readonly ConformalInfo info;
    private readonly Predictor[] groups;
    private readonly Predictor? widths;
    private readonly double[] weights;
    private readonly int[] places; // for each list of scores
    private readonly int results;
    private readonly int outputs;

    /// <summary>Creates the predictor of a model's intervals or sets.</summary>
    /// <param name="info">The scores.</param>
    /// <param name="groups">The predictor for each group, before a temperature, and its weight in the whole model.</param>
    /// <param name="widths">The predictor of ln σ̂ of each target, if scores are divided by σ̂; otherwise null.</param>
    public ConformalPredictor(ConformalInfo info, IEnumerable<(Predictor Predictor, double Weight)> groups, Predictor? widths = null)
    {
        this.info = info;
        this.widths = widths;
        (Predictor Predictor, double Weight)[] all = [.. groups];
        this.groups = [.. all.Select(group => group.Predictor)];
        this.weights = [.. all.Select(group => group.Weight)];
        this.results = this.groups[0].ResultCount;
        this.outputs = Math.Max(this.groups.Max(group => group.OutputCount), widths?.OutputCount ?? 0);
        this.places = [.. Enumerable.Range(0, info.Groups[0].Scores.Count).Select(list => ConformalInfo.Place(info.Level, info.Groups.Sum(group => group.Scores[list].Rows)))];
    }

    /// <summary>The bounds of the interval of each target of a row: ŷ ∓ q, or ŷ ∓ q·σ̂ with adaptive widths. Does not allocate.</summary>
    public void Intervals<T>(ReadOnlySpan<T> row, Span<double> low, Span<double> high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = (this.groups.Length * this.results) + this.outputs + this.groups.Length;
        double[]? rented = length > OnStack ? ArrayPool<double>.Shared.Rent(length) : null;
        Span<double> buffer = rented ?? stackalloc double[OnStack];
        Span<double> predictions = buffer[..(this.groups.Length * this.results)], offsets = buffer.Slice(length - this.groups.Length, this.groups.Length);
        this.Predict(row, predictions, buffer.Slice(predictions.Length, this.outputs));
        this.Factors(row, buffer.Slice(predictions.Length, this.outputs), high);
        for (int target = 0; target < this.results; target++)
        {
            if (this.widths is not null)
            {
                double half = high[target] * this.info.Groups[0].Scores[target].Smallest(this.places[target]);
                (low[target], high[target]) = (predictions[target] - half, predictions[target] + half);
                continue;
            }

            for (int g = 0; g < offsets.Length; g++)
                offsets[g] = predictions[(g * this.results) + target];
            high[target] = this.Smallest(target, offsets);
            for (int g = 0; g < offsets.Length; g++)
                offsets[g] = -offsets[g];
            low[target] = -this.Smallest(target, offsets);
        }

        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Whether each class is in the prediction set of a row. Does not allocate.</summary>
    public void Set<T>(ReadOnlySpan<T> row, Span<bool> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = (this.groups.Length * this.results) + this.outputs;
        double[]? rented = length > OnStack ? ArrayPool<double>.Shared.Rent(length) : null;
        Span<double> buffer = rented ?? stackalloc double[OnStack];
        Span<double> scores = buffer[..(this.groups.Length * this.results)];
        this.Predict(row, scores, buffer.Slice(scores.Length, this.outputs));
        double share = this.info.Seed is { } seed ? SetScores.Chance(seed, row) : 1;
        int top = this.Top(scores);
        for (int g = 0; g < this.groups.Length; g++)
        {
            Span<double> ofGroup = scores.Slice(g * this.results, this.results);
            if (this.info.Groups[g].Temperature is { } temperature)
                TemperatureScaling.Apply(ofGroup, temperature);
            SetScores.Of(this.info.SetScore!.Value, ofGroup, share);
        }

        for (int k = 0; k < this.results; k++)
        {
            int list = this.info.ByClass ? k : 0, below = 0;
            for (int g = 0; g < this.groups.Length; g++)
                below += this.info.Groups[g].Scores[list].Below(scores[(g * this.results) + k]);
            classes[k] = below < this.places[list] || (k == top && this.info.Seed is null);
        }

        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
    }

    // The model's most probable class, which is in every set that is not randomized. A temperature does not change the order.
    private int Top(ReadOnlySpan<double> probabilities)
    {
        (int top, double most) = (0, double.NegativeInfinity);
        for (int k = 0; k < this.results; k++)
        {
            double sum = 0;
            for (int g = 0; g < this.groups.Length; g++)
                sum += this.weights[g] * probabilities[(g * this.results) + k];
            if (sum > most)
                (top, most) = (k, sum);
        }

        return top;
    }

    // σ̂ of each target, with adaptive widths.
    private void Factors<T>(ReadOnlySpan<T> row, Span<double> outputs, Span<double> factors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (this.widths is null)
            return;
        Span<double> raw = outputs[..this.widths.OutputCount];
        this.widths.Outputs(row, raw);
        this.widths.Results(raw, factors);
        foreach (ref double factor in factors)
            factor = Elementary.Exp(factor);
    }

    private void Predict<T>(ReadOnlySpan<T> row, Span<double> predictions, Span<double> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int g = 0; g < this.groups.Length; g++)
        {
            Span<double> raw = outputs[..this.groups[g].OutputCount];
            this.groups[g].Outputs(row, raw);
            this.groups[g].Results(raw, predictions.Slice(g * this.results, this.results));
        }
    }

    // The threshold score among all scores, each with the prediction of its group added: by bisection, the first score in each group that enough rows
    // reach; the minimum of these.
    private double Smallest(int list, ReadOnlySpan<double> offsets)
    {
        double least = double.PositiveInfinity;
        for (int g = 0; g < offsets.Length; g++)
        {
            ConformalScores scores = this.info.Groups[g].Scores[list];
            (int low, int high) = (0, scores.Values.Count);
            while (low < high)
            {
                int middle = (low + high) / 2;
                double value = offsets[g] + scores.Values[middle];
                int rows = 0;
                for (int other = 0; other < offsets.Length; other++)
                    rows += this.info.Groups[other].Scores[list].UpTo(value, offsets[other]);
                if (rows >= this.places[list])
                    high = middle;
                else
                    low = middle + 1;
            }

            if (low < scores.Values.Count)
                least = Math.Min(least, offsets[g] + scores.Values[low]);
        }

        return least;
    }
}
