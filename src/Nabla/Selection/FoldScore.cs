using Nabla.Data;
using Nabla.Models;

namespace Nabla.Selection;

/// <summary>How a model that was trained on one part of a fold does on both.</summary>
/// <param name="Training">The scores on the training rows.</param>
/// <param name="Test">The scores on the rows held back.</param>
public sealed record FoldScore(Scores Training, Scores Test);

/// <summary>A score over folds.</summary>
/// <param name="Mean">The plain mean over the folds.</param>
/// <param name="Deviation">The standard deviation over the folds (divided by their number, as in NumPy).</param>
public readonly record struct Spread(double Mean, double Deviation)
{
    /// <summary>Mean and standard deviation of some values; NaN of none.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length == 0)
            return new(double.NaN, double.NaN);
        double mean = all.Average();
        return new(mean, Math.Sqrt(all.Average(value => (value - mean) * (value - mean))));
    }
}

/// <summary>The one figure that models are chosen by.</summary>
public static class Criterion
{
    /// <summary>The higher, the better: the accuracy of a classification or of labels, R² of a regression; −∞ for what is not a number.</summary>
    public static double Of(Scores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        double value = scores.Accuracy ?? scores.RSquared ?? double.NaN;
        return double.IsNaN(value) ? double.NegativeInfinity : value;
    }

    /// <summary>The name.</summary>
    public static string NameFor(LearningTask task) => task == LearningTask.Regression ? "R²" : "accuracy";
}
