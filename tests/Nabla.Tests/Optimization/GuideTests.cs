using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

/// <summary>The snippets of docs/guide/solvers.md, compiled and run, and its table, measured.</summary>
public class GuideTests
{
    private const string Begin = "<!-- begin: table -->\n", End = "<!-- end: table -->";

    [Fact]
    public void A_chain_of_rules()
    {
        double[] parameters = [1, 2], gradient = [30, 40];

        UpdateRule rule = UpdateRule.Parse("clip-norm:1,decay:0.01,momentum:0.9");
        OptimizerState<double> state = rule.Start<double>(parameters.Length);
        rule.Step(state, parameters, gradient, learningRate: .1);

        Assert.Equal((1 * .999) - .06, parameters[0], 1e-12);
        Assert.Equal((2 * .999) - .08, parameters[1], 1e-12);
    }

    [Fact]
    public void A_cost_of_your_own()
    {
        MinimizationResult<double> result = Minimizer.Minimize(
            new LBFGS(), new Rosenbrock(), [-1.2, 1], new MinimizerOptions { GradientTolerance = 1e-8, MaxEvaluations = 500 });
        Console.WriteLine($"{result.Reason.Message()} after {result.Evaluations} evaluations at {result.Point[0]:F6}, {result.Point[1]:F6}");

        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.All(result.Point, x => Assert.Equal(1, x, 1e-7));
    }

    [Fact]
    public void The_table_beside_SciPy_is_what_is_measured()
    {
        string path = Path.Combine(Repository.Root, "docs", "guide", "solvers.md"), page = File.ReadAllText(path);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, end = page.IndexOf(End, StringComparison.Ordinal);
        string table = SciPyComparison.Table();
        if (Environment.GetEnvironmentVariable("NABLA_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, page[..begin] + table + page[end..]);
        else
            Assert.Equal(table, page[begin..end]);
    }

    private sealed class Rosenbrock : IObjective<double>
    {
        public int Dimension => 2;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            double valley = point[1] - (point[0] * point[0]), rest = 1 - point[0];
            gradient[0] = (-400 * point[0] * valley) - (2 * rest);
            gradient[1] = 200 * valley;
            return (100 * valley * valley) + (rest * rest);
        }
    }
}
