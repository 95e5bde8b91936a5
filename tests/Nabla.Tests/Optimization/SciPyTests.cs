using System.Text.Json;
using Nabla.Optimization;
using Nabla.Tests.Optimization.Problems;

namespace Nabla.Tests.Optimization;

/// <summary>Nabla's solvers need no more evaluations than SciPy's and fail no more often.</summary>
public class SciPyTests
{
    public static TheoryData<string> Problems => [.. MoreGarbowHillstrom.All.Keys];

    [Theory]
    [MemberData(nameof(Problems))]
    public void A_test_problem_has_the_cost_and_gradient_that_SciPy_saw(string name)
    {
        (double[] start, TestProblem problem) = MoreGarbowHillstrom.All[name];
        foreach (JsonElement row in Fixture.Json("Optimization/minimizers.json").GetProperty("rows").EnumerateArray().Where(r => r.GetProperty("problem").GetString() == name))
        {
            double factor = row.GetProperty("factor").GetDouble(), cost = row.GetProperty("cost").GetDouble();
            double[] reference = row.GetProperty("gradient").Doubles(), gradient = new double[problem.Dimension];
            Assert.Equal(cost, problem.Evaluate([.. start.Select(x => factor * x)], gradient), 1e-12 * cost);
            double largest = reference.Max(Math.Abs);
            for (int i = 0; i < reference.Length; i++)
                Assert.Equal(reference[i], gradient[i], 1e-12 * largest);
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void A_test_problem_has_the_gradient_of_its_cost(string name)
    {
        (double[] start, TestProblem problem) = MoreGarbowHillstrom.All[name];
        // Far from its minimum the badly scaled cost is 1e12, and differences of it say nothing.
        double[] point = name == "Brown badly scaled" ? [999_997, 1] : [.. start.Select(x => x + .1)];
        SliceCheck check = new GradientCheck().Run(problem, point, new GradientSlice(name, 0, 1, problem.Dimension)).Single();
        Assert.InRange(check.Error, 0, 1e-7);
    }

    [Theory]
    [InlineData("BFGS")]
    [InlineData("LBFGS")]
    [InlineData("CG")]
    [InlineData("LM")]
    public void Every_test_problem_that_SciPy_solves_is_solved_in_as_many_evaluations(string solver)
    {
        var runs = SciPyComparison.TestProblems(solver);
        Assert.DoesNotContain(runs, r => r is { SciPy: not null, Nabla: null });
        var both = runs.Where(r => r is { SciPy: not null, Nabla: not null }).ToArray();
        Assert.InRange(both.Sum(r => r.Nabla!.Value), 0, 1.1 * both.Sum(r => r.SciPy!.Value));
    }

    [Theory]
    [InlineData("BFGS")]
    [InlineData("LBFGS")]
    [InlineData("CG")]
    public void The_sleep_study_takes_as_many_evaluations_as_SciPy_and_fails_no_more_often(string solver)
    {
        var (nabla, scipy) = SciPyComparison.SleepStudy(solver);
        Assert.InRange(nabla.Median, 0, 1.05 * scipy.Median);
        Assert.InRange(nabla.Failures, 0, scipy.Failures);
    }

    [Fact]
    public void Levenberg_Marquardt_ends_the_sleep_study_at_zero_within_30_iterations()
    {
        int solved = Fixture.Json("Optimization/sleep_study.json").GetProperty("rows").EnumerateArray().Count(row =>
            Minimizer.Minimize(
                new LevenbergMarquardt(), new SleepStudy(), row.GetProperty("start").Doubles(), new() { MaxIterations = 30, GradientTolerance = 0 }).Cost <= 1e-20);
        Assert.InRange(solved, 49, 50);
    }

    [Theory]
    [InlineData("CG")]
    [InlineData("LBFGS")]
    public void A_hundred_iterations_on_the_digits_go_as_far_as_SciPys_in_as_many_evaluations(string solver)
    {
        SlowTests.SkipUnlessWanted();
        foreach (var (nabla, scipy) in SciPyComparison.Digits(solver))
        {
            Assert.InRange(nabla.Cost, 0, scipy.Cost + .003);
            Assert.InRange(nabla.Evaluations, 0, 1.05 * scipy.Evaluations);
        }
    }

    [Fact]
    public void The_digits_and_the_sleep_study_start_at_the_costs_that_SciPy_saw()
    {
        foreach (JsonElement row in Fixture.Json("Optimization/digits_full_batch.json").GetProperty("rows").EnumerateArray())
        {
            var problem = new DigitsFullBatch(row.GetProperty("split").GetUInt64());
            Assert.Equal(row.GetProperty("cost").GetDouble(), problem.Evaluate(problem.Start, new double[problem.Dimension]), 1e-11);
        }

        foreach (JsonElement row in Fixture.Json("Optimization/sleep_study.json").GetProperty("rows").EnumerateArray())
            Assert.Equal(row.GetProperty("cost").GetDouble(), new SleepStudy().Evaluate(row.GetProperty("start").Doubles(), new double[9]), 1e-15);
    }
}
