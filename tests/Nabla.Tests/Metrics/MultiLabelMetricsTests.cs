using Nabla.Metrics;
using Nabla.Numerics;

namespace Nabla.Tests.Metrics;

public class MultiLabelMetricsTests
{
    // By hand: rows 0 and 2 are right in all labels; of nine labels three are wrong.
    private static readonly Matrix<double> Labels = Matrix<double>.From([[1, 0, 1], [0, 1, 0], [0, 0, 0]]);
    private static readonly Matrix<double> Predictions = Matrix<double>.From([[1, 0, 1], [1, 0, 1], [0, 0, 0]]);

    [Fact]
    public void Subset_accuracy_wants_every_label_right()
    {
        Assert.Equal(2.0 / 3, MultiLabelMetrics.SubsetAccuracy(Labels, Predictions), 1e-15);
        Assert.Equal(0.5, MultiLabelMetrics.SubsetAccuracy(Labels, Predictions, [1, 2, 1]), 1e-15);
    }

    [Fact]
    public void Hamming_loss_counts_each_label()
    {
        Assert.Equal(1.0 / 3, MultiLabelMetrics.HammingLoss(Labels, Predictions), 1e-15);
        Assert.Equal(0.5, MultiLabelMetrics.HammingLoss(Labels, Predictions, [1, 2, 1]), 1e-15);
    }

    [Fact]
    public void A_report_has_the_scores_of_each_label()
    {
        LabelReport report = LabelReport.Of(Labels, Predictions);
        Assert.Equal((2.0 / 3, 2.0 / 3), (report.SubsetAccuracy, report.LabelAccuracy));
        Assert.Equal([new ClassScores(0.5, 1, 2.0 / 3, 1), new ClassScores(0, 0, 0, 1), new ClassScores(0.5, 1, 2.0 / 3, 1)], report.ByLabel);
        Assert.Equal(4.0 / 9, report.MacroF1, 1e-15);
        ClassScores weighted = LabelReport.Of(Labels, Predictions, [1, 2, 1]).ByLabel[0];
        Assert.Equal((1.0 / 3, 1.0, 0.5, 1.0), (weighted.Precision, weighted.Recall, weighted.F1, weighted.Support));
    }

    [Fact]
    public void Of_each_label_the_more_frequent_answer_is_the_baseline()
    {
        FrequentLabels frequent = FrequentLabels.Of(Predictions);
        Assert.Equal([2.0 / 3, 0, 2.0 / 3], frequent.Frequencies);
        Assert.Equal([1, 0, 1, 1, 0, 1], frequent.Predict(2).Data);
        Assert.Equal([0, 0, 0], FrequentLabels.Of(Predictions, [1, 1, 8]).Predict(1).Data);
    }

    [Fact]
    public void Shapes_must_be_the_same()
        => Assert.Contains("predictions [2 × 3] for labels [3 × 3]", Assert.Throws<ArgumentException>(
            () => MultiLabelMetrics.HammingLoss(Labels, Predictions.View.RowRange(0, 2))).Message, StringComparison.Ordinal);
}
