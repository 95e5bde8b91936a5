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

    private static int[] Order(ulong seed, int epoch)
    {
        var order = new int[100];
        BatchOrder.Shuffle(seed, epoch, order);
        return order;
    }
}
