using Nabla.Data;
using Nabla.Models;

namespace Nabla.Selection;

/// <summary>The scores of a model on both parts of a fold.</summary>
/// <param name="Training">The scores on the training rows.</param>
/// <param name="Test">The scores on the held-out rows.</param>
public sealed record FoldScore(Scores Training, Scores Test);

/// <summary>A score over folds.</summary>
/// <param name="Mean">The unweighted mean over the folds.</param>
/// <param name="Deviation">The standard deviation over the folds (divided by their number, as in NumPy).</param>
public readonly record struct Spread(double Mean, double Deviation)
{
    /// <summary>Mean and standard deviation of values; NaN without values.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length == 0)
            return new(double.NaN, double.NaN);
        double mean = all.Average();
        return new(mean, Math.Sqrt(all.Average(value => (value - mean) * (value - mean))));
    }
}

/// <summary>The criterion for choosing models.</summary>
public static class Criterion
{
    /// <summary>Higher is better: the accuracy of a classification or of labels, R² of a regression; −∞ for NaN.</summary>
    public static double Of(Scores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        double value = scores.Accuracy ?? scores.RSquared ?? double.NaN;
        return double.IsNaN(value) ? double.NegativeInfinity : value;
    }

    /// <summary>The name.</summary>
    public static string NameFor(LearningTask task) => task == LearningTask.Regression ? "R²" : "accuracy";
}
