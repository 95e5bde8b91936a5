using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

/// <summary>The test functions of Moré and Thuente (ACM TOMS 20, 1994, section 5), and lines that are not well behaved.</summary>
public class LineSearchTests
{
    // φ(α), φ'(α) of their equations 5.1 to 5.4.
    internal static readonly Dictionary<string, Func<double, (double Cost, double Slope)>> Functions = new()
    {
        ["5.1"] = a => (-a / ((a * a) + 2), ((a * a) - 2) / (((a * a) + 2) * ((a * a) + 2))),
        ["5.2"] = a => (Math.Pow(a + .004, 5) - (2 * Math.Pow(a + .004, 4)), (5 * Math.Pow(a + .004, 4)) - (8 * Math.Pow(a + .004, 3))),
        ["5.3"] = a => Wavy(a, .01, 39),
        ["5.4"] = a => TwoSquareRoots(a, .001, .001),
        ["5.5"] = a => TwoSquareRoots(a, .01, .001),
        ["5.6"] = a => TwoSquareRoots(a, .001, .01),
    };

    // Their tables 1 to 6: function, first step, evaluations and the step found, to two digits.
    [Theory]
    [InlineData("5.1", 1e-3, .1, 1e-3, 6, 1.4)]
    [InlineData("5.1", 1e-3, .1, 1e-1, 3, 1.4)]
    [InlineData("5.1", 1e-3, .1, 1e+1, 1, 10)]
    [InlineData("5.1", 1e-3, .1, 1e+3, 4, 37)]
    [InlineData("5.2", .1, .1, 1e-3, 12, 1.6)]
    [InlineData("5.2", .1, .1, 1e-1, 8, 1.6)]
    [InlineData("5.2", .1, .1, 1e+1, 8, 1.6)]
    [InlineData("5.2", .1, .1, 1e+3, 11, 1.6)]
    [InlineData("5.3", .1, .1, 1e-3, 12, 1.0)]
    [InlineData("5.3", .1, .1, 1e-1, 12, 1.0)]
    [InlineData("5.3", .1, .1, 1e+1, 10, 1.0)]
    [InlineData("5.3", .1, .1, 1e+3, 13, 1.0)]
    [InlineData("5.4", 1e-3, 1e-3, 1e-3, 4, .085)]
    [InlineData("5.4", 1e-3, 1e-3, 1e-1, 1, .10)]
    [InlineData("5.4", 1e-3, 1e-3, 1e+1, 3, .35)]
    [InlineData("5.4", 1e-3, 1e-3, 1e+3, 4, .83)]
    [InlineData("5.5", 1e-3, 1e-3, 1e-3, 6, .075)]
    [InlineData("5.5", 1e-3, 1e-3, 1e-1, 3, .078)]
    [InlineData("5.5", 1e-3, 1e-3, 1e+1, 7, .073)]
    [InlineData("5.5", 1e-3, 1e-3, 1e+3, 8, .076)]
    [InlineData("5.6", 1e-3, 1e-3, 1e-3, 13, .93)]
    [InlineData("5.6", 1e-3, 1e-3, 1e-1, 11, .93)]
    [InlineData("5.6", 1e-3, 1e-3, 1e+1, 8, .92)]
    [InlineData("5.6", 1e-3, 1e-3, 1e+3, 11, .92)]
    public void More_and_Thuente_ends_as_in_their_paper(string function, double decrease, double curvature, double first, int evaluations, double step)
    {
        var line = new Line(Functions[function]);
        LineSearchResult result = line.Search(new MoreThuente(decrease, curvature), first);
        Assert.Equal(LineSearchOutcome.Satisfied, result.Outcome);
        Assert.Equal(evaluations, line.Evaluations);
        Assert.Equal(step, result.Point.Step, .05 * step);
        Assert.True(result.Point.Cost <= line.At0.Cost + (decrease * line.At0.Slope * result.Point.Step));
        Assert.True(Math.Abs(result.Point.Slope) <= curvature * Math.Abs(line.At0.Slope));
    }

    [Theory]
    [MemberData(nameof(FunctionsAndSteps))]
    public void Hager_and_Zhang_ends_at_a_point_of_Wolfe_or_nearly_so(string function, double first)
    {
        var line = new Line(Functions[function]);
        var search = new HagerZhang();
        LineSearchResult result = line.Search(search, first);
        Assert.Equal(LineSearchOutcome.Satisfied, result.Outcome);
        Assert.True(result.Point.Slope >= search.Curvature * line.At0.Slope);
        Assert.True(result.Point.Cost < line.At0.Cost);
        Assert.True(
            result.Point.Cost <= line.At0.Cost + (search.SufficientDecrease * line.At0.Slope * result.Point.Step)
            || result.Point.Slope <= ((2 * search.SufficientDecrease) - 1) * line.At0.Slope);
        Assert.InRange(line.Evaluations, 1, 20);
    }

    public static TheoryData<string, double> FunctionsAndSteps
        => [.. Functions.Keys.SelectMany(f => (double[])[1e-3, 1e-1, 1e1, 1e3], (f, step) => new TheoryDataRow<string, double>(f, step))];

