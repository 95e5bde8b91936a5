using Nabla.Reports.Figures;

namespace Nabla.Reports.Tests.Figures;

public class ThinningTests
{
    [Fact]
    public void Few_points_all_stay()
        => Assert.Equal([0, 1, 2], Thinning.Curves([[5, 6, 7]], most: 3));

    [Theory]
    [InlineData(2001)]
    [InlineData(10_000)]
    [InlineData(123_457)]
    public void A_long_curve_keeps_its_ends_and_the_extremes_of_every_stretch(int count)
    {
        double[] first = Noise(count, 0), second = Noise(count, 1);
        int[] kept = Thinning.Curves([first, second]);
        Assert.InRange(kept.Length, 500, Thinning.CurvePoints);
        Assert.Equal(kept.Order().Distinct(), kept);
        Assert.Equal(0, kept[0]);
        Assert.Equal(count - 1, kept[^1]);

        // Between any two points that stay, no point that went is outside what the stretch around it shows.
        const int Stretches = Thinning.CurvePoints / 6;
        for (int stretch = 0; stretch < Stretches; stretch++)
        {
            int start = (int)((long)count * stretch / Stretches), end = (int)((long)count * (stretch + 1) / Stretches);
            int[] inside = [.. kept.Where(i => i >= start && i < end)];
            foreach (double[] series in new[] { first, second })
            {
                Assert.Equal(series[start..end].Min(), inside.Min(i => series[i]));
                Assert.Equal(series[start..end].Max(), inside.Max(i => series[i]));
            }
        }
    }

    [Fact]
    public void A_single_spike_stays()
    {
        var values = new double[50_000];
        values[31_415] = 1;
        Assert.Contains(31_415, Thinning.Curves([values]));
    }

    [Fact]
    public void Values_that_are_unknown_are_no_extremes()
    {
        double[] values = [.. Enumerable.Repeat(double.NaN, 10_000)];
        values[5000] = 3;
        Assert.Contains(5000, Thinning.Curves([values]));
    }

    [Fact]
    public void A_cloud_keeps_its_outermost_points()
    {
        double[] x = Noise(100_000, 2), y = Noise(100_000, 3);
        int[] kept = Thinning.Cloud(x, y);
        Assert.InRange(kept.Length, 4000, 4300);
        foreach (double[] values in new[] { x, y })
        {
            Assert.Equal(values.Min(), kept.Min(i => values[i]));
            Assert.Equal(values.Max(), kept.Max(i => values[i]));
        }
    }

    [Fact]
    public void A_cloud_at_one_position_is_thinned_too()
        => Assert.InRange(Thinning.Cloud(new double[10_000], Noise(10_000, 4)).Length, 4000, 4002);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void A_sample_of_classes_by_turns_is_fair(int classes)
    {
        int[] kept = Thinning.Sample(100_000, 2000);
        Assert.Equal(2000, kept.Distinct().Count());
        Assert.Equal(kept.Order(), kept);
        foreach (IGrouping<int, int> one in kept.GroupBy(i => i % classes))
            Assert.InRange(one.Count(), 0.85 * 2000 / classes, 1.15 * 2000 / classes);
    }

    private static double[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }
}
