using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Networks;

/// <summary>Numbers worked out by hand for what a gradient check cannot see.</summary>
public class ByHandTests
{
    [Fact]
    public void The_running_variance_is_the_unbiased_estimate()
    {
        // One input with weight 1, so z is x: 1, 2, 6. Its mean is 3, Σ(x − 3)² = 14, so 14/3 over the batch and 14/2 as an unbiased estimate.
        var network = new Network<double>(new NetworkSpec(
            1, [.. Hidden.Layer(1, new Identity(), Normalization.Batch), new Dense(1) { Activation = new Identity() }]));
        network.Initialize(1);
        network.Parameters[0] = 1;
        var examples = new Examples<double>(new Matrix<double>([1, 2, 6], 3, 1), new Matrix<double>([0, 1, 2], 3, 1));
        var evaluator = new CostEvaluator<double>(network, examples, 3, 1, PieceSettings.Usual);
        evaluator.Evaluate(network.Parameters, [0, 1, 2], [], new Pass { IsTraining = true });
        evaluator.CommitStatistics(new Pass { IsTraining = true });

        Assert.Equal((0.9 * 0) + (0.1 * 3), network.Statistics[0], 1e-12);
        Assert.Equal((0.9 * 1) + (0.1 * 7), network.Statistics[1], 1e-12);
    }

    [Fact]
    public void Smoothed_binary_targets_are_spread_over_two_classes_whatever_the_outputs()
    {
        // Three labels, z = 0, so each costs −y ln ½ − (1 − y) ln ½ = ln 2 for any y; δ = ½ − y with y = .8·1 + .2/2 = .9 and .8·0 + .2/2 = .1.
        var network = new Network<double>(new NetworkSpec(1, new Dense(3) { Activation = new Sigmoid() }) { Loss = new BinaryCrossEntropy(), LabelSmoothing = 0.2 });
        var examples = new Examples<double>(new Matrix<double>([1], 1, 1), new Matrix<double>([1, 0, 1], 1, 3));
        var gradient = new double[network.Parameters.Length];
        double cost = new NetworkObjective<double>(network, examples) { TrainingPass = (1, 1) }.Evaluate(network.Parameters, gradient);

        Assert.Equal(3 * Math.Log(2), cost, 1e-12);
        Assert.Equal([-0.4, 0.4, -0.4], gradient[3..], (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Smoothed_classes_are_spread_over_all_of_them()
    {
        // Softmax of zeros is ⅓; y = .7 + .3/3 = .8 for the class and .1 for the others.
        var network = new Network<double>(new NetworkSpec(1, new Dense(3) { Activation = new Softmax() }) { Loss = new CrossEntropy(), LabelSmoothing = 0.3 });
        var examples = new Examples<double>(new Matrix<double>([1], 1, 1), [2], 3);
        var gradient = new double[network.Parameters.Length];
        new NetworkObjective<double>(network, examples) { TrainingPass = (1, 1) }.Evaluate(network.Parameters, gradient);

        double[] wanted = [(1.0 / 3) - 0.1, (1.0 / 3) - 0.1, (1.0 / 3) - 0.8];
        Assert.Equal(wanted, gradient[3..], (a, b) => Math.Abs(a - b) < 1e-12);
    }
}
