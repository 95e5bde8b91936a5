using System.Text.Json;
using Nabla.Metrics;
using Nabla.Numerics;
using static Nabla.Tests.Metrics.MetricsFixture;

namespace Nabla.Tests.Metrics;

public class RegressionMetricsTests
{
    public static TheoryData<string> Cases => Names("regression");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_score_is_that_of_scikit_learn(string name)
    {
        JsonElement expected = Case("regression", name);
        var report = RegressionReport.Of(expected.Matrix("targets"), expected.Matrix("predictions"), weights: expected.Numbers("weights"));

        IEnumerable<RegressionScores> scores = report.Targets.Select(target => target.Scores);
        Near(expected.Numbers("rSquared"), scores.Select(one => one.RSquared));
        Near(expected.Numbers("rootMeanSquaredError"), scores.Select(one => one.RootMeanSquaredError));
        Near(expected.Numbers("meanAbsoluteError"), scores.Select(one => one.MeanAbsoluteError));
        Near(expected.Numbers("medianAbsoluteError"), scores.Select(one => one.MedianAbsoluteError));
        Near(expected.Numbers("maxError"), scores.Select(one => one.MaxError));
        Near(expected.Numbers("explainedVariance"), scores.Select(one => one.ExplainedVariance));

        JsonElement overall = expected.GetProperty("overall");
        Near(overall.Number("rSquared"), report.Overall.RSquared);
        Near(overall.Number("rootMeanSquaredError"), report.Overall.RootMeanSquaredError);
        Near(overall.Number("meanAbsoluteError"), report.Overall.MeanAbsoluteError);
        Near(overall.Number("explainedVariance"), report.Overall.ExplainedVariance);
        Near(expected.Numbers("maxError").Max(), report.Overall.MaxError);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Residual_quantiles_are_those_of_numpy_and_scikit_learn(string name)
    {
        JsonElement expected = Case("regression", name);
        var report = RegressionReport.Of(expected.Matrix("targets"), expected.Matrix("predictions"), weights: expected.Numbers("weights"));
        foreach ((JsonElement residuals, TargetReport target) in expected.GetProperty("residuals").EnumerateArray().Zip(report.Targets))
        {
            Assert.Equal(expected.Numbers("levels"), target.Residuals.Select(one => one.Level));
            Near(residuals.Numbers(), target.Residuals.Select(one => one.Residual));
        }
    }

    [Fact]
    public void Of_constant_targets_R_squared_is_1_when_all_is_right_and_else_0()
    {
        double[] targets = [0.1, 0.1, 0.1];
        Assert.Equal(1, RegressionMetrics.RSquared(targets, targets));
        Assert.Equal(0, RegressionMetrics.RSquared(targets, [0.1, 0.1, 0.2]));
        Assert.Equal(1, RegressionMetrics.ExplainedVariance(targets, [0.3, 0.3, 0.3]));
        Assert.Equal(0, RegressionMetrics.ExplainedVariance(targets, [0.1, 0.1, 0.2]));
        Assert.Equal(0, RegressionMetrics.RSquared([0.1, 0.1, 5], [0.1, 0.2, 5], [0.3, 0.3, 0]));
        Assert.Equal(double.NaN, RegressionMetrics.RSquared([0.1, 5], [0.1, 5], [1, 0]));
    }

    [Fact]
    public void Nothing_to_count_gives_NaN()
    {
        (double[] Targets, double[] Weights)[] nothing = [([], []), ([3, 4], [0, 0])];
        foreach ((double[] targets, double[] weights) in nothing)
        {
            var nan = new RegressionScores(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
            var column = new Matrix<double>(targets, targets.Length, 1);
            var report = RegressionReport.Of(column, column, weights: weights);
            Assert.Equal(nan, report.Overall);
            Assert.All(report.Targets[0].Residuals, one => Assert.Equal(double.NaN, one.Residual));
        }
    }

    [Fact]
    public void The_median_takes_the_middle_of_two_by_weight()
    {
        Assert.Equal(2.5, RegressionMetrics.MedianAbsoluteError([1, -2, 3, 4], [0, 0, 0, 0]));
        Assert.Equal(2.5, RegressionMetrics.MedianAbsoluteError([1, 3, 2], [0, 0, 0], [0.1, 0.3, 0.2]));
        Assert.Equal([1.0, 3.0], RegressionMetrics.ResidualQuantiles([1, 3, 2], [0, 0, 0], [0, 1]));
    }

    [Fact]
    public void The_text_is_a_table()
    {
        var targets = Matrix<double>.From([1.0, 10.0], [2.0, 30.0]);
        var predictions = Matrix<double>.From([1.5, 10.0], [2.5, 30.0]);
        Assert.Equal(
            """
                         R²        RMSE         MAE
            width     0.000         0.5         0.5
            weight    1.000           0           0
            overall   0.500        0.25        0.25

            """,
            RegressionReport.Of(targets, predictions, ["width", "weight"]).ToString(),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Wrong_input_is_named()
    {
        Refused("row 1: target NaN, expected a finite", () => RegressionMetrics.RSquared([1, double.NaN], [1, 2]));
        Refused("row 0: prediction Infinity,", () => RegressionMetrics.MaxError([1], [double.PositiveInfinity]));
        Refused("1 rows of predictions for 2", () => RegressionMetrics.MeanAbsoluteError([1, 2], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionMetrics.ResidualQuantiles([1], [1], [1.5]));
        Refused("2 columns of predictions for 1 targets", () => RegressionReport.Of(new Matrix<double>(1, 1), new Matrix<double>(1, 2)));
        Refused("0 names for 1 targets", () => RegressionReport.Of(new Matrix<double>(1, 1), new Matrix<double>(1, 1), []));
    }
}
