using FsCheck;
using FsCheck.Fluent;
using Nabla.Optimization;
using Nabla.Tests.Optimization.Problems;

namespace Nabla.Tests.Optimization;

public class MinimizerTests
{
    private static readonly (double[] Start, TestProblem Problem) Rosenbrock = MoreGarbowHillstrom.All["Rosenbrock"];

    public static TheoryData<string> Solvers => [.. EverySolver.Texts, "lbfgs:3,hager-zhang", "cg,hager-zhang:0.1:0.4"];

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
        foreach (int last in (int[])[1, 3])
        {
            MinimizationResult<double> result = Minimize(solver, new(), state => state.Iterations < last);
            Assert.Equal((StopReason.StoppedByCaller, last), (result.Reason, result.Iterations));
        }
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
    [MemberData(nameof(Solvers))]
    public void A_token_set_inside_an_evaluation_ends_it_with_that_evaluation(string name)
    {
        for (int last = 2; last <= 12; last++)
        {
            using var source = new CancellationTokenSource();
            int seen = 0;
            double lowest = double.PositiveInfinity;
            var objective = new Watched(Rosenbrock.Problem, cost =>
            {
                lowest = Math.Min(lowest, cost);
                if (++seen == last)
                    source.Cancel();
            });
            MinimizationResult<double> result = Minimizer.Minimize(FullBatchSolver.Parse(name), objective, Rosenbrock.Start, cancellationToken: source.Token);
            Assert.Equal((StopReason.Cancelled, last, lowest), (result.Reason, result.Evaluations, result.Cost));
        }
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void An_exception_of_the_objective_comes_out_and_leaves_a_state_that_can_go_on(string name)
    {
        var solver = FullBatchSolver.Parse(name);
        for (int bad = 2; bad <= 12; bad++)
        {
            int seen = 0;
            var objective = new Watched(Rosenbrock.Problem, _ =>
            {
                if (++seen == bad)
                    throw new IOException("the data are gone");
            });
            SolverState<double> state = solver.Start<double>(objective, Rosenbrock.Start);
            Assert.Equal("the data are gone", Assert.Throws<IOException>(() => Run(20)).Message);
            Assert.Equal(Rosenbrock.Problem.Evaluate(state.Point, new double[2]), state.Cost);
            Assert.Equal(Rosenbrock.Problem.Evaluate(state.BestPoint, new double[2]), state.BestCost);
            double before = state.BestCost;
            Run(100);
            Assert.InRange(state.BestCost, 0, .9 * before);

            void Run(int iterations)
            {
                for (int i = 0; i < iterations; i++)
                    solver.Step(state, objective);
            }
        }
    }

    // 2¹⁰⁰ times the cost has the same bits but for the exponent. The λ of scaled conjugate gradients has the unit of a curvature,
    // and the η of Hager and Zhang's formula that of a slope.
    [Theory]
    [MemberData(nameof(Solvers))]
    public void The_unit_of_the_cost_changes_no_bit(string name)
    {
        if (FullBatchSolver.Parse(name) is ScaledConjugateGradient or ConjugateGradient { Formula: ConjugateGradientFormula.HagerZhang })
            return;
        double unit = Math.ScaleB(1, 100);
        MinimizationResult<double> plain = Minimize(name, new() { GradientTolerance = 1e-6, MaxEvaluations = 300 });
        MinimizationResult<double> scaled = Minimizer.Minimize(
            FullBatchSolver.Parse(name), InUnit(Math.ScaleB(1, 50)), Rosenbrock.Start, new() { GradientTolerance = 1e-6 * unit, MaxEvaluations = 300 });
        Assert.Equal((plain.Reason, plain.Evaluations, plain.Cost), (scaled.Reason, scaled.Evaluations, scaled.Cost / unit));
        Assert.Equal(plain.Point, scaled.Point);
    }

    // Where rounding hides the last decreases of the cost, the slopes still lead to the minimum.
    [Theory]
    [InlineData("cg")]
    [InlineData("cg,hager-zhang")]
    [InlineData("cg-hager-zhang")]
    [InlineData("bfgs")]
    [InlineData("bfgs,more-thuente")]
    [InlineData("lbfgs")]
    [InlineData("lbfgs,hager-zhang")]
    [InlineData("scg")]
    public void A_large_number_beside_the_cost_is_no_trouble(string name)
    {
        foreach (double offset in (double[])[1e8, -1e8])
        {
            MinimizationResult<double> result = Minimizer.Minimize(FullBatchSolver.Parse(name), new Beside(Rosenbrock.Problem, offset), Rosenbrock.Start);
            Assert.Equal(StopReason.GradientTolerance, result.Reason);
            Assert.All(result.Point, x => Assert.Equal(1, x, 1e-4));
        }
    }

    [Theory]
    [InlineData("bfgs")]
    [InlineData("bfgs,more-thuente")]
    [InlineData("levenberg-marquardt")]
    public void A_parabola_whose_axes_differ_by_a_million_to_one_is_solved(string name)
    {
        TestProblem parabola = new(20, 20, (x, r, j) =>
        {
            for (int i = 0; i < 20; i++)
            {
                double steepness = Math.Pow(1e6, i / 19.0); // of the residual: 1e12 in curvature
                (r[i], j[i, i]) = (steepness * (x[i] - 1), steepness);
            }
        });
        MinimizationResult<double> result = Minimizer.Minimize(FullBatchSolver.Parse(name), parabola, new double[20]);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.All(result.Point, x => Assert.Equal(1, x, 1e-4));
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void One_parameter_is_enough(string name)
    {
        TestProblem fourth = new(1, 1, (x, r, j) => (r[0], j[0, 0]) = (x[0] * x[0], 2 * x[0]));
        MinimizationResult<double> result = Minimizer.Minimize(FullBatchSolver.Parse(name), fourth, [5], new() { GradientTolerance = 1e-9 });
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.Equal(0, result.Point[0], 1e-3);
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void A_saddle_that_nothing_leads_away_from_is_where_it_ends(string name)
    {
        // x² + (y² − 1)² from y = 0: the slope along y is 0 all the way to the saddle.
        TestProblem saddle = new(2, 2, (x, r, j) =>
        {
            (r[0], r[1]) = (x[0], (x[1] * x[1]) - 1);
            (j[0, 0], j[1, 1]) = (1, 2 * x[1]);
        });
        MinimizationResult<double> result = Minimizer.Minimize(FullBatchSolver.Parse(name), saddle, [1, 0]);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.Equal(1, result.Cost, 1e-10);
    }

    [Fact]
    public void A_cost_that_may_rise_is_not_stopped_by_its_rising()
    {
        MinimizationResult<double> result = Minimize("rprop", new() { MaxIterations = 10_000, GradientTolerance = -1, CostTolerance = 1e-10 });
        Assert.Equal(StopReason.CostTolerance, result.Reason);
        Assert.InRange(result.Cost, 0, 1e-6);
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Minimize("lbfgs", new() { MaxIterations = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Minimize("lbfgs", new() { MaxEvaluations = 0 }));
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void No_iterations_and_a_start_at_the_minimum_are_no_trouble(string name)
    {
        MinimizationResult<double> none = Minimize(name, new() { MaxIterations = 0 });
        Assert.Equal((StopReason.MaxIterations, 0, 1), (none.Reason, none.Iterations, none.Evaluations));
        Assert.Equal(Rosenbrock.Start, none.Point);
        foreach (double tolerance in (double[])[0, -1])
        {
            MinimizationResult<double> there = Minimizer.Minimize(FullBatchSolver.Parse(name), Rosenbrock.Problem, [1, 1], new() { GradientTolerance = tolerance });
            Assert.Equal((tolerance < 0 ? StopReason.NoDecrease : StopReason.GradientTolerance, 0), (there.Reason, there.Iterations));
            Assert.Equal([1, 1], there.Point);
        }
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
        var solver = FullBatchSolver.Parse(name);
        SolverState<double> state = solver.Start<double>(Rosenbrock.Problem, Rosenbrock.Start);
        solver.Step(state, Rosenbrock.Problem);
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int iteration = 0; iteration < 12; iteration++)
                solver.Step(state, Rosenbrock.Problem);
        }));
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void A_state_that_was_written_and_read_back_goes_on_with_the_same_bits(string name)
    {
        var solver = FullBatchSolver.Parse(name);
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
        var solver = FullBatchSolver.Parse(text);
        Assert.Equal(solver, FullBatchSolver.Parse(solver.ToString()));
    }

    [Theory]
    [InlineData("lbfgs:2.5")]
    [InlineData("lbfgs:0")]
    [InlineData("rprop,more-thuente")]
    [InlineData("bfgs,golden-section")]
    [InlineData("newton")]
    public void A_wrong_text_is_refused(string text) => Assert.Throws<FormatException>(() => FullBatchSolver.Parse(text));

    [Theory]
    [MemberData(nameof(Solvers))]
    public void The_returned_cost_is_that_of_the_returned_point_and_no_higher_than_at_the_start(string name)
    {
        var solver = FullBatchSolver.Parse(name);
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
            FullBatchSolver.Parse(name), new InFloat(Quartic([1, 2, 3, 4])), [0, 0, 0, 0], new() { MaxIterations = 2000, GradientTolerance = 1e-2 });
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

    // Far from 0 a step of 1e-5 is none in single precision.
    [Fact]
    public void Scaled_conjugate_gradients_see_the_curvature_far_from_zero_in_single_precision()
    {
        TestProblem far = new(2, 2, (x, r, j) =>
        {
            double a = x[0] - 1000, b = x[1] - 1000;
            (r[0], r[1]) = (10 * (b - (a * a)), 1 - a);
            (j[0, 0], j[0, 1], j[1, 0]) = (-20 * a, 10, -1);
        });
        Assert.InRange(Minimizer.Minimize<float>(new ScaledConjugateGradient(), new InFloat(far), [998.8f, 1001]).Cost, 0, .01);
    }

    [Fact]
    public void Matrices_that_do_not_fit_into_memory_are_refused()
    {
        DenseMatrix.CheckSize<double>("BFGS", 10_000, matrices: 1, memory: 800_000_000);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => DenseMatrix.CheckSize<double>("Levenberg–Marquardt", 10_000, matrices: 3, memory: 2_000_000_000));
        Assert.Contains("needs 2.4 GB for its matrices of 10000 × 10000 numbers, and 2.0 GB is all there is", refused.Message, StringComparison.Ordinal);
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
        => Minimizer.Minimize(FullBatchSolver.Parse(solver), Rosenbrock.Problem, Rosenbrock.Start, options, onIteration);

    // Rosenbrock's residuals in another unit.
    private static TestProblem InUnit(double unit) => new(2, 2, (x, r, j) =>
    {
        (r[0], r[1]) = (unit * 10 * (x[1] - (x[0] * x[0])), unit * (1 - x[0]));
        (j[0, 0], j[0, 1], j[1, 0]) = (unit * -20 * x[0], unit * 10, -unit);
    });

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

    private sealed class Beside(TestProblem problem, double offset) : IObjective<double>
    {
        public int Dimension => problem.Dimension;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => offset + problem.Evaluate(point, gradient);
    }

    private sealed class Large(int dimension) : IObjective<double>
    {
        public int Dimension => dimension;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => 0;
    }

    /// <summary>Tells each cost before it is returned.</summary>
    private sealed class Watched(TestProblem problem, Action<double> seen) : ILeastSquaresObjective<double>
    {
        public int Dimension => problem.Dimension;

        public int Residuals => problem.Residuals;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            double cost = problem.Evaluate(point, gradient);
            seen(cost);
            return cost;
        }

        public void Linearize(ReadOnlySpan<double> point, int first, Span<double> residuals, Nabla.Numerics.MatrixView<double> jacobian)
            => problem.Linearize(point, first, residuals, jacobian);
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
