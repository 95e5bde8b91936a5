using Nabla.Optimization;
using Nabla.Tests.Optimization.Problems;

namespace Nabla.Tests.Optimization;

/// <summary>What stops a minimization, exactly at the limit and one rounding below.</summary>
public class MinimizerLimitTests
{
    private static readonly (double[] Start, TestProblem Problem) Problem = MoreGarbowHillstrom.All["Rosenbrock"];

    public static TheoryData<string> Figures => ["gradient", "cost", "step"];

    [Theory]
    [MemberData(nameof(Figures))]
    public void A_figure_that_equals_its_tolerance_stops_it(string figure)
    {
        // Each iteration has its figure; the tenth of those that are lower than all before is the tolerance.
        List<double> figures = [];
        Run(new() { GradientTolerance = -1, MaxIterations = 60 }, state =>
        {
            figures.Add(figure == "gradient" ? state.BestGradientNorm : figure == "cost" ? Math.Abs(state.Decrease) : state.Movement);
            return true;
        });
        int[] lowest = [.. Enumerable.Range(0, figures.Count).Where(i => figures.Take(i).All(earlier => earlier > figures[i]))];
        (int iteration, double tolerance) = (lowest[^3], figures[lowest[^3]]);

        MinimizationResult<double> at = Run(With(tolerance)), below = Run(With(Math.BitDecrement(tolerance)));
        Assert.Equal((Reason(), iteration + 1), (at.Reason, at.Iterations));
        Assert.True(below.Iterations > at.Iterations);

        MinimizerOptions With(double value) => figure switch
        {
            "gradient" => new() { GradientTolerance = value, MaxIterations = 60 },
            "cost" => new() { GradientTolerance = -1, CostTolerance = value, MaxIterations = 60 },
            _ => new() { GradientTolerance = -1, StepTolerance = value, MaxIterations = 60 },
        };

        StopReason Reason() => figure switch { "gradient" => StopReason.GradientTolerance, "cost" => StopReason.CostTolerance, _ => StopReason.StepTolerance };
    }

    // Before the first iteration nothing has moved and nothing fallen.
    [Fact]
    public void Tolerances_of_cost_and_step_say_nothing_of_the_start()
    {
        Assert.Equal(1, Run(new() { CostTolerance = 1e9 }).Iterations);
        Assert.Equal(1, Run(new() { StepTolerance = 1e9 }).Iterations);
        Assert.Equal(0, Run(new() { GradientTolerance = 1e9 }).Iterations);
    }

    // The reasons in their order, where several hold.
    [Fact]
    public void The_first_reason_of_several_is_told()
    {
        MinimizerOptions all = new() { GradientTolerance = 1e9, CostTolerance = 1e9, StepTolerance = 1e9, MaxIterations = 1, MaxEvaluations = 1 };
        Assert.Equal(StopReason.GradientTolerance, Run(all).Reason);
        Assert.Equal(StopReason.MaxEvaluations, Run(all with { GradientTolerance = -1 }).Reason); // the first search has no evaluation left
        all = all with { GradientTolerance = -1, MaxEvaluations = Run(new() { MaxIterations = 1 }).Evaluations };
        Assert.Equal(StopReason.CostTolerance, Run(all).Reason);
        Assert.Equal(StopReason.StepTolerance, Run(all with { CostTolerance = -1 }).Reason);
        Assert.Equal(StopReason.MaxIterations, Run(all with { CostTolerance = -1, StepTolerance = -1 }).Reason);
        Assert.Equal(StopReason.MaxEvaluations, Run(all with { CostTolerance = -1, StepTolerance = -1, MaxIterations = 2 }).Reason);
    }

    private static MinimizationResult<double> Run(MinimizerOptions options, Func<SolverState<double>, bool>? onIteration = null)
        => Minimizer.Minimize(new BFGS(), Problem.Problem, Problem.Start, options, onIteration);
}
