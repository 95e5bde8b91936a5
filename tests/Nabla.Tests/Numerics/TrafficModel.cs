using System.Numerics;

namespace Nabla.Tests.Numerics;

/// <summary>The formulas of docs/decisions/distributed.md: what all ranks together send, in closed form where the library goes round by round.</summary>
/// <param name="Ranks">R.</param>
internal readonly record struct TrafficModel(int Ranks)
{
    /// <summary>So many of what a whole run sends: messages and bytes.</summary>
    public readonly record struct Sent(long Messages, long Bytes)
    {
        public static Sent operator +(Sent a, Sent b) => new(a.Messages + b.Messages, a.Bytes + b.Bytes);

        public static Sent operator *(int times, Sent a) => new(times * a.Messages, times * a.Bytes);
    }

    /// <summary>⌈log₂ R⌉, the rounds of a gathering.</summary>
    public int Rounds => BitOperations.Log2((uint)(2 * this.Ranks) - 1);

    /// <summary>Everybody gets everybody's block: (R − 1)·(⌈log₂ R⌉ + 1) messages, each block R − 1 times.</summary>
    public Sent Gather(long bytes) => new((this.Ranks - 1L) * (this.Rounds + 1), (this.Ranks - 1L) * bytes);

    /// <summary>Loss and correct answers of a batch: two numbers a subtree, and whether to end.</summary>
    public Sent Numbers(int pieces) => this.Gather((8L * this.Ranks) + (16L * this.Subtrees(pieces).Sum()));

    /// <summary>The gradients of a batch: each subtree's in slices to the ranks that own them.</summary>
    public Sent Slices(int pieces, int parameters, int width)
    {
        long bytes = 0, messages = 0;
        int[] subtrees = this.Subtrees(pieces), slices = this.SliceLengths(parameters);
        for (int rank = 0; rank < this.Ranks; rank++)
        {
            bytes += (long)width * subtrees[rank] * (parameters - slices[rank]);
            messages += subtrees[rank] * slices.Where((length, other) => other != rank && length > 0).Count();
        }

        return new Sent(messages, bytes);
    }

    /// <summary>A run of a first-order rule without a validation part, norms or normalization.</summary>
    public Sent Run(int rows, int batch, int pieceRows, int epochs, int parameters, int width)
    {
        int PiecesOf(int count) => (count + pieceRows - 1) / pieceRows;
        Sent check = this.Gather(33L * this.Ranks), parametersOrGradient = this.Gather((long)width * parameters);
        Sent epoch = check + parametersOrGradient;
        for (int start = 0; start < rows; start += batch)
        {
            int pieces = PiecesOf(Math.Min(batch, rows - start));
            epoch += this.Numbers(pieces) + this.Slices(pieces, parameters, width) + parametersOrGradient;
        }

        return this.Gather(32L * this.Ranks) + this.Numbers(PiecesOf(rows)) + check + (epochs * epoch);
    }

    // For each rank the nodes of the tree whose pieces are all its own, and whose parent's are not: level by level, each node with its owner or none.
    private int[] Subtrees(int pieces)
    {
        int ranks = this.Ranks;
        var counts = new int[ranks];
        int?[] level = [.. Enumerable.Range(0, pieces).Select(piece => (int?)Enumerable.Range(0, ranks).Last(rank => (long)pieces * rank / ranks <= piece))];
        while (level.Length > 1)
            level = [.. level.Chunk(2).Select(pair => pair.Length == 1 || pair[0] == pair[1] ? pair[0] : Meet(pair))];
        Count(level[0]);
        return counts;

        int? Meet(int?[] pair)
        {
            Array.ForEach(pair, Count);
            return null;
        }

        void Count(int? owner)
        {
            if (owner is { } rank)
                counts[rank]++;
        }
    }

    private int[] SliceLengths(int parameters)
    {
        const int Block = 4096;
        int blocks = (parameters + Block - 1) / Block, ranks = this.Ranks;
        return [.. Enumerable.Range(0, ranks).Select(rank => End(rank + 1) - End(rank))];

        int End(int rank) => (int)Math.Min((long)blocks * rank / ranks * Block, parameters);
    }
}
