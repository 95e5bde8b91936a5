using System.Text.Json;
using Nabla.Metrics;
using Nabla.Numerics;
using static Nabla.Tests.Metrics.MetricsFixture;

namespace Nabla.Tests.Metrics;

public class ClassificationMetricsTests
{
    public static TheoryData<string> Cases => Names("probabilities");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_score_is_that_of_scikit_learn(string name)
    {
        JsonElement expected = Case("probabilities", name);
        int[] labels = expected.Integers("labels");
        Matrix<double> probabilities = expected.Matrix("probabilities");
        double[] weights = expected.Numbers("weights");

        Near(expected.Number("logLoss"), ClassificationMetrics.LogLoss(labels, probabilities, weights));
        Near(expected.Number("brier"), ClassificationMetrics.BrierScore(labels, probabilities, weights));
        for (int k = 1; k <= probabilities.Columns; k++)
            Near(expected.Numbers("topK")[k - 1], ClassificationMetrics.TopKAccuracy(labels, probabilities, k, weights));
        IReadOnlyList<RocCurve> roc = RocCurve.OneVersusRest(labels, probabilities, weights);
        Near(expected.Number("macroArea"), RocCurve.MeanArea(roc, Averaging.Macro));
        Near(expected.Number("weightedArea"), RocCurve.MeanArea(roc, Averaging.Weighted));
        IReadOnlyList<PrecisionRecallCurve> precision = PrecisionRecallCurve.OneVersusRest(labels, probabilities, weights);
        Near(expected.Number("macroPrecision"), PrecisionRecallCurve.MeanAveragePrecision(precision, Averaging.Macro));
        Near(expected.Number("weightedPrecision"), PrecisionRecallCurve.MeanAveragePrecision(precision, Averaging.Weighted));
    }

    [Fact]
    public void A_certain_mistake_costs_36_nats_unless_the_least_probability_is_another()
    {
        var probabilities = Matrix<double>.From([1.0, 0.0], [0.0, 1.0]);
        Assert.Equal(Math.Log(2) * 52 / 2, ClassificationMetrics.LogLoss([1, 1], probabilities), 1e-13);
        Assert.Equal(-Math.Log(0.25) / 2, ClassificationMetrics.LogLoss([1, 1], probabilities, smallest: 0.25), 1e-13);
        Assert.Equal(double.PositiveInfinity, ClassificationMetrics.LogLoss([1, 1], probabilities, smallest: 0));
        Assert.Equal(0, ClassificationMetrics.LogLoss([1, 1], probabilities, [0, 1], smallest: 0));
    }

    [Fact]
    public void Of_equal_scores_the_lower_class_comes_first()
    {
        var scores = Matrix<double>.From([0.2, 0.4, 0.4]);
        Assert.Equal(1, ClassificationMetrics.TopKAccuracy([1], scores, 1));
        Assert.Equal(0, ClassificationMetrics.TopKAccuracy([2], scores, 1));
        Assert.Equal(1, ClassificationMetrics.TopKAccuracy([2], scores, 2));
        Assert.Equal(0, ClassificationMetrics.TopKAccuracy([0], scores, 2));
        Assert.Equal(1, ClassificationMetrics.TopKAccuracy([0], scores, 7));
    }

    [Fact]
    public void Nothing_to_count_gives_NaN()
    {
        (int[] Labels, double[] Weights)[] nothing = [([], []), ([0, 1], [0, 0])];
        foreach ((int[] labels, double[] weights) in nothing)
        {
            var probabilities = new Matrix<double>(labels.Length, 2);
            Assert.Equal(double.NaN, ClassificationMetrics.Accuracy(labels, labels, weights));
            Assert.Equal(double.NaN, ClassificationMetrics.LogLoss(labels, probabilities, weights));
            Assert.Equal(double.NaN, ClassificationMetrics.BrierScore(labels, probabilities, weights));
            Assert.Equal(double.NaN, ClassificationMetrics.TopKAccuracy(labels, probabilities, 1, weights));
        }
    }

    [Fact]
    public void Wrong_input_is_named()
    {
        var probabilities = Matrix<double>.From([0.5, 0.5], [1.5, -0.5]);
        Refused("row 1, column 0: probability 1.5, expected 0 to 1", () => ClassificationMetrics.LogLoss([0, 1], probabilities));
        Refused("row 1: label 2,", () => ClassificationMetrics.BrierScore([0, 2], probabilities));
        Refused("2 rows of predictions for 1 rows", () => ClassificationMetrics.TopKAccuracy([0], probabilities, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationMetrics.TopKAccuracy([0, 1], probabilities, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationMetrics.LogLoss([0], Matrix<double>.From([0.5, 0.5]), smallest: double.NaN));
        probabilities[0, 1] = double.NaN;
        Refused("row 0, column 1: score NaN, expected a finite", () => ClassificationMetrics.TopKAccuracy([0, 1], probabilities, 1));
        Refused("row 0, column 1: probability NaN,", () => ClassificationMetrics.BrierScore([0, 1], probabilities));
    }
}
