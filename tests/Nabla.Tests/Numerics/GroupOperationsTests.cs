using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

public class GroupOperationsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_rank_has_the_blocks_of_all(int size)
    {
        int[] lengths = [.. Enumerable.Range(0, size).Select(rank => rank == 1 ? 0 : (3 * rank) + 2)];
        int[] starts = [0, .. lengths.Select((_, rank) => lengths.Take(rank + 1).Sum())];
        double[] expected = [.. Enumerable.Range(0, starts[^1]).Select(i => i + .5)];

        double[][] gathered = ThreadGroup.Run(size, group =>
        {
            var blocks = new double[expected.Length];
            int start = starts[group.Rank], end = starts[group.Rank + 1];
            expected.AsSpan(start..end).CopyTo(blocks.AsSpan(start));
            group.AllGather(blocks, starts);
            group.Barrier();
            return blocks;
        });

        Assert.All(gathered, blocks => Assert.Equal(expected, blocks));
    }

    [Fact]
    public void Every_rank_has_the_equal_blocks_of_all()
        => Assert.All(
            ThreadGroup.Run(5, group =>
            {
                var blocks = new int[10];
                (blocks[2 * group.Rank], blocks[(2 * group.Rank) + 1]) = (group.Rank, -group.Rank);
                group.AllGather<int>(blocks);
                return blocks;
            }),
            blocks => Assert.Equal([0, 0, 1, -1, 2, -2, 3, -3, 4, -4], blocks));

    [Fact]
    public void Blocks_that_do_not_fit_the_group_are_refused()
    {
        Assert.Contains("7 numbers for 3 processes", Assert.Throws<ArgumentException>(() => ThreadGroup.Run(3, group => Gather(group, 7))).Message, StringComparison.Ordinal);
        Assert.Contains("3 places for 4 processes", Assert.Throws<ArgumentException>(() => ThreadGroup.Run(4, GatherAtThree)).Message, StringComparison.Ordinal);

        static bool Gather(IProcessGroup group, int length)
        {
            group.AllGather(new byte[length].AsSpan());
            return true;
        }

        static bool GatherAtThree(IProcessGroup group)
        {
            group.AllGather(new byte[4].AsSpan(), [0, 2, 4]);
            return true;
        }
    }
}
