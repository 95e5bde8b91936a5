using System.Runtime.InteropServices;

namespace Nabla.Numerics;

/// <summary>Collective operations of processes, built on <see cref="IProcessGroup.Exchange"/>. Each is called by all processes of the group.</summary>
public static class GroupOperations
{
    private const int OnStack = 512;

    /// <summary>Waits until every process has called this method.</summary>
    public static void Barrier(this IProcessGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        group.AllGather<byte>(group.Size <= OnStack ? stackalloc byte[group.Size] : new byte[group.Size]);
    }

    /// <summary>
    /// Gathers a block of each process in all processes: block r of the buffer belongs to process r, and all blocks have equal length.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="blocks">A block for each process; the block of this process is the input.</param>
    /// <exception cref="ArgumentException">The length of the buffer is not a multiple of the number of processes.</exception>
    public static void AllGather<T>(this IProcessGroup group, Span<T> blocks)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(group);
        if (blocks.Length % group.Size != 0)
            throw new ArgumentException($"{blocks.Length} numbers for {group.Size} processes: expected as many for each", nameof(blocks));
        Span<int> starts = group.Size < OnStack ? stackalloc int[group.Size + 1] : new int[group.Size + 1];
        for (int i = 0; i < starts.Length; i++)
            starts[i] = blocks.Length / group.Size * i;
        group.AllGather(blocks, starts);
    }

    /// <summary>Gathers a block of each process in all processes, with any lengths.</summary>
    /// <remarks>
    /// Each round doubles the number of blocks that a process has, starting at its own rank; the first block follows the last one (Bruck and others,
    /// <i>Efficient algorithms for all-to-all communications</i>, IEEE Trans. Parallel Distrib. Syst. 8, 1997).
    /// </remarks>
    /// <param name="group">The group.</param>
    /// <param name="blocks">A block for each process; the block of this process is the input.</param>
    /// <param name="starts">[processes + 1] The start of each block, and the end of the last one.</param>
    /// <exception cref="ArgumentException">The number of starts is wrong.</exception>
    public static void AllGather<T>(this IProcessGroup group, Span<T> blocks, ReadOnlySpan<int> starts)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(group);
        int size = group.Size, rank = group.Rank;
        if (starts.Length != size + 1)
            throw new ArgumentException($"{starts.Length} places for {size} processes, expected {size + 1}", nameof(starts));
        for (int have = 1; have < size; have *= 2)
        {
            int count = Math.Min(have, size - have);
            int to = (rank - have + size) % size, from = (rank + have) % size;
            int sent = Math.Min(count, size - rank), received = Math.Min(count, size - from);
            group.Exchange(to, Range(blocks, starts, rank, sent), from, Range(blocks, starts, from, received));
            group.Exchange(to, Range(blocks, starts, 0, count - sent), from, Range(blocks, starts, 0, count - received));
        }
    }

    private static Span<byte> Range<T>(Span<T> blocks, ReadOnlySpan<int> starts, int first, int count)
        where T : unmanaged
        => MemoryMarshal.AsBytes(blocks[starts[first]..starts[first + count]]);
}
