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
        var objective = new Kink(place);
        SliceCheck found = Assert.Single(new GradientCheck().Run(objective, [place], new GradientSlice("x", 0, 1, 1)));
        Assert.Equal((1, 0), (found.Redrawn, found.Unchecked));
        Assert.InRange(found.Error, 0, 1e-8);
        double reach = 0.0501 * Math.Max(1, Math.Abs(place));
        Assert.All(objective.Visited, x => Assert.InRange(x, place - reach, place + reach));
        Assert.Contains(objective.Visited, x => Math.Abs(x - place) > 0.001 * reach);
    }

    private sealed class Kink(double place) : IObjective<double>
    {
        public List<double> Visited { get; } = [];

        public int Dimension => 1;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            this.Visited.Add(point[0]);
            if (!gradient.IsEmpty)
                gradient[0] = point[0] < place ? -1 : 1;
            return Math.Abs(point[0] - place);
        }
    }
}
