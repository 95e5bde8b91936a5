using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>The predictions of a regression compared with the true values, for each target.</summary>
public static class ResidualSection
{
    private const int MostTargets = 6;

    /// <summary>The section of a regression on the evaluated rows.</summary>
    public static Section Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(ValueAnswers.Of(model, data));
    }

    internal static Section Of(ValueAnswers answers)
    {
        var blocks = new List<Block>();
        for (int target = 0; target < Math.Min(MostTargets, answers.Data.TargetNames.Count); target++)
        {
            double[] actual = Column(answers.Data.Targets!, target), predicted = Column(answers.Predictions, target);
            double[] residuals = [.. actual.Zip(predicted, (t, y) => t - y)];
            string name = answers.Data.TargetNames[target];
            TargetReport report = answers.Scores.Targets[target];
            blocks.Add(PredictedAgainstActual(name, report, actual, predicted));
            blocks.Add(Residuals(name, report, predicted, residuals));
            blocks.Add(Distribution(name, report, residuals));
        }

        blocks.Add(Scores(answers.Scores));
        return new Section("residuals", "Predicted and actual values", blocks);
    }

    private static Figure PredictedAgainstActual(string name, TargetReport report, double[] actual, double[] predicted)
    {
        int[] kept = Thinning.Cloud(actual, predicted);
        double least = Math.Min(actual.Min(), predicted.Min()), largest = Math.Max(actual.Max(), predicted.Max());
        return new Figure("predicted", $"Predicted against actual {name}", $"Each point is a row; on the line the prediction is right. R² is {Words.Number(report.Scores.RSquared)}.{Words.Drawn(kept.Length, actual.Length)}")
        {
            X = new Axis($"actual {name}"),
            Y = new Axis($"predicted {name}") { SameScale = true },
            Traces =
            [
                new LineTrace(string.Empty, [least, largest], [least, largest]) { Guide = true, Dashed = true, Color = Tint.Muted },
                new PointsTrace("rows", actual.Pick(kept), predicted.Pick(kept)) { Rows = [.. kept.Select(row => (double)row)], Size = kept.Length > 500 ? 4 : 7, Color = Tint.Ink with { Opacity = 0.7 } },
            ],
            Aspect = 0.8,
        };
    }

    private static Figure Residuals(string name, TargetReport report, double[] predicted, double[] residuals)
    {
        int[] kept = Thinning.Cloud(predicted, residuals);
        return new Figure("residuals-by-prediction", $"Residuals of {name}", $"Actual minus predicted, by prediction: a pattern here is something the network has not learned. The largest error is {Words.Number(report.Scores.MaxError)}.{Words.Drawn(kept.Length, predicted.Length)}")
        {
            X = new Axis($"predicted {name}"),
            Y = new Axis("actual − predicted"),
            Traces =
            [
                new LineTrace(string.Empty, [predicted.Min(), predicted.Max()], [0, 0]) { Guide = true, Dashed = true, Color = Tint.Muted },
                new PointsTrace("rows", predicted.Pick(kept), residuals.Pick(kept)) { Rows = [.. kept.Select(row => (double)row)], Size = kept.Length > 500 ? 4 : 7, Color = Tint.Ink with { Opacity = 0.7 } },
            ],
            Aspect = 0.8,
        };
    }

    private static Figure Distribution(string name, TargetReport report, double[] residuals)
    {
        Histogram histogram = Histogram.Of(residuals);
        double Quantile(double level) => report.Residuals.First(quantile => quantile.Level == level).Residual;
        return new Figure("residual-distribution", $"Distribution of the residuals of {name}", $"Half of the residuals lie between {Words.Number(Quantile(0.25))} and {Words.Number(Quantile(0.75))}, 90\u00a0% between {Words.Number(Quantile(0.05))} and {Words.Number(Quantile(0.95))}.")
        {
            X = new Axis("actual − predicted"),
            Y = new Axis("rows") { Whole = true },
            Traces = [new BarTrace("rows", [.. histogram.Counts.Select(count => (double)count)]) { X = histogram.Middles, Color = Tint.Muted }],
        };
    }

    private static TableBlock Scores(RegressionReport report) => new(
        ["target", "R²", "root mean squared error", "mean absolute error", "largest error"],
        [
            .. report.Targets.Select(target => (IReadOnlyList<string>)
            [
                target.Name,
                Words.Number(target.Scores.RSquared),
                Words.Number(target.Scores.RootMeanSquaredError),
                Words.Number(target.Scores.MeanAbsoluteError),
                Words.Number(target.Scores.MaxError),
            ]),
        ])
    {
        Half = true,
    };

    private static double[] Column(Numerics.Matrix<double> matrix, int column) => [.. Enumerable.Range(0, matrix.Rows).Select(row => matrix[row, column])];
}
