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
    public void Shapes_must_be_the_same()
        => Assert.Contains("predictions [2 × 3] for labels [3 × 3]", Assert.Throws<ArgumentException>(
            () => MultiLabelMetrics.HammingLoss(Labels, Predictions.View.RowRange(0, 2))).Message, StringComparison.Ordinal);
}
