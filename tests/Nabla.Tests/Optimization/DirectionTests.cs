using Nabla.Optimization;
using Nabla.Tests.Optimization.Problems;

namespace Nabla.Tests.Optimization;

/// <summary>
/// The directions of solvers with a line search, computed again from the points and gradients of the run, with the formulas as they stand
/// in Nocedal and Wright, <i>Numerical Optimization</i>, 2006, and in Hager and Zhang, 2005: whole matrices, no tricks.
/// </summary>
public class DirectionTests
{
    private const int N = 4;

    // Σ (x − c)² + ((x − c)·next)², far from its minimum.
    private static readonly TestProblem Problem = new(N, 2 * N, (x, r, j) =>
    {
        for (int i = 0; i < N; i++)
        {
            int next = (i + 1) % N;
            double a = x[i] - i, b = x[next] - next;
            (r[i], r[N + i]) = (a, a * b);
            (j[i, i], j[N + i, i], j[N + i, next]) = (1, b, a);
        }
    });

    [Fact]
    public void Polak_and_Ribiere()
    {
        int restarts = 0;
        Check(new ConjugateGradient(), 12, past =>
        {
            Step last = past[^1];
            bool isLost = Math.Abs(Dot(last.G, last.GBefore)) > 0.4 * Dot(last.G, last.G);
            restarts += isLost ? 1 : 0;
            double beta = isLost ? 0 : Math.Max(0, Dot(last.G, last.Y) / Dot(last.GBefore, last.GBefore));
            return Combined(-1, last.G, beta, last.D);
        });
        Assert.InRange(restarts, 1, 11);
    }

    [Fact]
    public void Hager_and_Zhang()
        => Check(new ConjugateGradient(ConjugateGradientFormula.HagerZhang), 12, past =>
        {
            Step last = past[^1];
            double dy = Dot(last.D, last.Y);
            double beta = Dot(Combined(1, last.Y, -2 * Dot(last.Y, last.Y) / dy, last.D), last.G) / dy;
            double bound = -1 / (Norm(last.D) * Math.Min(0.01, Norm(last.GBefore)));
            return Combined(-1, last.G, Math.Max(beta, bound), last.D);
        });

    [Fact]
    public void Broyden_Fletcher_Goldfarb_and_Shanno()
        => Check(new BFGS(), 10, past => Combined(-1, Times(Inverse(past, past[0]), past[^1].G), 0, past[^1].G));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void Of_limited_memory(int memory)
        => Check(new LBFGS(memory), 10, past => Combined(-1, Times(Inverse([.. past.TakeLast(memory)], past[^1]), past[^1].G), 0, past[^1].G));

    // 1 / ‖g‖ at the beginning; then as far as a parabola with the slope of now would fall as much as the last step did, or what is usual.
    [Theory]
    [InlineData("gradient-descent")]
    [InlineData("cg")]
    [InlineData("cg-hager-zhang")]
    [InlineData("bfgs")]
    [InlineData("lbfgs")]
    public void The_first_step_of_each_search(string name)
    {
        var solver = FullBatchSolver.Parse(name);
        foreach (double unit in (double[])[1, 1e-9])
        {
            var told = new FirstTrial(Problem, unit);
            SolverState<double> state = solver.Start<double>(told, [9, -7, 5, -8]);
            double fall = 0;
            for (int iteration = 0; iteration < 8; iteration++)
            {
                double[] x = state.Point.ToArray(), d = [.. state.Vectors.Single(vector => vector.Key == "direction").Value];
                double slope = Dot(state.Gradient.ToArray(), d), cost = state.Cost, norm = Norm(state.Gradient.ToArray());
                double first = iteration == 0 ? (solver is ConjugateGradient ? Math.Min(1, 1.01 / norm) : 1 / norm)
                    : solver is LBFGS ? 1
                    : solver is BFGS ? Math.Min(1, -2 * fall / slope)
                    : -2 * fall / slope;
                told.First = null;
                solver.Step(state, told);
                double step = Dot(Combined(1, told.First!, -1, x), d) / Dot(d, d);
                Assert.True(Math.Abs(step - first) <= 1e-9 * first, $"{name}, search {iteration + 1}: first step {step}, expected {first}");
                fall = cost - state.Cost;
            }
        }
    }

    // H from the identity times sᵀy / yᵀy of a step (equation 6.20), with all steps taken in one after the other (equation 6.17).
    private static double[,] Inverse(IReadOnlyList<Step> steps, Step scale)
    {
        var h = new double[N, N];
        for (int i = 0; i < N; i++)
            h[i, i] = Dot(scale.S, scale.Y) / Dot(scale.Y, scale.Y);
        foreach (Step step in steps)
        {
            double rho = 1 / Dot(step.S, step.Y);
            double[,] left = new double[N, N], right = new double[N, N], ss = new double[N, N];
            for (int i = 0; i < N; i++)
            {
                for (int k = 0; k < N; k++)
                {
                    double one = i == k ? 1 : 0;
                    left[i, k] = one - (rho * step.S[i] * step.Y[k]);
                    right[i, k] = one - (rho * step.Y[i] * step.S[k]);
                    ss[i, k] = rho * step.S[i] * step.S[k];
                }
            }

            h = Product(Product(left, h), right);
            for (int i = 0; i < N; i++)
            {
                for (int k = 0; k < N; k++)
                    h[i, k] += ss[i, k];
            }
        }

        return h;
    }

    private static void Check(FullBatchSolver solver, int iterations, Func<IReadOnlyList<Step>, double[]> next)
    {
        SolverState<double> state = solver.Start<double>(Problem, [9, -7, 5, -8]);
        var past = new List<Step>();
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            double[] x = state.Point.ToArray(), g = state.Gradient.ToArray(), d = [.. state.Vectors.Single(vector => vector.Key == "direction").Value];
            solver.Step(state, Problem);
            past.Add(new(d, Combined(1, state.Point.ToArray(), -1, x), g, state.Gradient.ToArray()));
            double[] wanted = next(past), found = state.Vectors.Single(vector => vector.Key == "direction").Value;
            for (int i = 0; i < N; i++)
                Assert.True(Math.Abs(wanted[i] - found[i]) <= 1e-7 * Norm(wanted), $"{solver}, iteration {iteration}: {string.Join(' ', found)}, expected {string.Join(' ', wanted)}");
        }
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    private static double[] Combined(double p, double[] a, double q, double[] b) => [.. a.Zip(b, (x, y) => (p * x) + (q * y))];

    private static double[] Times(double[,] h, double[] v) => [.. Enumerable.Range(0, N).Select(i => Enumerable.Range(0, N).Sum(k => h[i, k] * v[k]))];

    private static double[,] Product(double[,] a, double[,] b)
    {
        var product = new double[N, N];
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
                product[i, j] = Enumerable.Range(0, N).Sum(k => a[i, k] * b[k, j]);
        }

        return product;
    }

    /// <summary>Keeps the first point that is asked for.</summary>
    private sealed class FirstTrial(TestProblem problem, double unit) : IObjective<double>
    {
        public double[]? First { get; set; }

        public int Dimension => N;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            this.First ??= point.ToArray();
            double cost = unit * problem.Evaluate(point, gradient);
            for (int i = 0; i < N; i++)
                gradient[i] *= unit;
            return cost;
        }
    }

    /// <summary>A step s along a direction d, with the gradients before and after it.</summary>
    private sealed record Step(double[] D, double[] S, double[] GBefore, double[] G)
    {
        public double[] Y => Combined(1, this.G, -1, this.GBefore);
    }
}
