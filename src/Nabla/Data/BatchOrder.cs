using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>The order of the training rows in an epoch.</summary>
public static class BatchOrder
{
    /// <summary>
    /// Fills <paramref name="order"/> with the rows 0 … n − 1 in the random order of an epoch, a function of seed and epoch only. Batch b of size s
    /// has the rows order[b·s … b·s + s − 1]; the last batch has the remaining rows.
    /// </summary>
    public static void Shuffle(ulong seed, int epoch, Span<int> order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        new CounterRandom(seed, RandomPurpose.Shuffle, (uint)epoch).Permutation(order);
    }

    /// <summary>The number of blocks that are read together and whose rows are mixed.</summary>
    public const int BlocksOfGroup = 64;

    /// <summary>
    /// Fills <paramref name="order"/> with the rows 0 … n − 1 in a random order that reads a file sequentially in long runs: blocks of consecutive
    /// rows are shuffled, and the rows of each <see cref="BlocksOfGroup"/> blocks are shuffled together. It is a function of seed, epoch and block
    /// size only.
    /// </summary>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="blockRows">The number of rows per block, 1 or more; the last block may have fewer.</param>
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
