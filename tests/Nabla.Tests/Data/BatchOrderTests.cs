using Nabla.Data;

namespace Nabla.Tests.Data;

public class BatchOrderTests
{
    [Fact]
    public void Each_epoch_takes_every_row_once_in_an_order_of_its_own()
    {
        int[] first = Order(1, 0), second = Order(1, 1);
        Assert.Equal(Enumerable.Range(0, 100), first.Order());
        Assert.Equal(Enumerable.Range(0, 100), second.Order());
        Assert.NotEqual(first, second);
        Assert.NotEqual(first, Order(2, 0));
    }

    [Fact]
    public void The_order_of_a_seed_and_an_epoch_never_changes() => Assert.Equal([26, 41, 76, 44, 52, 14, 57, 65, 91, 66], Order(1, 2)[..10]);

    [Fact]
    public void An_epoch_has_the_same_order_whichever_came_before() => Assert.Equal(Order(1, 17), Order(1, 17));

    [Fact]
    public void The_order_is_not_that_of_a_split_with_the_same_seed()
    {
        int[] order = Order(1, 0);
        Assert.NotEqual(Split.Rows(100, 0, 0.5, 1).Test, order[..50].Order());
    }

    [Theory]
    [InlineData(1000, 7)]
    [InlineData(1000, 1)]
    [InlineData(1000, 5000)]
    [InlineData(1, 3)]
    [InlineData(128, 2)]
    public void Blocks_take_every_row_once_in_an_order_of_each_epoch(int rows, int blockRows)
    {
        int[] first = Blocks(1, 0, rows, blockRows);
        Assert.Equal(Enumerable.Range(0, rows), first.Order());
        Assert.Equal(first, Blocks(1, 0, rows, blockRows));
        if (rows == 1)
            return;
        Assert.NotEqual(first, Blocks(1, 1, rows, blockRows));
        Assert.NotEqual(first, Blocks(2, 0, rows, blockRows));
    }

    [Fact]
    public void The_order_of_blocks_never_changes() => Assert.Equal("115 140 38 15 128", string.Join(" ", Blocks(1, 2, 200, 2)[..5]));

    [Fact]
    public void The_rows_of_a_group_are_those_of_64_blocks()
    {
        const int BlockRows = 10, Rows = 64 * BlockRows * 5;
        int[] order = Blocks(3, 4, Rows, BlockRows);
        var seen = new HashSet<int>();
        foreach (int[] group in order.Chunk(64 * BlockRows))
        {
            int[] blocks = [.. group.Select(row => row / BlockRows).Distinct()];
            Assert.Equal(64, blocks.Length);
            Assert.All(blocks, block => Assert.True(seen.Add(block)));
            Assert.True(blocks.Max() - blocks.Min() > 128, "blocks of a group are drawn from the whole");
            Assert.False(group.SequenceEqual(group.Order()));
        }
    }

    [Fact]
    public void In_one_group_all_places_are_alike()
    {
        // Row 0 of 20 rows in blocks of 4: each of 20 places 100 times in 2,000 epochs; χ² with 19 degrees of freedom is below 43.8 in 99.9 %.
        var places = new int[20];
        for (int epoch = 0; epoch < 2000; epoch++)
            places[Array.IndexOf(Blocks(11, epoch, 20, 4), 0)]++;
        Assert.True(places.Sum(count => (count - 100) * (count - 100) / 100.0) < 43.8, string.Join(' ', places));
    }

    private static int[] Blocks(ulong seed, int epoch, int rows, int blockRows)
    {
        var order = new int[rows];
        BatchOrder.ShuffleBlocks(seed, epoch, blockRows, order);
        return order;
    }

    private static int[] Order(ulong seed, int epoch)
    {
        var order = new int[100];
        BatchOrder.Shuffle(seed, epoch, order);
        return order;
    }
}
