using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>The order in which an epoch takes the rows of the training part.</summary>
public static class BatchOrder
{
    /// <summary>
    /// Fills <paramref name="order"/> with the rows 0 … n − 1 in the random order of an epoch, a function of seed and epoch alone;
    /// batch b of size s holds the rows order[b·s … b·s + s − 1], the last batch what remains.
    /// </summary>
    public static void Shuffle(ulong seed, int epoch, Span<int> order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        new CounterRandom(seed, RandomPurpose.Shuffle, (uint)epoch).Permutation(order);
    }
}
