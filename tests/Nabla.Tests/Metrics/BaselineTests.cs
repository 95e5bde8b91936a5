using System.Text.Json;
using Nabla.Metrics;
using Nabla.Numerics;
using static Nabla.Tests.Metrics.MetricsFixture;

namespace Nabla.Tests.Metrics;

public class BaselineTests
{
    private static readonly JsonElement Expected = Section("baselines");

    [Fact]
    public void The_majority_is_that_of_scikit_learn()
    {
        int[] labels = Expected.Integers("labels");
        var baseline = MajorityBaseline.Of(labels, 3);
        Assert.Equal(Expected.GetProperty("label").GetInt32(), baseline.Label);
        Assert.Equal([baseline.Label, baseline.Label], baseline.Predict(2));

        var weighted = MajorityBaseline.Of(labels, 3, Expected.Numbers("classWeights"));
        Near(Expected.Numbers("frequencies"), weighted.Frequencies);
        Assert.Equal([.. weighted.Frequencies, .. weighted.Frequencies], weighted.PredictProbabilities(2).Data);
    }

    [Fact]
    public void The_mean_is_that_of_scikit_learn()
    {
        var baseline = MeanBaseline.Of(Expected.Matrix("targets"), Expected.Numbers("targetWeights"));
        Near(Expected.Numbers("means"), baseline.Means);
        Assert.Equal([.. baseline.Means, .. baseline.Means], baseline.Predict(2).Data);
    }

    [Fact]
    public void Of_equally_frequent_classes_the_lowest_wins() => Assert.Equal(1, MajorityBaseline.Of([2, 1, 2, 1, 0], 4).Label);

    [Fact]
    public void The_mean_of_a_constant_is_exact()
    {
        var targets = new Matrix<double>([.. Enumerable.Repeat(0.1, 10)], 10, 1);
        Assert.Equal([0.1], MeanBaseline.Of(targets).Means);
    }

    [Fact]
    public void A_baseline_of_nothing_is_refused()
    {
        Refused("a baseline needs at least one row", () => MajorityBaseline.Of([], 3));
        Refused("a baseline needs at least one row", () => MeanBaseline.Of(new Matrix<double>(1, 1), [0]));
    }
}
