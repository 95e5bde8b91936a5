using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public class GeneratorsTests
{
    /// <summary>How far sines of equal angles computed in two ways may differ.</summary>
    private const double Rounding = 1e-14;

    [Fact]
    public void Circles_stand_at_equal_angles_on_radius_1_and_factor()
    {
        Dataset data = Generators.Circles(rows: 100, noise: 0, factor: 0.3);
        for (int row = 0; row < 100; row++)
        {
            int k = row / 2;
            double radius = row % 2 == 0 ? 1 : 0.3;
            AssertPoint(data, row, radius * Math.Cos(2 * Math.PI * k / 50), radius * Math.Sin(2 * Math.PI * k / 50));
        }
    }

    [Fact]
    public void Moons_are_two_half_circles_that_interlock()
    {
        Dataset data = Generators.Moons(rows: 41, noise: 0);
        for (int row = 0; row < 41; row++)
        {
            double t = Math.PI * (row / 2) / (row % 2 == 0 ? 20 : 19);
            AssertPoint(data, row, row % 2 == 0 ? Math.Cos(t) : 1 - Math.Cos(t), row % 2 == 0 ? Math.Sin(t) : 0.5 - Math.Sin(t));
        }
    }

    [Fact]
    public void Spirals_turn_as_often_as_the_factor_says_and_lie_opposite()
    {
        Dataset data = Generators.Spirals(rows: 200, noise: 0, factor: 2);
        for (int row = 0; row < 200; row++)
        {
            double r = ((row / 2) + 1) / 100.0, angle = (4 * Math.PI * r) + (row % 2 * Math.PI);
            AssertPoint(data, row, r * Math.Cos(angle), r * Math.Sin(angle));
        }
    }

    [Fact]
    public void Xor_of_four_rows_without_noise_is_the_truth_table()
    {
        Dataset data = Generators.Xor(rows: 4, noise: 0);
        var table = Enumerable.Range(0, 4).Select(row => (data.Features[row, 0], data.Features[row, 1], data.Labels[row]));
        Assert.Equal([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], table.Order());
    }

    [Fact]
    public void Gaussians_have_their_centres_on_a_circle_and_their_spread_around_them()
    {
        const int Rows = 40_000, Classes = 4;
        Dataset data = Generators.Gaussians(Rows, noise: 0.5, factor: 3, classes: Classes, seed: 2);
        for (int label = 0; label < Classes; label++)
        {
            double[] x = [.. Enumerable.Range(0, Rows).Where(row => data.Labels[row] == label).Select(row => data.Features[row, 0])];
            double mean = x.Average();
            Assert.Equal(3 * Math.Cos(label * Math.PI / 2), mean, 5 * 0.5 / Math.Sqrt(x.Length));
            Assert.Equal(0.5, Math.Sqrt(x.Average(v => (v - mean) * (v - mean))), 5 * 0.5 / Math.Sqrt(2 * x.Length));
        }
    }

    [Fact]
    public void Friedman1_without_noise_is_its_formula_of_the_first_five_features()
    {
        Dataset data = Generators.Friedman1(rows: 200, noise: 0, seed: 1);
        for (int row = 0; row < 200; row++)
        {
            Span<double> x = data.Features.Row(row);
            double y = (10 * Math.Sin(Math.PI * x[0] * x[1])) + (20 * Math.Pow(x[2] - 0.5, 2)) + (10 * x[3]) + (5 * x[4]);
            Assert.Equal(y, data.Targets![row, 0], 20 * Rounding);
        }

        Assert.All(data.Features.Data, value => Assert.InRange(value, 0, 1 - double.Epsilon));
    }

    [Fact]
    public void Sine_without_noise_is_a_sine()
    {
        Dataset data = Generators.Sine(rows: 100, noise: 0, factor: 3, seed: 4);
        for (int row = 0; row < 100; row++)
            Assert.Equal(Math.Sin(6 * Math.PI * data.Features[row, 0]), data.Targets![row, 0], 3 * Rounding);
    }

    [Fact]
    public void Noise_has_mean_0_and_the_deviation_asked_for()
    {
        const int Rows = 20_000;
        double[] still = Generators.Circles(Rows, noise: 0).Features.Data;
        double[] moved = Generators.Circles(Rows, noise: 0.1, seed: 9).Features.Data;
        double[] noise = [.. moved.Zip(still, (a, b) => a - b)];
        Assert.Equal(0, noise.Average(), 5 * 0.1 / Math.Sqrt(noise.Length));
        Assert.Equal(0.1, Math.Sqrt(noise.Average(v => v * v)), 5 * 0.1 / Math.Sqrt(2 * noise.Length));
    }

    [Fact]
    public void Sleep_study_has_the_rows_of_the_tutorial()
    {
        AssertRows(SleepStudy.Original, (3, 5, 75), (5, 1, 82), (10, 2, 93));
        AssertRows(SleepStudy.Extended, (3, 5, 75), (5, 1, 82), (10, 2, 93), (6, 1.5, 70));
        AssertRows(SleepStudy.Test, (4, 5.5, 70), (4.5, 1, 89), (9, 2.5, 85), (6, 2, 75));
        Assert.Equal(["sleep", "study"], SleepStudy.Test.FeatureNames);
    }

    [Fact]
    public void Classes_take_turns_and_odd_rows_go_to_the_first()
    {
        Assert.Equal([0, 1, 0, 1, 0], Generators.Moons(rows: 5).Labels);
        Assert.Equal([0, 1, 2, 0], Generators.Gaussians(rows: 4).Labels);
    }

    [Fact]
    public void Rows_and_numbers_that_cannot_be_are_refused()
    {
        using var culture = new GermanCulture();
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.Circles(rows: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.Gaussians(rows: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.Gaussians(classes: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.Sine(rows: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.Xor(noise: double.NaN));
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => Generators.Circles(factor: -0.5));
        Assert.StartsWith("a factor of -0.5: expected a number of at least 0", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertPoint(Dataset data, int row, double x, double y)
    {
        Assert.Equal(x, data.Features[row, 0], Rounding);
        Assert.Equal(y, data.Features[row, 1], Rounding);
        Assert.Equal(row % 2, data.Labels[row]);
    }

    private static void AssertRows(Dataset data, params (double Sleep, double Study, double Score)[] rows)
        => Assert.Equal(
            rows,
            Enumerable.Range(0, data.Rows).Select(row => (data.Features[row, 0], data.Features[row, 1], data.Targets![row, 0])));
}
