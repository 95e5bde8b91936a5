using Nabla.Optimization;
using Nabla.Tests.Optimization.Problems;

namespace Nabla.Tests.Optimization;

/// <summary>Solvers without a line search, held against their algorithms as the papers print them, step by step.</summary>
public class PublishedMethodTests
{
    public static TheoryData<string, double> Starts
        => [.. ((string[])["Rosenbrock", "Freudenstein and Roth", "Beale", "Helical valley", "Powell singular", "Wood"])
            .SelectMany(_ => (double[])[1, 10], (name, factor) => new TheoryDataRow<string, double>(name, factor))];

    // Møller (1993), section 4, with σ relative to the point and a restart where the new direction would not descend.
    [Theory]
    [MemberData(nameof(Starts))]
    public void Scaled_conjugate_gradients_step_as_Moller_wrote_them(string name, double factor)
    {
        (double[] start, TestProblem problem) = MoreGarbowHillstrom.All[name];
        var solver = new ScaledConjugateGradient(Probe: .01, Lambda: 1e-6);
        double[] w = [.. start.Select(x => factor * x)], r = Minus(Gradient(problem, w)), p = [.. r];
        SolverState<double> state = solver.Start<double>(problem, w);
        double lambda = 1e-6, bar = 0, delta = 0;
        bool success = true;
        for (int k = 1; k <= 20; k++)
        {
            double pp = Dot(p, p);
            if (success)
            {
                double sigma = .01 * Math.Max(1, w.Max(Math.Abs)) / Math.Sqrt(pp);
                delta = (Dot(p, r) + Dot(p, Gradient(problem, Along(w, sigma, p)))) / sigma;
            }

            delta += (lambda - bar) * pp;
            if (delta <= 0)
                (bar, delta, lambda) = (2 * (lambda - (delta / pp)), -delta + (lambda * pp), 2 * (lambda - (delta / pp)));
            double mu = Dot(p, r), alpha = mu / delta;
            double[] next = Along(w, alpha, p);
            double comparison = 2 * delta * (Cost(problem, w) - Cost(problem, next)) / (mu * mu);
            success = comparison >= 0;
            if (success)
            {
                double[] residual = Minus(Gradient(problem, next));
                double beta = (Dot(residual, residual) - Dot(residual, r)) / mu;
                double[] turned = Along(residual, beta, p);
                p = k % w.Length == 0 || Dot(turned, residual) <= 0 ? [.. residual] : turned;
                (w, r, bar) = (next, residual, 0);
                if (comparison >= .75)
                    lambda /= 4;
            }
            else
            {
                bar = lambda;
            }

            if (comparison < .25)
                lambda += delta * (1 - comparison) / pp;
            solver.Step(state, problem);
            Near(w, state.Point.ToArray(), $"{name}, point of iteration {k}");
            Near(p, state.Vectors.Single(vector => vector.Key == "direction").Value, $"{name}, direction of iteration {k}");
            Near([lambda], [state.Numbers.Single(number => number.Key == "lambda").Value], $"{name}, lambda of iteration {k}");
        }
    }

    // Igel and Hüsken (2003), table 1: iRprop+.
    [Theory]
    [MemberData(nameof(Starts))]
    public void Rprop_steps_as_Igel_and_Huesken_wrote_it(string name, double factor)
    {
        (double[] start, TestProblem problem) = MoreGarbowHillstrom.All[name];
        var solver = new RpropPlus(FirstStep: .3, Growth: 1.5, Shrinkage: .25, LargestStep: .9);
        double[] w = [.. start.Select(x => factor * x)];
        int n = w.Length;
        double[] size = [.. Enumerable.Repeat(.3, n)], last = new double[n], change = new double[n];
        double lastCost = double.PositiveInfinity;
        SolverState<double> state = solver.Start<double>(problem, w);
        (int kept, int back) = (0, 0);
        for (int t = 0; t < 40; t++)
        {
            double[] g = Gradient(problem, w);
            double cost = Cost(problem, w);
            double[] next = [.. w];
            for (int i = 0; i < n; i++)
            {
                if (last[i] * g[i] < 0)
                {
                    size[i] = .25 * size[i];
                    next[i] -= cost > lastCost ? change[i] : 0;
                    (kept, back) = cost > lastCost ? (kept, back + 1) : (kept + 1, back);
                    last[i] = 0;
                    continue;
                }

                size[i] = last[i] * g[i] > 0 ? Math.Min(1.5 * size[i], .9) : size[i];
                change[i] = -Math.Sign(g[i]) * size[i];
                next[i] += change[i];
                last[i] = g[i];
            }

            lastCost = cost;
            if (next.SequenceEqual(w))
                continue; // such an iteration moves nothing, and the solver goes on to the next at once
            w = next;
            solver.Step(state, problem);
            Near(w, state.Point.ToArray(), $"{name}, point of iteration {t}");
        }

        Assert.True(kept + back > 0);
    }

    [Fact]
    public void Rprop_halves_all_steps_until_the_cost_is_a_number()
    {
        // Down to a wall at 1.5: tried are 8, 4, 2 and 1; then 1 + 1.2, half of it, and half of that.
        var tried = new List<double>();
        var wall = new Falling(x =>
        {
            tried.Add(x);
            return x < 1.5 ? -x : double.NaN;
        });
        var solver = new RpropPlus(FirstStep: 8);
        SolverState<double> state = solver.Start<double>(wall, [0]);
        for (int i = 0; i < 2; i++)
            solver.Step(state, wall);
        Assert.Equal([0, 8, 4, 2, 1, 2.2, 1.6, 1.3], tried, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal((2, 8), (state.Iterations, state.Evaluations));
    }

    private static double Cost(TestProblem problem, double[] x) => problem.Evaluate(x, new double[x.Length]);

    private static double[] Gradient(TestProblem problem, double[] x)
    {
        var gradient = new double[x.Length];
        problem.Evaluate(x, gradient);
        return gradient;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Minus(double[] a) => [.. a.Select(x => -x)];

    private static double[] Along(double[] x, double step, double[] direction) => [.. x.Zip(direction, (a, d) => a + (step * d))];

    private static void Near(double[] expected, double[] found, string what)
    {
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= 1e-6 * largest, $"{what}: {string.Join(' ', found)}, expected {string.Join(' ', expected)}");
    }

    /// <summary>A cost of one number, with a slope of −1.</summary>
    private sealed class Falling(Func<double, double> cost) : IObjective<double>
    {
        public int Dimension => 1;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            gradient[0] = -1;
            return cost(point[0]);
        }
    }
}
