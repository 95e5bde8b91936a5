using FsCheck;
using FsCheck.Fluent;
using Nabla.Metrics;
using Nabla.Numerics;

namespace Nabla.Tests.Metrics;

/// <summary>What holds for every table of rows, found by random ones.</summary>
public class MetricsPropertyTests
{
    private const int Classes = 4;

    /// <summary>Few different values, so that ties, empty classes and weights of 0 are common.</summary>
    private static readonly Gen<Row> AnyRow =
        from label in Gen.Choose(0, Classes - 1)
        from scores in Gen.ArrayOf(Gen.Choose(0, 5), Classes)
        from target in Gen.Choose(-9, 9)
        from prediction in Gen.Choose(-9, 9)
        from weight in Gen.Choose(0, 3)
        let probabilities = scores.Select(score => (score + 0.1) / (scores.Sum() + (0.1 * Classes))).ToArray()
        select new Row(label, probabilities, target / 3.0, prediction / 3.0, weight);

    [Fact]
    public void A_row_of_weight_n_counts_as_n_rows() => ForAll(rows =>
        AllNear(Metrics(rows), Metrics([.. rows.SelectMany(row => Enumerable.Repeat(row with { Weight = 1 }, (int)row.Weight))])));

    [Fact]
    public void The_order_of_the_rows_does_not_matter() => ForAll(rows => AllNear(Metrics(rows), Metrics([.. rows.Reverse()])));

    [Fact]
    public void Weights_count_only_relative_to_each_other() => ForAll(rows =>
        AllNear(Metrics(rows), Metrics([.. rows.Select(row => row with { Weight = row.Weight * 0.7 })])));

    [Fact]
    public void Weights_of_one_are_no_weights() => ForAll(rows =>
    {
        Row[] ones = [.. rows.Select(row => row with { Weight = 1 })];
        return Metrics(ones).SequenceEqual(Metrics(ones, weigh: false));
    });

    [Fact]
    public void Scores_stay_within_their_bounds() => ForAll(rows =>
    {
        int[] labels = Labels(rows);
        double[] weights = Weights(rows);
        ConfusionMatrix confusion = Confusion(rows, weights);
        double[] parts =
        [
            confusion.Accuracy, .. AllFigures(confusion),
            .. RocCurve.OneVersusRest(labels, Scores(rows), weights).Select(curve => curve.Area),
            .. PrecisionRecallCurve.OneVersusRest(labels, Scores(rows), weights).Select(curve => curve.AveragePrecision),
            ClassificationMetrics.BrierScore(labels, Scores(rows), weights) / 2,
        ];
        return parts.All(part => double.IsNaN(part) || (part is >= 0 and <= 1 + 1e-12))
            && (double.IsNaN(confusion.CohensKappa) || confusion.CohensKappa is >= -1 - 1e-12 and <= 1)
            && confusion.MatthewsCorrelation is >= -1 - 1e-12 and <= 1 + 1e-12;
    });

    [Fact]
    public void Perfect_predictions_have_perfect_scores() => ForAll(rows =>
    {
        int[] labels = Labels(rows);
        double[] weights = Weights(rows);
        if (rows.Count(row => row.Weight > 0) < 2)
            return true;
        var confusion = ConfusionMatrix.Of(labels, labels, Classes, weights);
        bool oneClass = rows.Where(row => row.Weight > 0).Select(row => row.Label).Distinct().Count() == 1;
        return confusion.Accuracy == 1 && confusion.Macro.F1 == 1
            && confusion.CohensKappa.Equals(oneClass ? double.NaN : 1)
            && Near(oneClass ? 0 : 1, confusion.MatthewsCorrelation)
            && RegressionMetrics.RSquared(Targets(rows), Targets(rows), weights) == 1
            && RegressionMetrics.MaxError(Targets(rows), Targets(rows), weights) == 0;
    });

    [Fact]
    public void The_area_below_the_ROC_curve_is_the_chance_of_the_right_order() => ForAll(rows =>
    {
        double right = 0, pairs = 0;
        foreach (Row positive in rows.Where(row => row.Label == 1))
        {
            foreach (Row negative in rows.Where(row => row.Label != 1))
            {
                double weight = positive.Weight * negative.Weight;
                pairs += weight;
                right += weight * (positive.Scores[1].CompareTo(negative.Scores[1]) + 1) / 2;
            }
        }

        double[] scores = [.. rows.Select(row => row.Scores[1])];
        return Near(right / pairs, RocCurve.Of(Labels(rows), scores, 1, Weights(rows)).Area);
    });

    [Fact]
    public void Top_1_accuracy_is_the_accuracy_of_the_most_probable_class() => ForAll(rows =>
        Near(Confusion(rows, Weights(rows)).Accuracy, ClassificationMetrics.TopKAccuracy(Labels(rows), Scores(rows), 1, Weights(rows))));

