using System.Globalization;
using System.Text.Json;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Optimization.Problems;
using DigitsRuns = System.Collections.Generic.IReadOnlyList<((int Evaluations, double Cost) Nabla, (int Evaluations, double Cost) SciPy)>;

namespace Nabla.Tests.Optimization;

/// <summary>Nabla's solvers on the problems that SciPy was run on: the scripts beside the fixtures made SciPy's figures.</summary>
internal static class SciPyComparison
{
    /// <summary>SciPy's names of its solvers in the fixtures, with Nabla's counterparts.</summary>
    public static IReadOnlyDictionary<string, FullBatchSolver> Counterparts { get; } = new Dictionary<string, FullBatchSolver>
    {
        ["BFGS"] = new BFGS(),
        ["LBFGS"] = new LBFGS(),
        ["CG"] = new ConjugateGradient(),
        ["LM"] = new LevenbergMarquardt(),
    };

    private static readonly Lazy<DigitsRuns> DigitsByCG = new(() => RunDigits("CG")), DigitsByLBFGS = new(() => RunDigits("LBFGS"));

    /// <summary>The test problems: evaluations until cost − best ≤ 1e-6·max(1, |best|), or null if it takes more than 10,000.</summary>
    public static IReadOnlyList<(string Problem, double Factor, int? Nabla, int? SciPy)> TestProblems(string solver)
        => [.. Rows("minimizers").Select(row =>
        {
            string name = row.GetProperty("problem").GetString()!;
            double factor = row.GetProperty("factor").GetDouble(), best = row.GetProperty("best").GetDouble();
            JsonElement scipy = row.GetProperty(solver);
            (double[] start, TestProblem problem) = MoreGarbowHillstrom.All[name];
            var counter = new Counter(problem, best + (1e-6 * Math.Max(1, Math.Abs(best))));
            Minimizer.Minimize(
                Counterparts[solver],
                counter,
                [.. start.Select(x => factor * x)],
                new() { MaxIterations = int.MaxValue, MaxEvaluations = 10_000, GradientTolerance = 1e-13 },
                _ => counter.Solved is null);
            return (name, factor, counter.Solved, scipy.ValueKind == JsonValueKind.Null ? (int?)null : scipy.GetInt32());
        })];

    /// <summary>The sleep-and-study network from 50 starts: the median of evaluations, and how many starts end above 1e-6.</summary>
    public static ((double Median, int Failures) Nabla, (double Median, int Failures) SciPy) SleepStudy(string solver)
    {
        var results = Rows("sleep_study").Select(row =>
        {
            MinimizationResult<double> result = Minimizer.Minimize(
                Counterparts[solver], new SleepStudy(), row.GetProperty("start").Doubles(), new() { MaxIterations = 10_000, GradientTolerance = 1e-5 });
            JsonElement scipy = row.GetProperty(solver);
            return (result.Evaluations, result.Cost, SciPyEvaluations: scipy.GetProperty("evaluations").GetInt32(), SciPyCost: scipy.GetProperty("cost").GetDouble());
        }).ToArray();
        return (
            (Median(results.Select(r => r.Evaluations)), results.Count(r => r.Cost > 1e-6)),
            (Median(results.Select(r => r.SciPyEvaluations)), results.Count(r => r.SciPyCost > 1e-6)));
    }

    /// <summary>The digits, 100 iterations from each of the 8 splits; computed once.</summary>
    public static DigitsRuns Digits(string solver)
        => (solver == "CG" ? DigitsByCG : DigitsByLBFGS).Value;

    private static DigitsRuns RunDigits(string solver)
        => [.. Rows("digits_full_batch").Select(row =>
        {
            var problem = new DigitsFullBatch(row.GetProperty("split").GetUInt64());
            MinimizationResult<double> result = Minimizer.Minimize(Counterparts[solver], problem, problem.Start, new() { MaxIterations = 100 });
            JsonElement scipy = row.GetProperty(solver);
            return ((result.Evaluations, result.Cost), (scipy.GetProperty("evaluations").GetInt32(), scipy.GetProperty("cost").GetDouble()));
        })];

    /// <summary>All of it as a Markdown table.</summary>
    public static string Table()
    {
        var lines = new List<string>
        {
            "| solver | test problems solved, of 61 | evaluations where both do | sleep and study: median evaluations | failed starts, of 50 | digits, 100 iterations: evaluations | mean cost |",
            "|---|---|---|---|---|---|---|",
        };
        foreach ((string name, string solver) in ((string, string)[])[("BFGS", "BFGS"), ("L-BFGS", "LBFGS"), ("conjugate gradient", "CG"), ("Levenberg–Marquardt", "LM")])
        {
            var problems = TestProblems(solver);
            var both = problems.Where(p => p is { Nabla: not null, SciPy: not null }).ToArray();
            string sleep = "– | –", digits = "– | –";
            if (solver != "LM")
            {
                var (nabla, scipy) = SleepStudy(solver);
                sleep = Invariant($"{nabla.Median} / {scipy.Median} | {nabla.Failures} / {scipy.Failures}");
            }

            if (solver is "CG" or "LBFGS")
            {
                var runs = Digits(solver);
                digits = Invariant($"{runs.Sum(r => r.Nabla.Evaluations)} / {runs.Sum(r => r.SciPy.Evaluations)} | ")
                    + Invariant($"{runs.Average(r => r.Nabla.Cost):F4} / {runs.Average(r => r.SciPy.Cost):F4}");
            }

            lines.Add(Invariant($"| {name} | {problems.Count(p => p.Nabla is not null)} / {problems.Count(p => p.SciPy is not null)} ")
                + Invariant($"| {both.Sum(p => p.Nabla)} / {both.Sum(p => p.SciPy)} | {sleep} | {digits} |"));
        }

        return string.Join('\n', lines) + '\n';
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static JsonElement.ArrayEnumerator Rows(string fixture) => Fixture.Json($"Optimization/{fixture}.json").GetProperty("rows").EnumerateArray();

    private static double Median(IEnumerable<int> values)
    {
        int[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
    }

    /// <summary>Counts evaluations up to the first that is low enough.</summary>
    private sealed class Counter(TestProblem problem, double target) : ILeastSquaresObjective<double>
    {
        private int evaluations;

        public int? Solved { get; private set; }

        public int Dimension => problem.Dimension;

        public int Residuals => problem.Residuals;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            this.evaluations++;
            double cost = problem.Evaluate(point, gradient);
            if (cost <= target)
                this.Solved ??= this.evaluations;
            return cost;
        }

        public void Linearize(ReadOnlySpan<double> point, int first, Span<double> residuals, MatrixView<double> jacobian)
            => problem.Linearize(point, first, residuals, jacobian);
    }
}
