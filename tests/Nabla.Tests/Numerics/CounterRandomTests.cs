using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

/// <summary>
/// Bounds are five standard deviations of what chance allows, or, for χ² and Kolmogorov–Smirnov, a probability below 1e-5.
/// Seeds are fixed: a test that passes once passes always.
/// </summary>
public class CounterRandomTests
{
    private const int Count = 1 << 18;
    private static readonly CounterRandom Source = new(2026, 1, 2);

    /// <summary>The vectors published with Random123, philox4x32 of 10 rounds.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_answers(uint a, uint b, uint c, uint d, uint key0, uint key1, uint w, uint x, uint y, uint z)
        => Assert.Equal((w, x, y, z), Philox4x32.Block((a, b, c, d), (key0, key1)));

    [Fact]
    public void The_counter_is_column_row_step_purpose_and_the_key_is_the_seed()
    {
        var random = new CounterRandom(0x299f31d0_a4093822, Purpose: 0x03707344, Step: 0x13198a2e);
        Assert.Equal(0x94fdcceb_d16cfe09, random.Bits(row: 0x85a308d3, column: 0x243f6a88));
    }

    [Fact]
    public void A_draw_depends_on_its_place_alone()
    {
        double[] forward = [.. Enumerable.Range(0, 100).Select(i => Source.Uniform((uint)i, 7))];
        double[] backward = [.. Enumerable.Range(0, 100).Reverse().Select(i => Source.Uniform((uint)i, 7)).Reverse()];
        Assert.Equal(forward, backward);
    }

    [Fact]
    public void No_two_places_share_a_draw()
    {
        ulong[] bits =
        [
            .. from seed in (ulong[])[0, 1, 1UL << 32] from purpose in (uint[])[0, 1, 2] from step in (uint[])[0, 1, 2]
               from row in (uint[])[0, 1, 2] from column in (uint[])[0, 1, 2]
               select new CounterRandom(seed, purpose, step).Bits(row, column),
        ];
        Assert.Equal(bits.Length, bits.Distinct().Count());
    }

    [Fact]
    public void Uniform_numbers_are_multiples_of_the_smallest_from_0_to_before_1()
    {
        double[] x = Uniforms(0);
        Assert.All(x, v => Assert.True(v is >= 0 and < 1 && double.IsInteger(Math.ScaleB(v, 53))));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Uniform_numbers_are_spread_evenly(int along)
    {
        double[] x = Uniforms(along);
        AssertEven(x.Select(v => (int)(v * 256)), 256);
        AssertEven(x.Select(v => (int)(Math.ScaleB(v, 45) % 256)), 256); // the lowest bits too
        AssertEven(x.Chunk(2).Select(pair => ((int)(pair[0] * 16) * 16) + (int)(pair[1] * 16)), 256); // neighbors
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        double[] x = Normals();
        double root = Math.Sqrt(x.Length);
        Assert.InRange(x.Average(), -5 / root, 5 / root);
        Assert.InRange(x.Average(v => v * v) - 1, -5 * Math.Sqrt(2) / root, 5 * Math.Sqrt(2) / root);
        Assert.InRange(x.Average(v => v * v * v), -5 * Math.Sqrt(15) / root, 5 * Math.Sqrt(15) / root);
        Assert.InRange(x.Average(v => v * v * v * v) - 3, -5 * Math.Sqrt(96) / root, 5 * Math.Sqrt(96) / root);
        double tail = Count * Math.Pow(10, -4) * 0.6334248; // beyond 4 standard deviations
        Assert.InRange(x.Count(v => Math.Abs(v) > 4) - tail, -5 * Math.Sqrt(tail), 5 * Math.Sqrt(tail));
        double product = x.Chunk(2).Average(pair => pair[0] * pair[1]);
        Assert.InRange(product, -5 * Math.Sqrt(2) / root, 5 * Math.Sqrt(2) / root);
    }

    /// <summary>The test of Kolmogorov and Smirnov.</summary>
    [Fact]
    public void Normal_numbers_follow_the_normal_distribution()
    {
        double[] x = Normals();
        Array.Sort(x);
        double distance = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double below = 0.5 * ElementaryFunction.ByName["Erfc"].At(-x[i] / Math.Sqrt(2));
            distance = Math.Max(distance, Math.Max(Math.Abs(below - ((double)i / x.Length)), Math.Abs(below - ((i + 1.0) / x.Length))));
        }

        Assert.True(distance * Math.Sqrt(x.Length) < 2.5, $"{distance * Math.Sqrt(x.Length)}");
    }

