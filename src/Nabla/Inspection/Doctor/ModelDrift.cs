using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;

namespace Nabla.Inspection;

/// <summary>
/// Compares new data with the facts on its training data in a model file: offset and scale of each column, known texts and missing values. Findings
/// are large and significant changes of means, medians and ranges, unknown texts, new missing values, and a lower score.
/// </summary>
internal static class ModelDrift
{
    /// <summary>The minimum change of a mean, in standard deviations.</summary>
    private const double LeastMove = 0.25;

    /// <summary>The minimum factor by which a standard deviation has grown or shrunk.</summary>
    private const double LeastStretch = 2;

    /// <summary>The minimum change of the fraction below the median, or outside the range.</summary>
    private const double LeastShare = 0.1;

    private const double LeastDrop = 0.05;

    /// <summary>Standard errors beyond which a change is significant: by chance once in two million times.</summary>
    private const double Certain = 5;

    /// <summary>n rows miss a value with share p with probability e⁻ᵖⁿ: for pn above this, once in three million times.</summary>
    private const double Seen = 15;

    private const int Named = 5;

    public static IEnumerable<Finding> In(Model model, Dataset fresh, int threads)
    {
        // If the model file does not record the number of training rows, the number of new rows is used.
        double known = model.Info.Split is { } split ? split.Rows * (1 - split.ValidationFraction - split.TestFraction) : fresh.Rows;
        (double Size, string Name, string Seen)[] moved =
        [
            .. Enumerable.Range(0, fresh.FeatureNames.Count)
                .Where(column => model.Preprocessor.Schema.Columns[column].Kind == ColumnKind.Number)
                .Select(column => Move(model.Info.Scaler, model.Preprocessor.FeaturesOf(column).Start.Value, column, fresh, known))
                .Where(one => one.Seen is not null)
                .Concat(News(model.Preprocessor, fresh, known))
                .OrderByDescending(one => one.Size),
        ];
        foreach ((_, string name, string seen) in moved.Take(Named))
            yield return DataDrift.Of(name, moved.Length <= Named ? seen : $"{seen} ({moved.Length} of {fresh.FeatureNames.Count} features have drifted)");
        if (ScoreFall(model, fresh, threads) is { } fall)
            yield return fall;
    }

    /// <summary>The drift of a column and its description; null without drift.</summary>
    private static (double Size, string Name, string Seen) Move(Scaler scaler, int feature, int column, Dataset fresh, double known)
    {
        string name = fresh.FeatureNames[column];
        (double offset, double scale) = (scaler.Offset[feature], scaler.Scale[feature]);
        double[] values = fresh.PresentValues(column);
        if (values.Length == 0 || scaler.Method == ScalerMethod.None)
            return default;
        if (scale == 0)
            return Share(values.Count(value => value != offset), $"is not {Wording.Number(offset)}, its only value in training,");
        switch (scaler.Method)
        {
            case ScalerMethod.Standard:
                double mean = values.Average(), move = Math.Abs(mean - offset) / scale;
                double wide = Math.Sqrt(values.Average(value => (value - mean) * (value - mean))) / scale, stretch = Math.Max(wide, 1 / wide);
                double chance = Certain * Math.Sqrt((1.0 / values.Length) + (1 / known));
                return move > Math.Max(LeastMove, chance)
                    ? (move, name, $"feature '{name}' has the mean {Wording.Number(mean)} in {Figures.Count(fresh.Rows, "new row")}, and in training {Wording.Number(offset)} with a standard deviation of {Wording.Number(scale)}")
                    : stretch > Math.Max(LeastStretch, 1 + chance)
                    ? (stretch - 1, name, $"feature '{name}' has the standard deviation {Wording.Number(wide * scale)} in {Figures.Count(fresh.Rows, "new row")}, and in training {Wording.Number(scale)}")
                    : default;
            case ScalerMethod.Robust or ScalerMethod.RobustClip or ScalerMethod.Quantile:
                double below = (values.Count(value => value < offset) + (0.5 * values.Count(value => value == offset))) / values.Length;
                return Math.Abs(below - 0.5) > Math.Max(LeastShare, Certain * 0.5 * Math.Sqrt((1.0 / values.Length) + (1 / known)))
                    ? (Math.Abs(below - 0.5), name, $"feature '{name}' is below {Wording.Number(offset)}, the median in training, in {Wording.Percent(below)} of {Figures.Count(fresh.Rows, "new row")}")
                    : default;
            case ScalerMethod.MinMax:
                return Share(values.Count(value => value < offset || value > offset + scale), $"is outside {Wording.Number(offset)} to {Wording.Number(offset + scale)}, its range in training,");
            default:
                return Share(values.Count(value => Math.Abs(value) > scale), $"is beyond ±{Wording.Number(scale)}, its largest size in training,");
        }

        (double, string, string) Share(int count, string what) => count > Math.Max(LeastShare * values.Length, Certain)
            ? ((double)count / values.Length, name, $"feature '{name}' {what} in {Wording.Percent((double)count / values.Length)} of {Figures.Count(fresh.Rows, "new row")}")
            : default;
    }

