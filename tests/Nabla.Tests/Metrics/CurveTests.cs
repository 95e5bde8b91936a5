using System.Text.Json;
using Nabla.Metrics;
using Nabla.Numerics;
using static Nabla.Tests.Metrics.MetricsFixture;

namespace Nabla.Tests.Metrics;

public class CurveTests
{
    public static TheoryData<string> Cases => Names("curves");

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_ROC_curve_is_that_of_scikit_learn(string name)
    {
        JsonElement expected = Case("curves", name);
        var curve = RocCurve.Of(expected.Integers("labels"), expected.Numbers("scores"), weights: expected.Numbers("weights"));
        Near(expected.Numbers("thresholds"), curve.Points.Skip(1).Select(point => point.Threshold));
        Near(expected.Numbers("falsePositiveRate"), curve.Points.Select(point => point.FalsePositiveRate));
        Near(expected.Numbers("truePositiveRate"), curve.Points.Select(point => point.TruePositiveRate));
        Near(expected.Number("area"), curve.Area);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_precision_recall_curve_is_that_of_scikit_learn(string name)
    {
        JsonElement expected = Case("curves", name);
        var curve = PrecisionRecallCurve.Of(expected.Integers("labels"), expected.Numbers("scores"), weights: expected.Numbers("weights"));
        Near(expected.Numbers("thresholds"), curve.Points.Skip(1).Select(point => point.Threshold));
        Near(expected.Numbers("precision"), curve.Points.Select(point => point.Precision));
        Near(expected.Numbers("recall"), curve.Points.Select(point => point.Recall));
        Near(expected.Number("averagePrecision"), curve.AveragePrecision);
    }

    [Fact]
    public void Means_leave_out_classes_without_rows()
    {
        // Class 1 has no row; class 0 is ranked perfectly, class 2 by scores that are all equal.
        var scores = Matrix<double>.From([0.9, 0.0, 0.1], [0.8, 0.1, 0.1], [0.2, 0.7, 0.1]);
        IReadOnlyList<RocCurve> roc = RocCurve.OneVersusRest([0, 0, 2], scores);
        Assert.Equal(double.NaN, roc[1].Area);
        Assert.Equal((1 + 0.5) / 2, RocCurve.MeanArea(roc, Averaging.Macro));
        Assert.Equal((1 + 1 + 0.5) / 3, RocCurve.MeanArea(roc, Averaging.Weighted), 1e-15);
        IReadOnlyList<PrecisionRecallCurve> precision = PrecisionRecallCurve.OneVersusRest([0, 0, 2], scores);
        Assert.Equal(0, precision[1].AveragePrecision);
        Assert.Equal((1 + (1.0 / 3)) / 2, PrecisionRecallCurve.MeanAveragePrecision(precision, Averaging.Macro), 1e-15);
    }

    [Fact]
    public void No_rows_and_a_single_class_have_no_area()
    {
        Assert.Equal(double.NaN, RocCurve.Of([], []).Area);
        Assert.Equal(0, PrecisionRecallCurve.Of([], []).AveragePrecision);
        Assert.Equal(double.NaN, RocCurve.MeanArea(RocCurve.OneVersusRest([1, 1], new Matrix<double>(2, 3)), Averaging.Macro));
        Assert.Equal(double.NaN, PrecisionRecallCurve.MeanAveragePrecision([], Averaging.Weighted));
    }

    [Fact]
    public void Wrong_input_is_named()
    {
        Refused("row 1: score NaN,", () => RocCurve.Of([0, 1], [0.5, double.NaN]));
        Refused("1 rows of predictions for 2", () => PrecisionRecallCurve.Of([0, 1], [0.5]));
        Refused("row 0: label 2,", () => RocCurve.OneVersusRest([2], new Matrix<double>(1, 2)));
    }
}