    [Fact]
    public void The_mean_as_prediction_has_an_R_squared_of_0() => ForAll(rows =>
    {
        double[] targets = Targets(rows), weights = Weights(rows);
        if (rows.Count(row => row.Weight > 0) < 2)
            return true;
        var targetColumn = new Matrix<double>(targets, targets.Length, 1);
        double[] means = MeanBaseline.Of(targetColumn, weights).Predict(rows.Length).Data;
        bool constant = rows.Where(row => row.Weight > 0).Select(row => row.Target).Distinct().Count() == 1;
        return Near(constant ? 1 : 0, RegressionMetrics.RSquared(targets, means, weights));
    });

    private static void ForAll(Func<Row[], bool> property)
        => Prop.ForAll(Gen.Choose(0, 25).SelectMany(count => Gen.ArrayOf(AnyRow, count)).ToArbitrary(), property)
            .Check(Config.QuickThrowOnFailure.WithReplay(1ul, 3ul));

    /// <summary>Every figure that may not depend on how the rows are written down.</summary>
    private static double[] Metrics(Row[] rows, bool weigh = true)
    {
        int[] labels = Labels(rows);
        double[] weights = weigh ? Weights(rows) : [];
        double[] targets = Targets(rows);
        double[] predictions = [.. rows.Select(row => row.Prediction)];
        Matrix<double> scores = Scores(rows);
        ConfusionMatrix confusion = Confusion(rows, weights);
        double[] positive = [.. rows.Select(row => row.Scores[1])];
        bool single = rows.Where(row => row.Weight > 0).Select(row => row with { Weight = 1 }).Distinct().Count() < 2;
        return
        [
            confusion.Accuracy, confusion.CohensKappa, confusion.MatthewsCorrelation,
            .. AllFigures(confusion),
            .. confusion.MostConfused(99).Select(pair => pair.Share).Order(),
            ClassificationMetrics.LogLoss(labels, scores, weights), ClassificationMetrics.BrierScore(labels, scores, weights),
            ClassificationMetrics.TopKAccuracy(labels, scores, 2, weights),
            RocCurve.MeanArea(RocCurve.OneVersusRest(labels, scores, weights), Averaging.Macro),
            RocCurve.MeanArea(RocCurve.OneVersusRest(labels, scores, weights), Averaging.Weighted),
            PrecisionRecallCurve.MeanAveragePrecision(PrecisionRecallCurve.OneVersusRest(labels, scores, weights), Averaging.Macro),
            .. PrecisionRecallCurve.Of(labels, positive, 1, weights).Points.SelectMany(point => new[] { point.Precision, point.Recall }),
            .. CalibrationCurve.Of(labels, positive, 5, weights: weights).Bins.SelectMany(bin => new[] { bin.MeanProbability, bin.FractionPositive }),
            // R² of a single row is undefined, so that a row of weight 2 is not two rows there.
            single ? 0 : RegressionMetrics.RSquared(targets, predictions, weights),
            RegressionMetrics.ExplainedVariance(targets, predictions, weights),
            RegressionMetrics.RootMeanSquaredError(targets, predictions, weights),
            RegressionMetrics.MeanAbsoluteError(targets, predictions, weights),
            RegressionMetrics.MedianAbsoluteError(targets, predictions, weights),
            RegressionMetrics.MaxError(targets, predictions, weights),
            .. RegressionMetrics.ResidualQuantiles(targets, predictions, [0.1, 0.25, 0.9], weights),
        ];
    }

    private static ConfusionMatrix Confusion(Row[] rows, double[] weights)
        => ConfusionMatrix.Of(Labels(rows), [.. rows.Select(row => Array.IndexOf(row.Scores, row.Scores.Max()))], Classes, weights);

    private static int[] Labels(Row[] rows) => [.. rows.Select(row => row.Label)];

    private static double[] Weights(Row[] rows) => [.. rows.Select(row => row.Weight)];

    private static double[] Targets(Row[] rows) => [.. rows.Select(row => row.Target)];

    private static Matrix<double> Scores(Row[] rows) => new([.. rows.SelectMany(row => row.Scores)], rows.Length, Classes);

    private static double[] AllFigures(ConfusionMatrix confusion)
        => [.. new[] { confusion.Macro, confusion.Weighted, confusion.Micro }.Concat(confusion.ByClass).SelectMany(Figures)];

    private static double[] Figures(ClassScores scores) => [scores.Precision, scores.Recall, scores.F1];

    private static bool AllNear(double[] x, double[] y) => x.Length == y.Length && x.Zip(y).All(pair => Near(pair.First, pair.Second));

    private static bool Near(double x, double y) => x.Equals(y) || Math.Abs(x - y) <= 1e-12 * Math.Max(1, Math.Abs(x));

    private sealed record Row(int Label, double[] Scores, double Target, double Prediction, double Weight);
}
