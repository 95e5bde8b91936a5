using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>The search for a learning rate, held against descent by hand.</summary>
public class LearningRateFinderTests
{
    private const int Rows = 11;

    private static readonly NetworkSpec Spec = new(2, new Dense(3) { Activation = new Tanh() }, new Dense(1) { Activation = new Identity() });

    private static readonly TrainingSettings Descent = new() { Optimizer = new SGD(), BatchSize = null };

    [Fact]
    public void Rates_rise_by_one_factor_and_losses_are_smoothed_without_bias()
    {
        var finder = new LearningRateFinder { Lowest = 1e-3, Highest = 1, Steps = 13 };
        Network<double> network = Network<double>.Create(Spec, 1);
        double[] before = network.Parameters.ToArray(), x = [.. before], gradient = new double[x.Length];
        RateSearch search = finder.Run(network, Examples(), Descent);
        Assert.Equal(before, network.Parameters.ToArray());
        Assert.Equal(13, search.Points.Count);

        var objective = new NetworkObjective<double>(Network<double>.Create(Spec, 1), Examples());
        double average = 0, weights = 0;
        for (int step = 0; step < 13; step++)
        {
            double rate = Math.Pow(10, -3 + (3 * step / 12.0));
            double cost = objective.Evaluate(x, gradient);
            (average, weights) = ((0.9 * average) + cost, (0.9 * weights) + 1);
            Assert.Equal(rate, search.Points[step].LearningRate, 1e-12);
            Assert.Equal(average / weights, search.Points[step].Loss, 1e-12);
            for (int i = 0; i < x.Length; i++)
                x[i] -= rate * gradient[i];
        }

        RatePoint best = search.Points.MinBy(point => point.Loss);
        Assert.True(best.Loss < search.Points[0].Loss);
        Assert.Equal(best.LearningRate / 10, search.Proposal!.Value, 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(32)]
    public void Epochs_follow_one_another_until_all_steps_are_made(int batch)
    {
        RateSearch search = new LearningRateFinder { Lowest = 1e-6, Highest = 1e-4, Steps = 23 }.Run(Network<double>.Create(Spec, 1), Examples(), Descent with { BatchSize = batch });
        Assert.Equal((23, 1e-6), (search.Points.Count, search.Points[0].LearningRate));
        Assert.Equal(1e-4, search.Points[^1].LearningRate, 1e-17);
    }

    [Fact]
    public void A_loss_that_explodes_ends_the_search()
    {
        RateSearch search = new LearningRateFinder { Lowest = 1e-3, Highest = 1e5, Steps = 100 }.Run(Network<double>.Create(Spec, 1), Examples(), Descent);
        Assert.InRange(search.Points.Count, 10, 99);
        double lowest = double.PositiveInfinity;
        foreach (RatePoint point in search.Points.SkipLast(1))
        {
            lowest = Math.Min(lowest, point.Loss);
            Assert.InRange(point.Loss, 0, 4 * lowest);
        }

        Assert.True(search.Points[^1].Loss > 4 * lowest);
        Assert.NotNull(search.Proposal);
    }

    [Fact]
    public void Where_the_loss_never_fell_nothing_is_proposed()
    {
        RateSearch rising = new LearningRateFinder { Lowest = 1e3, Highest = 1e5, Steps = 10 }.Run(Network<double>.Create(Spec, 1), Examples(), Descent);
        Assert.True(rising.Points.Count >= 1);
        Assert.Null(rising.Proposal);
        RateSearch none = new LearningRateFinder().Run(Network<double>.Create(Spec, 1), Examples(), Descent, cancellation: new CancellationToken(canceled: true));
        Assert.Null(none.Proposal);
        Assert.Empty(none.Points);
    }

    [Theory]
    [InlineData(0, 1, 10)]
    [InlineData(1, 1, 10)]
    [InlineData(double.NaN, 1, 10)]
    [InlineData(1, double.PositiveInfinity, 10)]
    [InlineData(1, 2, 9)]
    public void Nonsense_is_refused(double lowest, double highest, int steps)
        => Assert.Contains(steps < 10 ? "9 steps, expected 10 or more" : "expected two ascending numbers above 0", Refusal(Descent, lowest, highest, steps), StringComparison.Ordinal);

    [Fact]
    public void So_are_a_solver_and_settings_that_make_no_sense()
    {
        Assert.Equal("lbfgs has no learning rate to look for", Refusal(new() { Optimizer = new LBFGS() }));
        Assert.Equal("pieces of 0 rows, expected 1 or more", Refusal(Descent with { PieceRows = 0 }));
    }

    private static string Refusal(TrainingSettings settings, double lowest = 1, double highest = 2, int steps = 10)
        => Assert.Throws<ArgumentException>(() => new LearningRateFinder { Lowest = lowest, Highest = highest, Steps = steps }.Run(Network<double>.Create(Spec, 1), Examples(), settings)).Message;

    private static Examples<double> Examples()
    {
        Matrix<double> x = new(Rows, 2), y = new(Rows, 1);
        for (int row = 0; row < Rows; row++)
        {
            (x[row, 0], x[row, 1]) = (Math.Sin(row), Math.Cos(2 * row));
            y[row, 0] = 2 + x[row, 0];
        }

        return new(x, y);
    }
}
