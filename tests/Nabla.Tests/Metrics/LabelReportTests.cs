using System.Text.Json;
using Nabla.Metrics;
using Nabla.Numerics;

namespace Nabla.Tests.Metrics;

public class LabelReportTests
{
    public static TheoryData<string> Names => MetricsFixture.Names("labels");

    [Theory]
    [MemberData(nameof(Names))]
    public void Scores_are_those_of_scikit_learn(string name)
    {
        JsonElement expected = MetricsFixture.Case("labels", name);
        double[] weights = expected.GetProperty("weights").ValueKind == JsonValueKind.Null ? [] : expected.Numbers("weights");
        var report = LabelReport.Of(expected.Matrix("truth"), expected.Matrix("probabilities"), ["a", "b", "c"], weights);
        MetricsFixture.Near(expected.Number("subsetAccuracy"), report.SubsetAccuracy);
        MetricsFixture.Near(expected.Number("labelAccuracy"), report.LabelAccuracy);
        MetricsFixture.Near(expected.Number("logLoss"), report.LogLoss);
        MetricsFixture.Near(expected.Number("macroF1"), report.MacroF1);
        MetricsFixture.Near(expected.Numbers("precision"), report.Labels.Select(label => label.Yes.Precision));
        MetricsFixture.Near(expected.Numbers("recall"), report.Labels.Select(label => label.Yes.Recall));
        MetricsFixture.Near(expected.Numbers("f1"), report.Labels.Select(label => label.Yes.F1));
        MetricsFixture.Near(expected.Numbers("rocArea"), report.Labels.Select(label => label.RocArea));
        MetricsFixture.Near(expected.Numbers("averagePrecision"), report.Labels.Select(label => label.AveragePrecision));
        MetricsFixture.Near(expected.Numbers("rocArea").Average(), report.RocArea);
        Assert.Equal(["a", "b", "c"], report.Labels.Select(label => label.Name));
    }

    [Fact]
    public void A_label_that_no_row_has_has_no_areas_and_others_have()
    {
        var labels = Matrix<double>.From([[0, 1], [0, 0]]);
        var report = LabelReport.Of(labels, Matrix<double>.From([[0.1, 0.9], [0.2, 0.3]]), ["none", "some"]);
        Assert.Equal((double.NaN, double.NaN), (report.Labels[0].RocArea, report.Labels[0].AveragePrecision));
        Assert.Equal((1, 1, 1), (report.RocArea, report.AveragePrecision, report.SubsetAccuracy));
        MetricsFixture.Refused("1 names for 2 labels", () => LabelReport.Of(labels, labels, ["a"]));
    }
}