    /// <summary>Texts and missing values that did not occur in training.</summary>
    private static IEnumerable<(double Size, string Name, string Seen)> News(Preprocessor preprocessor, Dataset fresh, double known)
    {
        if (preprocessor.IsPlain)
            yield break;
        int[] unknown = preprocessor.CountUnknown(fresh.Features);
        for (int column = 0; column < unknown.Length; column++)
        {
            // Some texts are expected to be new: about the fraction that occurred only once in training (Good, 1953).
            string name = fresh.FeatureNames[column];
            double text = (double)unknown[column] / fresh.Rows, least = Math.Max(LeastShare, Seen / known);
            if (text > least + (preprocessor.Schema.Columns[column].Levels.Count / known))
                yield return (text, name, $"feature '{name}' is a text unknown from training in {Wording.Percent(text)} of {Figures.Count(fresh.Rows, "new row")}");
            double gaps = Enumerable.Range(0, fresh.Rows).Count(row => double.IsNaN(fresh.Features[row, column])) / (double)fresh.Rows;
            if (gaps > least && KnowsNoGap(preprocessor, column))
                yield return (gaps, name, $"feature '{name}' is missing in {Wording.Percent(gaps)} of {Figures.Count(fresh.Rows, "new row")}, but in no training row");
        }
    }

    /// <summary>Whether a column varied in training without missing values; a constant column may have been entirely missing.</summary>
    private static bool KnowsNoGap(Preprocessor preprocessor, int column)
    {
        bool indicator = preprocessor.Encodings[column] is NumberEncoding { Indicator: true } or CategoryEncoding { Indicator: true } or DateEncoding { Indicator: true } or PairEncoding { Indicator: true } or EmbeddingEncoding { Missing: true };
        Range features = preprocessor.FeaturesOf(column);
        return !indicator && preprocessor.Scaler.Scale.Take(features).Any(scale => scale != 0);
    }

    private static Finding? ScoreFall(Model model, Dataset fresh, int threads)
    {
        if ((model.Info.Scores.Test ?? model.Info.Scores.Validation)?.Accuracy is not { } before)
            return null;
        SplitSettings? split = model.Info.Split;
        double fraction = (model.Info.Scores.Test is null ? split?.ValidationFraction : split?.TestFraction) ?? 0;
        double held = fraction > 0 ? fraction * split!.Rows : fresh.Rows, now = model.Score(fresh, threads).Accuracy!.Value;

        // The standard error of the difference, assuming equal rates, because a few rows that are all correct do not imply certainty.
        double pooled = ((before * held) + (now * fresh.Rows)) / (held + fresh.Rows);
        return before - now > Math.Max(LeastDrop, Certain * Math.Sqrt(pooled * (1 - pooled) * ((1 / held) + (1.0 / fresh.Rows))))
            ? DataDrift.Of("accuracy", $"{Wording.Percent(now)} of {Figures.Count(fresh.Rows, "new row")} predicted correctly, compared with {Wording.Percent(before)} of the rows held back in training")
            : null;
    }
}
