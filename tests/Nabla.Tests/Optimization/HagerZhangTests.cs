using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

/// <summary>The line search of Hager and Zhang, step by step as their paper has it (SIAM J. Optim. 16, 2005, section 4), and exactly at its limits.</summary>
public class HagerZhangTests
{
    // Functions with several minima, walls of high cost and steep ends; all have φ(0) = 0 and fall at first.
    private static readonly Dictionary<string, Func<double, (double Cost, double Slope)>> Functions = new()
    {
        ["parabola"] = a => ((a * a) - (2 * a), (2 * a) - 2),
        ["fourth power"] = a => (Math.Pow(a - 1, 4) - 1, 4 * Math.Pow(a - 1, 3)),
        ["exponential"] = a => (Math.Exp(a) - (5 * a) - 1, Math.Exp(a) - 5),
        ["root"] = a => (Math.Sqrt(1 + ((a - 3) * (a - 3))) - Math.Sqrt(10), (a - 3) / Math.Sqrt(1 + ((a - 3) * (a - 3)))),
        ["waves that rise"] = a => ((.5 * a) - Math.Sin(3 * a), .5 - (3 * Math.Cos(3 * a))),
        ["waves that fall"] = a => ((-.2 * a) + (.02 * a * a) - Math.Sin(2 * a), -.2 + (.04 * a) - (2 * Math.Cos(2 * a))),
        ["high beyond 2"] = a => a < 2 ? (Math.Pow(a - 1, 4) - 1, 4 * Math.Pow(a - 1, 3)) : (5, -1),
    };

    public static TheoryData<string, double, double> Searches
        => [.. from name in Functions.Keys from first in (double[])[.01, .37, 1, 4.3, 30] from curvature in (double[])[.9, .1, .001] select new TheoryDataRow<string, double, double>(name, first, curvature)];

    [Theory]
    [MemberData(nameof(Searches))]
    public void Every_step_is_the_papers(string name, double first, double curvature)
    {
        double decrease = Math.Min(.1, curvature);
        var line = new Line(Functions[name]);
        LineSearchResult result = line.Search(new HagerZhang(decrease, curvature), first);
        List<double> steps = new Paper(Functions[name], decrease, curvature).Search(first);
        Assert.Equal(steps, line.Steps, (a, b) => Math.Abs(a - b) <= 1e-9 * a);
        Assert.Equal((LineSearchOutcome.Satisfied, line.Steps[^1]), (result.Outcome, result.Point.Step));
    }

    // φ'(0) = −1, δ = ¼, σ = ½: at the step 1 the cost may be −¼ and the slope −½, but not more and not less.
    [Theory]
    [InlineData(-.25, -.5, 1)]
    [InlineData(-.25, -.5001, 2)]
    [InlineData(-.25, 9, 1)] // no bound above
    [InlineData(-.2499, 9, 2)]
    public void Wolfes_conditions_hold_at_their_limits(double cost, double slope, int evaluations)
        => Assert.Equal(evaluations, Evaluations(new HagerZhang(.25, .5, Noise: 0), 0, cost, slope));

    // φ(0) = −8 and ε = ⅛: a cost of −7 is as good as none, and the slope may be (2δ − 1)·φ'(0) = ½ and σ·φ'(0) = −½.
    [Theory]
    [InlineData(-7, .5, 1)]
    [InlineData(-7, -.5, 1)]
    [InlineData(-7, .5001, 2)]
    [InlineData(-7, -.5001, 2)]
    [InlineData(-6.999, .5, 2)]
    public void The_approximate_conditions_hold_at_their_limits(double cost, double slope, int evaluations)
        => Assert.Equal(evaluations, Evaluations(new HagerZhang(.25, .5, Noise: .125), -8, cost, slope));

