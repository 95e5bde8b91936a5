using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

public class GradientCheckTests
{
    // |x − 2| has a kink where it is checked: the check moves away a little, by at most a twentieth of the number, and finds the slope there.
    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-300)]
    public void At_a_kink_it_looks_a_little_beside(double place)
    {
        var objective = new Watched(1, x => Math.Abs(x[0] - place), x => [x[0] < place ? -1 : 1]);
        SliceCheck found = Assert.Single(new GradientCheck().Run(objective, [place], new GradientSlice("x", 0, 1, 1)));
        Assert.Equal((1, 0), (found.Redrawn, found.Unchecked));
        Assert.InRange(found.Error, 0, 1e-8);
        double reach = 0.0501 * Math.Max(1, Math.Abs(place));
        Assert.All(objective.Visited, x => Assert.InRange(x, place - reach, place + reach));
        Assert.Contains(objective.Visited, x => Math.Abs(x - place) > 0.001 * reach);
    }

    // Where each value is a kink, 8 others are tried: at each a gradient and four costs, and at last the gradient of before.
    [Fact]
    public void What_is_a_kink_wherever_it_looks_stays_unchecked()
    {
        var rough = new Watched(1, x => Math.Abs(Math.Sin(1e9 * x[0])), _ => [12345]);
        SliceCheck found = Assert.Single(new GradientCheck().Run(rough, [3], new GradientSlice("x", 0, 1, 1)));
        Assert.Equal((1, 1, 0), (found.Redrawn, found.Unchecked, found.Error));
        Assert.Equal((1 + 4 + (8 * 5) + 1, 3), (rough.Visited.Count, rough.Visited[^1]));
    }

    // h is relative to the parameter where that is above 1.
    [Theory]
    [InlineData(DifferenceForm.Central, 3, new[] { 3, 4.5, 1.5, 3.75, 2.25 }, 6)]
    [InlineData(DifferenceForm.Central, -0.5, new[] { -0.5, 0, -1, -0.25, -0.75 }, -1)]
    [InlineData(DifferenceForm.Forward, 3, new[] { 3, 4.5 }, 7.5)]
    [InlineData(DifferenceForm.Forward, 0, new[] { 0, 0.5 }, 0.5)]
    public void Differences_are_taken_at_these_points(DifferenceForm form, double at, double[] points, double numeric)
    {
        var parabola = new Watched(1, x => x[0] * x[0], x => [2 * x[0]]);
        SliceCheck found = Assert.Single(new GradientCheck { Form = form, RelativeStep = 0.5 }.Run(parabola, [at], new GradientSlice("x", 0, 1, 1)));
        Assert.Equal(points, parabola.Visited);
        Assert.Equal((2 * at, numeric), (found.Analytic, found.Numeric));
    }

    [Fact]
    public void The_worst_entry_of_a_slice_is_named_by_row_and_column()
    {
        double[] point = [9, 1, 2, 3, 4, 5, 6];
        var wrong = new Watched(7, x => x.Sum(v => v * v), x => [.. x.Select((v, i) => (2 * v) + (i == 5 ? 0.75 : i == 2 ? -0.5 : 0))]);
        IReadOnlyList<SliceCheck> found = new GradientCheck().Run(wrong, point, new("first", 0, 1, 1), new("matrix", 1, 2, 3));
        Assert.InRange(found[0].Error, 0, 1e-9);
        Assert.Equal((1, 1, 10.75), (found[1].Row, found[1].Column, found[1].Analytic));
        Assert.Equal(10, found[1].Numeric, 1e-8);
        Assert.Equal(0.75 / 12, found[1].Error, 1e-8); // over the largest derivative, that of 6
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_derivative_that_is_no_number_is_the_worst(int place)
    {
        var wrong = new Watched(3, x => x.Sum(v => v * v), x => [.. x.Select((v, i) => i == place ? double.NaN : 2 * v)]);
        SliceCheck found = new GradientCheck().Run(wrong, [0, 1, 0], new GradientSlice("x", 0, 1, 3))[0];
        Assert.Equal((double.NaN, place), (found.Error, found.Column));
    }

    [Fact]
    public void Derivatives_that_are_all_zero_have_no_error()
    {
        var flat = new Watched(2, _ => 5, _ => [0, 0]);
        Assert.Equal(0, new GradientCheck().Run(flat, [1, 2], new GradientSlice("x", 0, 2, 1))[0].Error);
        Assert.Contains("1 numbers", Assert.Throws<ArgumentException>(() => new GradientCheck().Run(flat, [1])).Message, StringComparison.Ordinal);
    }

    /// <summary>A cost whose first parameter is noted at each evaluation.</summary>
    private sealed class Watched(int dimension, Func<double[], double> cost, Func<double[], double[]> slopes) : IObjective<double>
    {
        public List<double> Visited { get; } = [];

        public int Dimension => dimension;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            double[] x = point.ToArray();
            this.Visited.Add(x[0]);
            slopes(x).CopyTo(gradient);
            return cost(x);
        }
    }
}
