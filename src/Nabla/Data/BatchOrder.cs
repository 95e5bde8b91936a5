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

    /// <summary>How many blocks are read together, and their rows mixed.</summary>
    public const int BlocksOfGroup = 64;

    /// <summary>
    /// Fills <paramref name="order"/> with the rows 0 … n − 1 in a random order of an epoch that goes through a file in long runs: blocks of
    /// rows that follow each other come in random order, and the rows of each <see cref="BlocksOfGroup"/> blocks are put in random order. It is
    /// a function of seed, epoch and the rows of a block alone.
    /// </summary>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="blockRows">The rows of a block, 1 or more; the last block may have fewer.</param>
    /// <param name="order">Receives the rows.</param>
    public static void ShuffleBlocks(ulong seed, int epoch, int blockRows, Span<int> order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blockRows);
        var random = new CounterRandom(seed, RandomPurpose.ShuffleBlocks, (uint)epoch);
        var blocks = new int[(order.Length / blockRows) + (order.Length % blockRows == 0 ? 0 : 1)];
        random.Permutation(blocks);
        int end = 0;
        for (int group = 0; group * (long)BlocksOfGroup < blocks.Length; group++)
        {
            int start = end;
            foreach (int block in blocks.AsSpan(group * BlocksOfGroup, Math.Min(BlocksOfGroup, blocks.Length - (group * BlocksOfGroup))))
            {
                int first = block * blockRows, count = Math.Min(blockRows, order.Length - first);
                for (int i = 0; i < count; i++)
                    order[end++] = first + i;
            }

            random.Shuffle(order[start..end], (uint)group + 1);
        }
    }
}