    [Theory, InlineData(1), InlineData(2), InlineData(7), InlineData(1000)]
    public void Whole_numbers_are_spread_evenly(int bound)
        => AssertEven(Enumerable.Range(0, Count).Select(i => Source.Below(bound, (uint)i)), bound);

    [Fact]
    public void Whole_numbers_below_the_largest_bound_fill_it()
    {
        double mean = Enumerable.Range(0, Count).Average(i => (double)Source.Below(int.MaxValue, (uint)i)) / int.MaxValue;
        double deviation = 5 / Math.Sqrt(12 * Count);
        Assert.InRange(mean, 0.5 - deviation, 0.5 + deviation);
    }

    [Theory, InlineData(0), InlineData(-1)]
    public void A_bound_below_1_is_refused(int bound)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Source.Below(bound, 0));

    [Fact]
    public void Permutations_hold_each_number_once()
    {
        for (int length = 0; length < 200; length++)
        {
            var order = new int[length];
            Source.Permutation(order);
            Assert.Equal(Enumerable.Range(0, length), order.Order());
        }
    }

    [Fact]
    public void All_orders_of_four_come_up_alike()
    {
        int[] order = new int[4];
        AssertEven(Enumerable.Range(0, 24_000).Select(step => IndexOfOrder((uint)step)), 24);

        int IndexOfOrder(uint step)
        {
            new CounterRandom(5, 0, step).Permutation(order);
            int index = 0;
            for (int i = 0; i < 4; i++)
                index = (index * (4 - i)) + order[(i + 1)..].Count(later => later < order[i]);
            return index;
        }
    }

    [Fact]
    public void Shuffling_moves_items_as_a_permutation_moves_their_numbers()
    {
        string[] items = [.. Enumerable.Range(0, 50).Select(i => $"{i}")];
        int[] order = new int[50];
        Source.Shuffle<string>(items);
        Source.Permutation(order);
        Assert.Equal(order.Select(i => $"{i}"), items);
    }

    [Fact]
    public void Filled_spans_hold_the_single_draws()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (int length = 0; length < 150; length++)
            {
                T[] uniform = new T[length], normal = new T[length];
                Source.FillUniform<T>(uniform, 9);
                Source.FillNormal<T>(normal, 9);
                Assert.Equal(Enumerable.Range(0, length).Select(i => T.CreateChecked(Source.Uniform(9, (uint)i))), uniform);
                Assert.Equal(Enumerable.Range(0, length).Select(i => T.CreateChecked(Source.Normal(9, (uint)i))), normal);
            }
        }
    }

    // Draws along the columns, the rows or the steps.
    private static double[] Uniforms(int along)
        => [.. Enumerable.Range(0, Count).Select(i => along switch
        {
            0 => Source.Uniform(3, (uint)i),
            1 => Source.Uniform((uint)i, 3),
            _ => (Source with { Step = (uint)i }).Uniform(3, 3),
        })];

    private static double[] Normals()
    {
        var x = new double[Count];
        Source.FillNormal<double>(x, 3);
        return x;
    }

    /// <summary>χ² of equally likely outcomes, approximately normal with mean k − 1 and variance 2(k − 1).</summary>
    private static void AssertEven(IEnumerable<int> outcomes, int kinds)
    {
        var counts = new int[kinds];
        int total = 0;
        foreach (int outcome in outcomes)
        {
            counts[outcome]++;
            total++;
        }

        double expected = (double)total / kinds;
        double statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        double freedom = kinds - 1;
        Assert.InRange(statistic, freedom - (5 * Math.Sqrt(2 * freedom)), freedom + (6 * Math.Sqrt(2 * freedom)) + 10);
    }
}