    // A wall of what is no number at 1.07: the step goes back to a tenth where nothing is known and to the middle beyond the best point, until that is
    // within a tenth of the wall. The best point is evaluated again, as what the solver goes to.
    [Fact]
    public void A_wall_is_approached_by_halves()
    {
        var line = new Line(a => a < 1.07 ? (-a, -1) : (double.NaN, 0));
        LineSearchResult result = line.Search(new HagerZhang(), 8);
        Assert.Equal([8, .8, 4, 2.4, 1.6, 1.2, 1, 1.1, 1], line.Steps, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal((LineSearchOutcome.Decreased, line.Steps[^1]), (result.Outcome, result.Point.Step));
    }

    // The conditions at the step 1; from the next step on they hold.
    private static int Evaluations(HagerZhang search, double atZero, double cost, double slope)
    {
        int asked = 0;
        var line = new Line(a => a == 0 ? (atZero, -1) : ++asked == 1 ? (cost, slope) : (atZero - (10 * a), -.1));
        line.Search(search, 1);
        return line.Steps.Count;
    }

    private sealed class Line(Func<double, (double Cost, double Slope)> function) : ILine
    {
        public List<double> Steps { get; } = [];

        public LineSearchResult Search(LineSearch search, double first)
        {
            (double cost, double slope) = function(0);
            return search.Search(this, cost, slope, first);
        }

        public bool TryEvaluate(double step, out LinePoint point)
        {
            this.Steps.Add(step);
            (double cost, double slope) = function(step);
            point = new(step, cost, slope);
            return true;
        }
    }

    /// <summary>The paper's procedures, by their names there; ε of the cost is 0, since φ(0) = 0.</summary>
    private sealed class Paper(Func<double, (double Cost, double Slope)> function, double decrease, double curvature)
    {
        private const double Rho = 5, Gamma = .66;
        private readonly List<double> steps = [];

        public List<double> Search(double first)
        {
            try
            {
                (double a, double b) = this.Bracket(first); // L0
                while (true)
                {
                    (double low, double high) = this.Secant2(a, b); // L1
                    if (high - low > Gamma * (b - a))
                        (low, high) = this.Update(low, high, (low + high) / 2); // L2
                    (a, b) = (low, high);
                }
            }
            catch (OperationCanceledException)
            {
                return this.steps;
            }
        }

        private (double A, double B) Bracket(double c)
        {
            double a = 0;
            while (true)
            {
                this.Evaluate(c);
                if (this.Slope(c) >= 0)
                    return (a, c); // B1
                if (this.Cost(c) > 0)
                    return this.U3(a, c); // B2, from the last point that was low enough
                (a, c) = (c, Rho * c); // B3
            }
        }

        private (double A, double B) Secant2(double a, double b)
        {
            double c = this.Secant(a, b);
            (double low, double high) = this.Update(a, b, c); // S1
            if (c == high)
                return this.Update(low, high, this.Secant(b, high)); // S2, S4
            return c == low ? this.Update(low, high, this.Secant(a, low)) : (low, high); // S3, S4
        }

        private (double A, double B) Update(double a, double b, double c)
        {
            if (c <= a || c >= b)
                return (a, b); // U0
            this.Evaluate(c);
            return this.Slope(c) >= 0 ? (a, c) : this.Cost(c) <= 0 ? (c, b) : this.U3(a, c); // U1, U2, U3
        }

        private (double A, double B) U3(double a, double b)
        {
            while (true)
            {
                double d = (a + b) / 2;
                this.Evaluate(d);
                if (this.Slope(d) >= 0)
                    return (a, d);
                (a, b) = this.Cost(d) <= 0 ? (d, b) : (a, d);
            }
        }

        private double Secant(double a, double b) => ((a * this.Slope(b)) - (b * this.Slope(a))) / (this.Slope(b) - this.Slope(a));

        private double Cost(double step) => function(step).Cost - function(0).Cost;

        private double Slope(double step) => function(step).Slope;

        // The conditions T1 and T2 end the search wherever they hold.
        private void Evaluate(double step)
        {
            this.steps.Add(step);
            double atZero = this.Slope(0), slope = this.Slope(step), cost = this.Cost(step);
            bool flat = slope >= curvature * atZero;
            if (flat && cost < 0 && cost <= decrease * atZero * step)
                throw new OperationCanceledException();
            if (flat && cost <= 0 && slope <= ((2 * decrease) - 1) * atZero)
                throw new OperationCanceledException();
            if (this.steps.Count > 90)
                throw new InvalidOperationException("a function without an end of the search");
        }
    }
}
