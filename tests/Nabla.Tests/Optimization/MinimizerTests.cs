using FsCheck;
using FsCheck.Fluent;
using Nabla.Optimization;
using Nabla.Tests.Optimization.Problems;

namespace Nabla.Tests.Optimization;

public class MinimizerTests
{
    private static readonly (double[] Start, TestProblem Problem) Rosenbrock = MoreGarbowHillstrom.All["Rosenbrock"];

    public static TheoryData<string> Solvers => [.. Solver.All.Select(entry => entry.Name), "bfgs,more-thuente", "lbfgs:3,hager-zhang", "cg,hager-zhang:0.1:0.4"];

    public static TheoryData<string> FastSolvers => ["cg", "cg-hager-zhang", "bfgs", "lbfgs", "scg", "levenberg-marquardt"];

    [Theory]
    [MemberData(nameof(FastSolvers))]
    public void The_gradient_tolerance_stops_at_a_minimum(string solver)
    {
        MinimizationResult<double> result = Minimize(solver, new() { GradientTolerance = 1e-6 });
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.InRange(result.GradientNorm, 0, 1e-6);
        Assert.All(result.Point, x => Assert.Equal(1, x, 1e-4));
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void The_limits_hold(string solver)
    {
        for (int limit = 1; limit <= 12; limit++)
        {
            MinimizationResult<double> byEvaluations = Minimize(solver, new() { MaxEvaluations = limit });
            Assert.InRange(byEvaluations.Evaluations, 1, limit);
            Assert.Equal(StopReason.MaxEvaluations, byEvaluations.Reason);
            MinimizationResult<double> byIterations = Minimize(solver, new() { MaxIterations = limit });
            Assert.Equal(limit, byIterations.Iterations);
            Assert.Equal(StopReason.MaxIterations, byIterations.Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void The_caller_can_stop_it(string solver)
    {
        MinimizationResult<double> result = Minimize(solver, new(), state => state.Iterations < 3);
        Assert.Equal((StopReason.StoppedByCaller, 3), (result.Reason, result.Iterations));
    }

    [Fact]
    public void A_cancelled_token_stops_it()
    {
        using var source = new CancellationTokenSource();
        MinimizationResult<double> result = Minimizer.Minimize(
            new BFGS(), Rosenbrock.Problem, Rosenbrock.Start, onIteration: state => { source.Cancel(); return true; }, cancellationToken: source.Token);
        Assert.Equal((StopReason.Cancelled, 1), (result.Reason, result.Iterations));
    }

    [Theory]
    [MemberData(nameof(FastSolvers))]
    public void Cost_and_step_tolerances_stop_it_early(string solver)
    {
        MinimizationResult<double> byCost = Minimize(solver, new() { GradientTolerance = -1, CostTolerance = 1e-3 });
        Assert.Equal(StopReason.CostTolerance, byCost.Reason);
        MinimizationResult<double> byStep = Minimize(solver, new() { GradientTolerance = -1, StepTolerance = 1e-3 });
        Assert.Equal(StopReason.StepTolerance, byStep.Reason);
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void An_iteration_allocates_nothing(string name)
    {
        var solver = Solver.Parse(name);
        SolverState<double> state = solver.Start<double>(Rosenbrock.Problem, Rosenbrock.Start);
        solver.Step(state, Rosenbrock.Problem);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int iteration = 0; iteration < 12; iteration++)
            solver.Step(state, Rosenbrock.Problem);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void A_state_that_was_written_and_read_back_goes_on_with_the_same_bits(string name)
    {
        var solver = Solver.Parse(name);
        SolverState<double> state = solver.Start<double>(Rosenbrock.Problem, Rosenbrock.Start);
        SolverState<double> resumed = solver.Start<double>(Rosenbrock.Problem, Rosenbrock.Start);
        for (int iteration = 0; iteration < 7; iteration++)
            solver.Step(state, Rosenbrock.Problem);
        foreach ((string vector, double[] values) in state.Vectors)
            resumed.SetVector(vector, values);
        foreach ((string number, double value) in state.Numbers)
            resumed.SetNumber(number, value);
        for (int iteration = 0; iteration < 7; iteration++)
        {
            solver.Step(state, Rosenbrock.Problem);
            solver.Step(resumed, Rosenbrock.Problem);
        }

        Assert.Equal(state.Numbers, resumed.Numbers);
        Assert.All(state.Vectors.Zip(resumed.Vectors), pair => Assert.Equal(pair.First.Value, pair.Second.Value));
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void The_text_form_reads_back_to_an_equal_solver(string text)
    {
        var solver = Solver.Parse(text);
        Assert.Equal(solver, Solver.Parse(solver.ToString()));
    }

    [Theory]
    [InlineData("lbfgs:2.5")]
    [InlineData("lbfgs:0")]
    [InlineData("rprop,more-thuente")]
    [InlineData("bfgs,golden-section")]
    [InlineData("newton")]
    public void A_wrong_text_is_refused(string text) => Assert.Throws<FormatException>(() => Solver.Parse(text));

    [Theory]
    [MemberData(nameof(Solvers))]
    public void The_returned_cost_is_that_of_the_returned_point_and_no_higher_than_at_the_start(string name)
    {
        var solver = Solver.Parse(name);
        Gen<double> coordinate = Gen.Choose(-2000, 2000).Select(i => i / 500.0);
        var cases = from start in coordinate.ArrayOf(4) from center in coordinate.ArrayOf(4) from limit in Gen.Choose(1, 60) select (start, center, limit);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            TestProblem problem = Quartic(c.center);
            MinimizationResult<double> result = Minimizer.Minimize(solver, problem, c.start, new() { MaxEvaluations = c.limit });
            var scratch = new double[4];
            return result.Cost == problem.Evaluate(result.Point, scratch) && result.Cost <= problem.Evaluate(c.start, scratch);
        }).Check(Config.QuickThrowOnFailure.WithReplay(1ul, 3ul));
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void Single_precision_works_too(string name)
    {
        MinimizationResult<float> result = Minimizer.Minimize<float>(
            Solver.Parse(name), new InFloat(Quartic([1, 2, 3, 4])), [0, 0, 0, 0], new() { MaxIterations = 2000, GradientTolerance = 1e-2 });
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        for (int i = 0; i < 4; i++)
            Assert.Equal(i + 1, result.Point[i], .1);
    }

    [Fact]
    public void Levenberg_Marquardt_copes_in_single_precision_with_fewer_residuals_than_parameters()
    {
        float[] start = [.5f, -1, .25f, 1, .75f, -.5f, 1, -1, .5f];
        MinimizationResult<float> result = Minimizer.Minimize<float>(
            new LevenbergMarquardt(), new InFloat(new SleepStudy()), start, new() { GradientTolerance = 0 });
        Assert.InRange(result.Cost, 0, 1e-12);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("3 numbers", Assert.Throws<ArgumentException>(() => new BFGS().Start<double>(Rosenbrock.Problem, [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("sum of squares", Assert.Throws<ArgumentException>(() => new LevenbergMarquardt().Start(new Large(2), new double[2])).Message, StringComparison.Ordinal);
        Assert.Contains("20000", Assert.Throws<ArgumentException>(() => new BFGS().Start(new Large(20_000), new double[20_000])).Message, StringComparison.Ordinal);
        Assert.Contains("20000", Assert.Throws<ArgumentException>(() => new LevenbergMarquardt().Start(new Large(20_000), new double[20_000])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_has_a_message()
        => Assert.All(Enum.GetValues<StopReason>(), reason => Assert.NotEmpty(reason.Message()));

    private static MinimizationResult<double> Minimize(string solver, MinimizerOptions options, Func<SolverState<double>, bool>? onIteration = null)
        => Minimizer.Minimize(Solver.Parse(solver), Rosenbrock.Problem, Rosenbrock.Start, options, onIteration);

    // Σ (x − c)² + ((x − c)·next)²: one minimum, not a parabola.
    private static TestProblem Quartic(double[] center) => new(4, 8, (x, r, j) =>
    {
        for (int i = 0; i < 4; i++)
        {
            int next = (i + 1) % 4;
            double a = x[i] - center[i], b = x[next] - center[next];
            (r[i], r[4 + i]) = (a, a * b);
            (j[i, i], j[4 + i, i], j[4 + i, next]) = (1, b, a);
        }
    });

    private sealed class Large(int dimension) : IObjective<double>
    {
        public int Dimension => dimension;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => 0;
    }

    private sealed class InFloat(ILeastSquaresObjective<double> problem) : ILeastSquaresObjective<float>
    {
        public int Dimension => problem.Dimension;

        public int Residuals => problem.Residuals;

        public double Evaluate(ReadOnlySpan<float> point, Span<float> gradient)
        {
            var slopes = new double[problem.Dimension];
            double cost = problem.Evaluate(Widen(point), slopes);
            for (int i = 0; i < slopes.Length; i++)
                gradient[i] = (float)slopes[i];
            return cost;
        }

        public void Linearize(ReadOnlySpan<float> point, int first, Span<float> residuals, Nabla.Numerics.MatrixView<float> jacobian)
        {
            var r = new double[residuals.Length];
            var j = new Nabla.Numerics.Matrix<double>(residuals.Length, problem.Dimension);
            problem.Linearize(Widen(point), first, r, j);
            for (int i = 0; i < r.Length; i++)
            {
                residuals[i] = (float)r[i];
                for (int k = 0; k < problem.Dimension; k++)
                    jacobian[i, k] = (float)j[i, k];
            }
        }

        private static double[] Widen(ReadOnlySpan<float> point)
        {
            var wide = new double[point.Length];
            for (int i = 0; i < wide.Length; i++)
                wide[i] = point[i];
            return wide;
        }
    }
}
