using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Optimization.Problems;

namespace Nabla.Tests.Optimization;

/// <summary>
/// Levenberg–Marquardt held against its definition: each step p solves (JᵀJ + λI)·p = Jᵀr within a tenth of the radius Δ, and Δ and λ change as
/// Moré has it (<i>The Levenberg–Marquardt Algorithm: Implementation and Theory</i>, 1978, algorithm 7.1 and section 4).
/// </summary>
public class TrustRegionTests
{
    public static TheoryData<string, double> Starts
        => [.. ((string[])["Rosenbrock", "Freudenstein and Roth", "Beale", "Helical valley", "Wood"])
            .SelectMany(_ => (double[])[1, 3, 10], (name, factor) => new TheoryDataRow<string, double>(name, factor))];

    [Theory]
    [MemberData(nameof(Starts))]
    public void Every_trial_is_the_step_of_its_region(string name, double factor)
    {
        (double[] start, TestProblem problem) = MoreGarbowHillstrom.All[name];
        double[] x = [.. start.Select(value => factor * value)];
        var told = new Told(problem);
        SolverState<double> state = new LevenbergMarquardt(0.5).Start(told, x);
        double radius = 0.5 * Norm(x), lambda = 0;
        for (int iteration = 0; iteration < 15 && state.Cost > 1e-9; iteration++)
        {
            Assert.Equal(radius, state.Numbers.Single(number => number.Key == "radius").Value, 1e-6 * radius);
            Assert.Equal(lambda, state.Numbers.Single(number => number.Key == "lambda").Value, 1e-6 * lambda);
            double cost = state.Cost;
            x = state.Point.ToArray();
            (double[,] normal, double[] right) = NormalEquations(problem, x);
            double inside = Norm(Solve(normal, right, 0));
            told.Trials.Clear();
            new LevenbergMarquardt(0.5).Step(state, told);
            foreach ((double[] point, double trialCost) in told.Trials)
            {
                double[] p = [.. x.Zip(point, (a, b) => a - b)], image = Times(normal, p);
                double length = Norm(p), linear = Dot(p, image);
                lambda = inside <= 1.1 * radius ? 0 : (Dot(p, right) - linear) / Dot(p, p);
                double[] solved = Solve(normal, right, lambda);
                for (int i = 0; i < p.Length; i++)
                    Assert.Equal(solved[i], p[i], 1e-6 * length);
                if (lambda > 0)
                    Assert.InRange(length, 0.9 * radius, 1.1 * radius);
                if (iteration == 0 && ReferenceEquals(point, told.Trials[0].Point))
                    radius = Math.Min(radius, length);

                double damping = lambda * length * length / (2 * cost);
                linear /= 2 * cost;
                double actual = double.IsFinite(trialCost) ? 1 - (trialCost / cost) : -1, ratio = actual / (linear + (2 * damping)), slope = -(linear + damping);
                if (ratio <= 0.25)
                {
                    double shrinkage = actual >= 0 ? 0.5 : Math.Min(0.5, Math.Max(0.1, 0.5 * slope / (slope + (0.5 * actual))));
                    (radius, lambda) = (shrinkage * Math.Min(radius, 10 * length), lambda / shrinkage);
                }
                else if (lambda == 0 || ratio >= 0.75)
                {
                    (radius, lambda) = (2 * length, lambda / 2);
                }

                Assert.Equal(ratio >= 1e-4, ReferenceEquals(point, told.Trials[^1].Point)); // what is good enough is taken, and nothing else
            }

            Assert.Equal(told.Trials[^1].Point, state.Point.ToArray());
        }
    }

    // JᵀJ and Jᵀr of the residuals that the solver sees.
    private static (double[,] Normal, double[] Right) NormalEquations(TestProblem problem, double[] x)
    {
        int m = problem.Residuals, n = x.Length;
        var r = new double[m];
        var j = new Matrix<double>(m, n);
        problem.Linearize(x, 0, r, j);
        var normal = new double[n, n];
        var right = new double[n];
        for (int a = 0; a < n; a++)
        {
            right[a] = Enumerable.Range(0, m).Sum(i => j[i, a] * r[i]);
            for (int b = 0; b < n; b++)
                normal[a, b] = Enumerable.Range(0, m).Sum(i => j[i, a] * j[i, b]);
        }

        return (normal, right);
    }

    // By Cholesky's A = L·Lᵀ.
    private static double[] Solve(double[,] a, double[] right, double lambda)
    {
        int n = right.Length;
        var l = new double[n, n];
        double[] y = [.. right];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k <= i; k++)
            {
                double rest = a[i, k] + (i == k ? lambda : 0) - Enumerable.Range(0, k).Sum(s => l[i, s] * l[k, s]);
                l[i, k] = i == k ? Math.Sqrt(rest) : rest / l[k, k];
            }

            y[i] = (y[i] - Enumerable.Range(0, i).Sum(k => l[i, k] * y[k])) / l[i, i];
        }

        for (int i = n - 1; i >= 0; i--)
            y[i] = (y[i] - Enumerable.Range(i + 1, n - i - 1).Sum(k => l[k, i] * y[k])) / l[i, i];
        return y;
    }

    private static double[] Times(double[,] a, double[] x) => [.. Enumerable.Range(0, x.Length).Select(i => Enumerable.Range(0, x.Length).Sum(k => a[i, k] * x[k]))];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    private sealed class Told(TestProblem problem) : ILeastSquaresObjective<double>
    {
        public List<(double[] Point, double Cost)> Trials { get; } = [];

        public int Dimension => problem.Dimension;

        public int Residuals => problem.Residuals;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            double cost = problem.Evaluate(point, gradient);
            this.Trials.Add((point.ToArray(), cost));
            return cost;
        }

        public void Linearize(ReadOnlySpan<double> point, int first, Span<double> residuals, MatrixView<double> jacobian)
            => problem.Linearize(point, first, residuals, jacobian);
    }
}
