namespace Nabla.Numerics;

/// <summary>The distribution of the pieces of a batch and the slices of a vector among processes.</summary>
/// <param name="rank">The number of this process.</param>
/// <param name="size">The number of processes.</param>
internal sealed class PieceShares(int rank, int size)
{
    private readonly int[] subtrees = new int[size];
    private PieceTree counted;

    /// <summary>The number of this process.</summary>
    public int Rank => rank;

    /// <summary>The number of processes.</summary>
    public int Size => size;

    /// <summary>The number of blocks of a vector, which are those of sums in fixed order.</summary>
    public static int Blocks(int length) => (int)(((long)length + FixedOrderSum.BlockLength - 1) / FixedOrderSum.BlockLength);

    /// <summary>The pieces of a process.</summary>
    public PieceRange Of(int process, int pieces) => new((int)((long)pieces * process / size), (int)((long)pieces * (process + 1) / size));

    /// <summary>Counts the largest subtrees of each process's pieces.</summary>
    public void Count(PieceTree tree)
    {
        if (this.counted == tree)
            return;
        for (int process = 0; process < size; process++)
        {
            this.subtrees[process] = 0;
            for (PieceRange left = this.Of(process, tree.Pieces); left.Count > 0; left = left with { First = tree.Subtree(left).End })
                this.subtrees[process]++;
        }

        this.counted = tree;
    }

    /// <summary>The number of subtrees of a process, as counted.</summary>
    public int Subtrees(int process) => this.subtrees[process];

    /// <summary>The number of subtrees of all earlier processes.</summary>
    public int SubtreesBefore(int process)
    {
        int count = 0;
        foreach (int one in this.subtrees.AsSpan(0, process))
            count += one;
        return count;
    }

    /// <summary>The first block of a process's slice.</summary>
    public int FirstBlock(int process, int blocks) => (int)((long)blocks * process / size);

    /// <summary>The slice of a vector for a process, in whole blocks.</summary>
    public Range Slice(int process, int length)
    {
        int blocks = Blocks(length);
        return Place(this.FirstBlock(process, blocks))..Place(this.FirstBlock(process + 1, blocks));

        int Place(int block) => (int)Math.Min((long)block * FixedOrderSum.BlockLength, length);
    }
}
