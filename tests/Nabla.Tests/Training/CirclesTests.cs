using System.Text.Json;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>The circles tutorial on scikit-learn's data: circles.py beside the fixture made data, starts and the counts of NumPy.</summary>
public class CirclesTests
{
    private static readonly JsonElement Reference = Fixture.Json("Training/circles.json");
    private static readonly NetworkSpec Spec = new(2, new Dense(3) { Activation = new Sigmoid() }, new Dense(2) { Activation = new Softmax() })
    {
        Loss = new CrossEntropy(),
        Reduction = Reduction.Sum,
    };

    [Fact]
    public void Momentum_separates_the_circles_from_the_same_starts_as_NumPy_and_from_92_percent_or_more()
    {
        SlowTests.SkipUnlessWanted();
        double[][] starts = Reference.GetProperty("starts").Rows();
        int runs = 0, separated = 0;
        foreach (JsonElement data in Reference.GetProperty("data").EnumerateArray())
        {
            int right = starts.Count(start => Separates(data, start));
            Assert.Equal(data.GetProperty("separated").GetInt32(), right);
            (runs, separated) = (runs + starts.Length, separated + right);
        }

        Assert.Equal(8 * 50, runs);
        Assert.True(separated >= .92 * runs, $"{separated} of {runs}");
    }

    // V ← .9·V − .02·∂C/∂θ, θ ← θ + V, all points at once, 300 times: whether every point is right then.
    private static bool Separates(JsonElement data, double[] start)
    {
        Matrix<double> points = Matrix<double>.From(data.GetProperty("points").Rows());
        int[] labels = [.. data.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32())];
        var examples = new Examples<double>(points, labels, outputs: 2);
        var network = new Network<double>(Spec);
        start.CopyTo(network.Parameters);
        new Trainer<double>(network, examples, null, new TrainingSettings { Optimizer = new Momentum(.9), LearningRate = .02, BatchSize = null, Epochs = 300 }).Run();
        return Scoring.Evaluate(network, examples, threads: 1, PieceSettings.Usual).Accuracy == 1;
    }
}
