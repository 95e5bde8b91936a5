using System.Text.Json;
using Nabla.Metrics;
using static Nabla.Tests.Metrics.MetricsFixture;

namespace Nabla.Tests.Metrics;

public class CalibrationCurveTests
{
    public static TheoryData<string> Cases => Names("calibration");

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_curve_is_that_of_scikit_learn(string name)
    {
        JsonElement expected = Case("calibration", name);
        var curve = CalibrationCurve.Of(
            expected.Integers("labels"),
            expected.Numbers("probabilities"),
            expected.GetProperty("bins").GetInt32(),
            Enum.Parse<CalibrationBinning>(expected.GetProperty("strategy").GetString()!, ignoreCase: true));
        Near(expected.Numbers("true"), curve.Bins.Select(bin => bin.FractionPositive));
        Near(expected.Numbers("predicted"), curve.Bins.Select(bin => bin.MeanProbability));
    }

    [Theory]
    [InlineData(CalibrationBinning.Uniform)]
    [InlineData(CalibrationBinning.Quantile)]
    public void Rows_of_weight_0_count_as_absent(CalibrationBinning binning)
    {
        var without = CalibrationCurve.Of([0, 1, 1, 0, 1], [0.1, 0.3, 0.35, 0.7, 0.9], 2, binning, weights: [1, 2, 1, 1, 3]);
        var with = CalibrationCurve.Of([0, 1, 1, 1, 0, 1, 0], [0.1, 0.3, 0.2, 0.35, 0.7, 0.9, 1.0], 2, binning, weights: [1, 2, 0, 1, 1, 3, 0]);
        Assert.Equal(without.Bins, with.Bins);
    }

    [Fact]
    public void Nothing_to_count_gives_no_bins()
    {
        Assert.Empty(CalibrationCurve.Of([], []).Bins);
        Assert.Empty(CalibrationCurve.Of([1], [0.5], 3, CalibrationBinning.Quantile, weights: [0]).Bins);
    }

    [Fact]
    public void Wrong_input_is_named()
    {
        Refused("row 0: probability 1.5, expected 0 to 1", () => CalibrationCurve.Of([1], [1.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CalibrationCurve.Of([1], [0.5], 0));
    }
}
