namespace Nabla.Data;

/// <summary>A list whose length may be unknown, stored in pieces, so that it grows without being copied.</summary>
/// <param name="expected">The expected length; if it is right, nothing is copied at the end either.</param>
internal sealed class Pieces<T>(int expected)
{
    private const int LargestPiece = 1 << 17;

    // So many items come before a list of the expected length: fewer are often replaced by items of another type.
    private const int Trial = 1024;

    private readonly List<T[]> full = [];
    private T[] last = new T[Math.Clamp(expected, 16, Trial)];
    private int inLast;
    private int before;

    /// <summary>The free places at the end of the last piece, one or more; <see cref="Take"/> says how many have been filled.</summary>
    public Span<T> Free()
    {
        if (this.inLast == this.last.Length && this.before == 0 && this.inLast < expected)
            Array.Resize(ref this.last, expected);
        else if (this.inLast == this.last.Length)
        {
            this.full.Add(this.last);
            this.before += this.last.Length;
            this.last = new T[Math.Min(this.before, LargestPiece)];
            this.inLast = 0;
        }

        return this.last.AsSpan(this.inLast);
    }

    /// <summary>Appends the first free places.</summary>
    public void Take(int count) => this.inLast += count;

    /// <summary>The filled places of all pieces, in order.</summary>
    public IEnumerable<Memory<T>> Filled() => [.. this.full.Select(piece => piece.AsMemory()), this.last.AsMemory(0, this.inLast)];

    /// <summary>All items; the pieces cannot be used afterwards.</summary>
    public T[] ToArray()
    {
        if (this.before == 0 && this.inLast == this.last.Length)
            return this.last;
        var all = new T[this.before + this.inLast];
        int end = 0;
        foreach (Memory<T> piece in this.Filled())
        {
            piece.CopyTo(all.AsMemory(end));
            end += piece.Length;
        }

        this.full.Clear();
        this.last = [];
        return all;
    }
}
