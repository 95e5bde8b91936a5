using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

/// <summary>Objectives that break promises: every solver comes back within its limits, with the best point it saw and a reason that fits.</summary>
public class HostileObjectiveTests
{
    private static readonly Dictionary<string, (double[] Start, StopReason[] Reasons, Func<double[], (double Cost, double[] Gradient)> Function)> Objectives = new()
    {
        // A parabola whose minimum at 2 lies behind a wall at 1.
        ["NaN beyond a wall"] = ([0, 0], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            x[0] > 1 ? (double.NaN, [double.NaN, double.NaN]) : (Square(x[0] - 2) + Square(x[1]), [2 * (x[0] - 2), 2 * x[1]])),
        ["a gradient that is not finite beyond a wall"] = ([0, 0], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            (Square(x[0] - 2) + Square(x[1]), x[0] > 1 ? [double.PositiveInfinity, 0] : [2 * (x[0] - 2), 2 * x[1]])),
        ["one derivative that is not a number beyond a wall"] = ([0, 0], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            (Square(x[0] - 2) + Square(x[1]), [2 * (x[0] - 2), x[0] > 1 ? double.NaN : 2 * x[1]])),
        ["+∞ beyond a wall"] = ([0, 0], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            x[0] > 1 ? (double.PositiveInfinity, [0, 0]) : (Square(x[0] - 2) + Square(x[1]), [2 * (x[0] - 2), 2 * x[1]])),
        ["−∞ at a pole"] = ([1, 1], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            x[0] > 0 ? (Math.Log(x[0]) + Square(x[1]), [1 / x[0], 2 * x[1]]) : (double.NegativeInfinity, [0, 0])),
        ["a discontinuity"] = ([3, 1], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            (Square(x[0]) + Square(x[1]) + (x[0] < .5 ? 10 : 0), [2 * x[0], 2 * x[1]])),
        ["a gradient of the wrong sign"] = ([3, 1], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            (Square(x[0]) + Square(x[1]), [-2 * x[0], -2 * x[1]])),
        ["a gradient of another cost"] = ([3, 1], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations, StopReason.GradientTolerance], x =>
            (Square(x[0]) + Square(x[1]), [2 * (x[0] - 1), x[0]])),
        ["flat to the last bit"] = ([3, 1], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations, StopReason.GradientTolerance], x =>
            (1, [2e-3 * x[0], 2e-3 * x[1]])),
        ["unbounded below"] = ([3, 1], [StopReason.Unbounded, StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            (-x[0] - (2 * x[1]), [-1, -2])),
        ["unbounded below and curved"] = ([3, 1], [StopReason.Unbounded, StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            (-Square(x[0]) - Square(x[1]), [-2 * x[0], -2 * x[1]])),
        ["unbounded below and steeper and steeper"] = ([3, 1], [StopReason.Unbounded, StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            (-Math.Exp(x[0]) - Math.Exp(x[1]), [-Math.Exp(x[0]), -Math.Exp(x[1])])),
        ["slopes whose squares are no numbers"] = ([3, 1], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            (1e200 * (Square(x[0]) + Square(x[1])), [2e200 * x[0], 2e200 * x[1]])),
        ["a kink along its valley"] = ([3.3, 1.7], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations, StopReason.GradientTolerance], x =>
            (Math.Abs(x[0]) + (10 * Math.Abs(x[1])), [Math.Sign(x[0]), 10 * Math.Sign(x[1])])),
        ["no number but at the start"] = ([3, 1], [StopReason.NoDecrease, StopReason.MaxEvaluations, StopReason.MaxIterations], x =>
            x is [3, 1] ? (1, [1, 2]) : (double.NaN, [1, 2])),
        ["NaN at the start"] = ([3, 1], [StopReason.NonFiniteStart], _ => (double.NaN, [1, 1])),
        ["an infinite gradient at the start"] = ([3, 1], [StopReason.NonFiniteStart], _ => (1, [double.NegativeInfinity, 1])),
        ["a stationary start"] = ([0, 0], [StopReason.GradientTolerance], x => (Square(x[0]) + Square(x[1]), [2 * x[0], 2 * x[1]])),
    };

    public static TheoryData<string, string> Pairs
        => [.. Objectives.Keys.SelectMany(o => EverySolver.Texts, (o, s) => new TheoryDataRow<string, string>(o, s))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_hostile_objective_ends_with_the_best_point_and_a_fitting_reason(string name, string solver)
    {
        (double[] start, StopReason[] reasons, Func<double[], (double, double[])> function) = Objectives[name];
        var objective = new Recorder(function);
        int told = 0;
        MinimizationResult<double> result = Minimizer.Minimize(
            FullBatchSolver.Parse(solver),
            objective,
            start,
            new() { MaxIterations = 200, MaxEvaluations = 2000, GradientTolerance = 1e-8 },
            state => ++told == state.Iterations);
        Assert.Equal(result.Iterations, told);
        Assert.Contains(result.Reason, reasons);
        Assert.InRange(result.Iterations, 0, 200);
        Assert.InRange(result.Evaluations, 1, 2000);
        Assert.Equal(objective.Evaluations, result.Evaluations);
        if (result.Reason == StopReason.NonFiniteStart)
        {
            Assert.Equal(start, result.Point);
            return;
        }

        Assert.True(double.IsFinite(result.Cost) && double.IsFinite(result.GradientNorm) && result.Point.All(double.IsFinite));
        Assert.Equal(objective.Lowest, result.Cost);
        Assert.Equal(result.Cost, function(result.Point).Item1);
    }

    [Theory]
    [MemberData(nameof(EverySolver.Searching), MemberType = typeof(EverySolver))]
    public void A_line_search_says_that_a_cost_is_unbounded(string solver)
    {
        foreach (string name in (string[])["unbounded below", "unbounded below and curved"])
        {
            (double[] start, _, Func<double[], (double, double[])> function) = Objectives[name];
            Assert.Equal(StopReason.Unbounded, Minimizer.Minimize(FullBatchSolver.Parse(solver), new Recorder(function), start).Reason);
        }
    }

    private static double Square(double x) => x * x;

    // As a sum of squares it has one residual, √2C, which says little about these costs; the solver must cope.
    private sealed class Recorder(Func<double[], (double Cost, double[] Gradient)> function) : ILeastSquaresObjective<double>
    {
        public int Evaluations { get; private set; }

        public double Lowest { get; private set; } = double.PositiveInfinity;

        public int Dimension => 2;

        public int Residuals => 1;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            this.Evaluations++;
            (double cost, double[] slopes) = function(point.ToArray());
            slopes.CopyTo(gradient);
            if (double.IsFinite(cost) && slopes.All(double.IsFinite))
                this.Lowest = Math.Min(this.Lowest, cost);
            return cost;
        }

        public void Linearize(ReadOnlySpan<double> point, int first, Span<double> residuals, MatrixView<double> jacobian)
        {
            (double cost, double[] slopes) = function(point.ToArray());
            residuals[0] = Math.Sqrt(2 * Math.Abs(cost));
            for (int j = 0; j < 2; j++)
                jacobian[0, j] = residuals[0] == 0 ? 0 : slopes[j] / residuals[0];
        }
    }
}
