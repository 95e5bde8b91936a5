using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

public class NetworkResidualsTests
{
    private const int Rows = 7;

    public static TheoryData<string, bool, bool> Cases => new()
    {
        { "half-squared-error", false, true }, { "squared-error", false, true }, { "half-squared-error", true, false }, { "squared-error", true, true }, { "mean-squared-error", true, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Half_the_squared_residuals_are_the_cost_and_their_slopes_its_gradient(string loss, bool sum, bool bias)
    {
        var spec = new NetworkSpec(
            3,
            new Dense(4) { Activation = new GELU(), Bias = bias },
            new Dense(3) { Activation = new Tanh(), Bias = bias },
            new Dense(2) { Activation = new Sigmoid(), Bias = bias })
        {
            Loss = Loss.All.Parse(loss),
            Reduction = sum ? Reduction.Sum : Reduction.Mean,
            Penalties = [new L2(0.3)],
        };
        Network<double> network = Network<double>.Create(spec, 1);
        var residuals = new NetworkResiduals<double>(network, Examples());
        int n = residuals.Dimension, m = residuals.Residuals;
        Assert.Equal((2 * Rows) + network.Slices.Where(slice => slice.IsWeight).Sum(slice => slice.Length), m);
        var r = new double[m];
        var jacobian = new Matrix<double>(m, n);

        // In pieces that end inside an example.
        for (int first = 0; first < m; first += 5)
        {
            int count = Math.Min(5, m - first);
            residuals.Linearize(network.Parameters, first, r.AsSpan(first, count), jacobian.View.RowRange(first, count));
        }

        var gradient = new double[n];
        double cost = residuals.Evaluate(network.Parameters, gradient);
        Assert.Equal(cost, r.Sum(value => value * value) / 2, 1e-12);
        for (int j = 0; j < n; j++)
            Assert.Equal(gradient[j], Enumerable.Range(0, m).Sum(i => jacobian[i, j] * r[i]), 1e-12);
    }

    [Fact]
    public void Without_a_penalty_there_are_the_residuals_of_examples_alone()
    {
        var spec = new NetworkSpec(3, new Dense(2) { Activation = new Identity() });
        Assert.Equal(2 * Rows, new NetworkResiduals<double>(new Network<double>(spec), Examples()).Residuals);
        NetworkSpec none = spec with { Penalties = [new L2(0)] }, little = spec with { Penalties = [new L2(0.3)] };
        Assert.Equal(2 * Rows, new NetworkResiduals<double>(new Network<double>(none), Examples()).Residuals);
        Assert.Equal((2 * Rows) + 6, new NetworkResiduals<double>(new Network<double>(little), Examples()).Residuals);
    }

    [Fact]
    public void Levenberg_Marquardt_trains_a_network()
    {
        var spec = new NetworkSpec(3, new Dense(4) { Activation = new Tanh() }, new Dense(2) { Activation = new Identity() });
        TrainingResult result = new Trainer<double>(
            Network<double>.Create(spec, 1), Examples(), null, new() { Optimizer = new LevenbergMarquardt(), Epochs = 30 }).Run();

        Assert.True(result.LossCurve[^1] < 1e-6 * result.LossCurve[0], $"{result.LossCurve[0]} to {result.LossCurve[^1]}");
    }

    [Fact]
    public void What_is_no_sum_of_squares_is_refused()
    {
        var classes = new NetworkSpec(3, new Dense(2) { Activation = new Softmax() }) { Loss = new CrossEntropy() };
        Assert.Equal(
            "levenberg-marquardt needs a sum of squares: loss half-squared-error, squared-error or mean-squared-error, not cross-entropy",
            Assert.Throws<ArgumentException>(() => new NetworkResiduals<double>(new Network<double>(classes), Examples())).Message);
        var l1 = new NetworkSpec(3, new Dense(2) { Activation = new Identity() }) { Penalties = [new L1(1)] };
        Assert.Equal(
            "levenberg-marquardt needs a sum of squares: penalty l2, not l1:1",
            Assert.Throws<ArgumentException>(() => new NetworkResiduals<double>(new Network<double>(l1), Examples())).Message);
    }

    private static Examples<double> Examples()
    {
        var random = new CounterRandom(3, 95);
        Matrix<double> x = new(Rows, 3), y = new(Rows, 2);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = random.Normal((uint)i);
        for (int i = 0; i < y.Data.Length; i++)
            y.Data[i] = random.Uniform((uint)i, 1);
        return new Examples<double>(x, y, [.. Enumerable.Range(0, Rows).Select(row => 1.0 + (row % 3))]);
    }
}
