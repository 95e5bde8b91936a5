using System.Globalization;
using System.Text;
using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>The metrics of a regression, as defined in <see cref="RegressionMetrics"/>.</summary>
/// <param name="RSquared">1 is perfect, 0 no better than the mean.</param>
/// <param name="RootMeanSquaredError">In the target's unit.</param>
/// <param name="MeanAbsoluteError">In the target's unit.</param>
/// <param name="MedianAbsoluteError">In the target's unit.</param>
/// <param name="MaxError">In the target's unit.</param>
/// <param name="ExplainedVariance">R² ignoring a constant error.</param>
public readonly record struct RegressionScores(
    double RSquared,
    double RootMeanSquaredError,
    double MeanAbsoluteError,
    double MedianAbsoluteError,
    double MaxError,
    double ExplainedVariance);

/// <summary>A level and the residual (target − prediction) at it.</summary>
/// <param name="Level">From 0 to 1.</param>
/// <param name="Residual">In the target's unit.</param>
public readonly record struct ResidualQuantile(double Level, double Residual);

/// <summary>The scores of one target.</summary>
/// <param name="Name">The target's name.</param>
/// <param name="Scores">The metrics.</param>
/// <param name="Residuals">The residuals' quantiles at 0, .05, .25, .5, .75, .95 and 1.</param>
public sealed record TargetReport(string Name, RegressionScores Scores, IReadOnlyList<ResidualQuantile> Residuals);

/// <summary>The scores of a regression: over all targets and for each.</summary>
/// <param name="Overall">The unweighted means over the targets, as in scikit-learn; for the maximum error, the maximum.</param>
/// <param name="Targets">The report of each target.</param>
public sealed record RegressionReport(RegressionScores Overall, IReadOnlyList<TargetReport> Targets)
{
    private static readonly double[] Levels = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

    /// <summary>Scores predictions of one or many targets; without names, the targets are 0, 1, 2 …</summary>
    /// <param name="targets">[examples × targets]</param>
    /// <param name="predictions">[examples × targets]</param>
    /// <param name="names">[targets]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The sizes differ, there is no target, a number is not finite, or a weight is negative.</exception>
    public static RegressionReport Of(
        ReadOnlyMatrixView<double> targets,
        ReadOnlyMatrixView<double> predictions,
        IReadOnlyList<string>? names = null,
        ReadOnlySpan<double> weights = default)
    {
        names ??= [.. Enumerable.Range(0, targets.Columns).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        if (targets.Columns == 0 || predictions.Columns != targets.Columns)
        {
            string found = $"{predictions.Columns} columns of predictions for {targets.Columns} targets";
            throw new ArgumentException($"{found}, expected the same number and at least 1", nameof(predictions));
        }

        if (names.Count != targets.Columns)
            throw new ArgumentException($"{names.Count} names for {targets.Columns} targets, expected one each", nameof(names));
        var reports = new TargetReport[targets.Columns];
        for (int k = 0; k < reports.Length; k++)
            reports[k] = Target(names[k], targets.Column(k), predictions.Column(k), weights);

        var overall = new RegressionScores(
            reports.Average(target => target.Scores.RSquared),
            reports.Average(target => target.Scores.RootMeanSquaredError),
            reports.Average(target => target.Scores.MeanAbsoluteError),
            reports.Average(target => target.Scores.MedianAbsoluteError),
            reports.Max(target => target.Scores.MaxError),
            reports.Average(target => target.Scores.ExplainedVariance));
        return new RegressionReport(overall, reports);
    }

    /// <summary>Formats the report as text, in the invariant culture.</summary>
    public override string ToString()
    {
        IEnumerable<(string Name, RegressionScores Scores)> lines = this.Targets.Select(target => (target.Name, target.Scores));
        if (this.Targets.Count > 1)
            lines = lines.Append(("overall", this.Overall));
        int width = Math.Max("overall".Length, this.Targets.Max(target => target.Name.Length));
        var text = new StringBuilder();
        text.Append(' ', width).Append("      R²        RMSE         MAE\n");
        foreach ((string name, RegressionScores scores) in lines)
        {
            text.Append(name.PadRight(width)).Append(CultureInfo.InvariantCulture, $"{scores.RSquared,8:F3}")
                .Append(CultureInfo.InvariantCulture, $"{scores.RootMeanSquaredError,12:G5}{scores.MeanAbsoluteError,12:G5}\n");
        }

        return text.ToString();
    }

    private static TargetReport Target(
        string name, ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights)
    {
        var scores = new RegressionScores(
            RegressionMetrics.RSquared(targets, predictions, weights),
            RegressionMetrics.RootMeanSquaredError(targets, predictions, weights),
            RegressionMetrics.MeanAbsoluteError(targets, predictions, weights),
            RegressionMetrics.MedianAbsoluteError(targets, predictions, weights),
            RegressionMetrics.MaxError(targets, predictions, weights),
            RegressionMetrics.ExplainedVariance(targets, predictions, weights));
        double[] residuals = RegressionMetrics.ResidualQuantiles(targets, predictions, Levels, weights);
        return new TargetReport(name, scores, [.. Levels.Zip(residuals, (level, residual) => new ResidualQuantile(level, residual))]);
    }
}
