using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

/// <summary>What a state says of the last iteration, which the tolerances look at.</summary>
public class SolverStateTests
{
    // What is below 1 is measured absolutely, what is larger relatively: by the larger cost, and by the largest parameter before.
    [Theory]
    [InlineData(0.5, 0.25, 0.5, 0.25, 0.25, 0.25)]
    [InlineData(8, 4, 16, 4, 12.0 / 16, 4.0 / 8)]
    [InlineData(8, -2, 4, 16, -12.0 / 16, 10.0 / 8)]
    [InlineData(-20, -20.5, 5, 3, 2.0 / 5, 0.5 / 20)]
    [InlineData(2, 2, -8, -9, 1.0 / 9, 0)]
    public void Decrease_and_movement_are_relative(double from, double to, double costBefore, double costAfter, double decrease, double movement)
    {
        var objective = new Told(costBefore, costAfter);
        var state = new SolverState<double>([0.125 * from, from, 0.125 * from]);
        state.Begin(objective);
        state.Point.CopyTo(state.TrialPoint);
        state.TrialPoint[1] = to;
        Assert.True(state.TryEvaluate(objective, out double cost));
        state.Commit(cost);
        Assert.Equal((decrease, movement), (state.Decrease, state.Movement));
        Assert.Equal((costAfter, to, 2), (state.Cost, state.Point[1], state.Evaluations));
    }

    [Fact]
    public void An_iteration_that_stays_has_neither()
    {
        var state = new SolverState<double>([1]);
        state.Stay();
        Assert.Equal((double.NaN, double.NaN), (state.Decrease, state.Movement));
    }

    /// <summary>Costs that are told one after the other.</summary>
    private sealed class Told(params double[] costs) : IObjective<double>
    {
        private int asked;

        public int Dimension => 3;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => costs[this.asked++];
    }
}
