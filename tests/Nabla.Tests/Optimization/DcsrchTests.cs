using System.Text.Json;
using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

/// <summary>Moré and Thuente's line search against MINPACK-2's dcsrch, step by step: Fixtures/Optimization/dcsrch.py made its figures.</summary>
public class DcsrchTests
{
    private static readonly JsonElement Reference = Fixture.Json("Optimization/dcsrch.json").GetProperty("rows");

    public static TheoryData<int> Searches => [.. Enumerable.Range(0, Reference.GetArrayLength())];

    [Theory]
    [MemberData(nameof(Searches))]
    public void More_and_Thuente_tries_the_steps_of_dcsrch(int search)
    {
        JsonElement row = Reference[search];
        double[] steps = row.GetProperty("steps").Doubles();
        var line = new Line(LineSearchTests.Functions[row.GetProperty("function").GetString()!]);
        (double cost, double slope) = line.At(0);
        LineSearchResult result = new MoreThuente(row.GetProperty("decrease").GetDouble(), row.GetProperty("curvature").GetDouble()).Search(line, cost, slope, steps[0]);
        Assert.Equal(steps, line.Steps, (a, b) => Math.Abs(a - b) <= 1e-9 * a);
        Assert.Equal((LineSearchOutcome.Satisfied, line.Steps[^1]), (result.Outcome, result.Point.Step));
    }

    private sealed class Line(Func<double, (double Cost, double Slope)> function) : ILine
    {
        public List<double> Steps { get; } = [];

        public (double Cost, double Slope) At(double step) => function(step);

        public bool TryEvaluate(double step, out LinePoint point)
        {
            this.Steps.Add(step);
            (double cost, double slope) = function(step);
            point = new(step, cost, slope);
            return true;
        }
    }
}