    public static TheoryData<string> Searches => [.. LineSearch.All.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_wall_of_NaN_turns_the_search_back(string name)
    {
        var line = new Line(a => a < .3 ? ((a - 1) * (a - 1), 2 * (a - 1)) : (double.NaN, double.NaN));
        LineSearchResult result = line.Search(LineSearch.All.Parse(name), 100);
        Assert.True(result.Outcome is LineSearchOutcome.Satisfied or LineSearchOutcome.Decreased);
        Assert.InRange(result.Point.Step, 1e-6, .3);
        Assert.True(result.Point.Cost < 1);
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_line_that_falls_for_ever_is_unbounded(string name)
        => Assert.Equal(LineSearchOutcome.Unbounded, new Line(a => (-a, -1)).Search(LineSearch.All.Parse(name), 1).Outcome);

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_line_that_never_falls_is_not_unbounded(string name)
        => Assert.Equal(LineSearchOutcome.Failed, new Line(a => (1, -1e-20)).Search(LineSearch.All.Parse(name), 1).Outcome);

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_line_that_rises_against_its_slope_fails(string name)
        => Assert.Equal(LineSearchOutcome.Failed, new Line(a => (a, -1)).Search(LineSearch.All.Parse(name), 1).Outcome);

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_line_that_gives_no_more_evaluations_ends_the_search_there(string name)
    {
        foreach (string function in Functions.Keys)
        {
            LineSearch search = LineSearch.All.Parse(name);
            var free = new Line(Functions[function]);
            LineSearchResult whole = free.Search(search, 1e3);
            for (int last = 0; last < free.Evaluations; last++)
            {
                var line = new Line(Functions[function]) { Last = last };
                Assert.Equal(LineSearchOutcome.OutOfEvaluations, line.Search(search, 1e3).Outcome);
                Assert.Equal(last + 1, line.Evaluations);
            }

            Assert.Equal(whole, new Line(Functions[function]) { Last = free.Evaluations }.Search(search, 1e3));
        }
    }

    // Falls with a slope of −1 to a jump, and is high from there on: no point meets the conditions, and brackets shrink to where the jump is.
    [Theory]
    [MemberData(nameof(Searches))]
    public void A_jump_that_no_step_can_get_over_ends_the_search_at_the_best_point_beside_it(string name)
    {
        for (int place = 1; place <= 60; place++)
        {
            double jump = place / 7.0, lowest = 0;
            var line = new Line(a =>
            {
                (double cost, double slope) = a < jump ? (-a, -1) : (5, -1);
                lowest = Math.Min(lowest, cost);
                return (cost, slope);
            });
            LineSearchResult result = line.Search(LineSearch.All.Parse(name), 0.3);
            Assert.Equal((LineSearchOutcome.Decreased, lowest, -lowest), (result.Outcome, result.Point.Cost, result.Point.Step));
            Assert.Equal(jump, result.Point.Step, 1e-3 * jump);
            Assert.InRange(line.Evaluations, 2, 99); // it is not the limit that ends it
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void The_text_form_reads_back_to_an_equal_search(string name)
    {
        LineSearch search = LineSearch.All.Parse(name);
        Assert.Equal(search, LineSearch.All.Parse(search.ToString()));
    }

    [Fact]
    public void Approximate_conditions_end_a_search_where_rounding_hides_the_decrease()
    {
        // 1 + 1e-20·(α − 1)²: the cost is the same to the last bit, the slope is not.
        LineSearchResult result = new Line(a => (1, 2e-20 * (a - 1))).Search(new HagerZhang(), 3);
        Assert.Equal(LineSearchOutcome.Satisfied, result.Outcome);
        Assert.Equal(1, result.Point.Step, .5);
    }

    // Equation 5.3: falls to 1 − β, a parabola, rises; and a wave on all of it.
    private static (double, double) Wavy(double a, double beta, double waves)
    {
        double low = a <= 1 - beta ? 1 - a : a >= 1 + beta ? a - 1 : ((a - 1) * (a - 1) / (2 * beta)) + (beta / 2);
        double lowSlope = a <= 1 - beta ? -1 : a >= 1 + beta ? 1 : (a - 1) / beta;
        double angle = waves * Math.PI * a / 2;
        return (low + (2 * (1 - beta) / (waves * Math.PI) * Math.Sin(angle)), lowSlope + ((1 - beta) * Math.Cos(angle)));
    }

    // Equation 5.4, of Yanai, Ozawa and Kaneko.
    private static (double, double) TwoSquareRoots(double a, double beta1, double beta2)
    {
        double gamma1 = Math.Sqrt(1 + (beta1 * beta1)) - beta1, gamma2 = Math.Sqrt(1 + (beta2 * beta2)) - beta2;
        double root1 = Math.Sqrt(((1 - a) * (1 - a)) + (beta2 * beta2)), root2 = Math.Sqrt((a * a) + (beta1 * beta1));
        return ((gamma1 * root1) + (gamma2 * root2), (gamma1 * (a - 1) / root1) + (gamma2 * a / root2));
    }

    private sealed class Line(Func<double, (double Cost, double Slope)> function) : ILine
    {
        public int Evaluations { get; private set; }

        /// <summary>So many evaluations are there; one more is refused.</summary>
        public int Last { get; init; } = int.MaxValue;

        public (double Cost, double Slope) At0 => function(0);

        public LineSearchResult Search(LineSearch search, double first) => search.Search(this, this.At0.Cost, this.At0.Slope, first);

        public bool TryEvaluate(double step, out LinePoint point)
        {
            this.Evaluations++;
            (double cost, double slope) = function(step);
            point = new(step, cost, slope);
            return this.Evaluations <= this.Last;
        }
    }
}
