using System.Numerics;

namespace Nabla.Numerics;

/// <summary>
/// Adds vectors that belong to subtrees of a <see cref="PieceTree"/>, given in ascending order: each is added to its sibling as soon as both are
/// available, so that only one vector per level of the tree is stored. Does not allocate once the vectors exist.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class TreeSum<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private PieceTree tree;
    private int length;
    private PieceRange[] ranges = [];
    private T[][] sums = [];

    /// <summary>The number of subtrees that wait for a sibling: 1 when all pieces have been added.</summary>
    public int Count { get; private set; }

    /// <summary>Starts a new sum.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="length">The length of the vectors.</param>
    public void Begin(PieceTree tree, int length)
    {
        this.tree = tree;
        this.length = length;
        this.Count = 0;
    }

    /// <summary>The vector for the sum over the next subtree; <see cref="Close"/> adds it.</summary>
    /// <returns>The vector; it contains numbers of an earlier sum.</returns>
    public Span<T> Open(PieceRange subtree)
    {
        if (this.Count == this.sums.Length)
        {
            this.sums = [.. this.sums, new T[this.length]];
            this.ranges = [.. this.ranges, default];
        }

        if (this.sums[this.Count].Length < this.length)
            this.sums[this.Count] = new T[this.length];
        this.ranges[this.Count] = subtree;
        return this.sums[this.Count].AsSpan(0, this.length);
    }

    /// <summary>Adds the written vector to the waiting siblings.</summary>
    /// <param name="range">The only numbers of the vectors that have been written and are added; all by default.</param>
    public void Close(Range? range = null)
    {
        this.Count++;
        while (this.Count > 1 && this.tree.AreSiblings(this.ranges[this.Count - 2], this.ranges[this.Count - 1]))
        {
            this.Count--;
            Span<T> left = this.Of(this.Count - 1)[range ?? Range.All];
            Elementwise.Zip(default(Plus), left, this.Of(this.Count)[range ?? Range.All], left);
            this.ranges[this.Count - 1] = new(this.ranges[this.Count - 1].First, this.ranges[this.Count].End);
        }
    }

    /// <summary>The sum over a waiting subtree.</summary>
    public Span<T> Of(int index) => this.sums[index].AsSpan(0, this.length);

    /// <summary>The pieces of a waiting subtree.</summary>
    public PieceRange RangeOf(int index) => this.ranges[index];
}
