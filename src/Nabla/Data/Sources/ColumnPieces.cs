namespace Nabla.Data;

/// <summary>A column whose length may be unknown, stored in pieces.</summary>
/// <param name="expected">The expected length; if it is right, nothing is copied.</param>
internal sealed class ColumnPieces(int expected)
{
    private const int LargestPiece = 1 << 17;

    private readonly List<double[]> pieces = [];
    private double[] last = new double[Math.Max(16, expected)];
    private int inLast;
    private int before;

    /// <summary>Appends values at intervals of <paramref name="step"/>.</summary>
    public void Add(ReadOnlySpan<double> values, int start, int step)
    {
        for (int i = start; i < values.Length;)
        {
            if (this.inLast == this.last.Length)
                this.AddPiece();
            Span<double> room = this.last.AsSpan(this.inLast, Math.Min(this.last.Length - this.inLast, ((values.Length - i - 1) / step) + 1));
            for (int j = 0; j < room.Length; j++, i += step)
                room[j] = values[i];
            this.inLast += room.Length;
        }
    }

    /// <summary>Appends a value.</summary>
    public void Add(double value) => this.Add([value], 0, 1);

    /// <summary>The values; the pieces cannot be used afterwards.</summary>
    public double[] ToArray()
    {
        if (this.before == 0 && this.inLast == this.last.Length)
            return this.last;
        var all = new double[this.before + this.inLast];
        int end = 0;
        foreach (double[] piece in this.pieces)
        {
            piece.CopyTo(all, end);
            end += piece.Length;
        }

        this.last.AsSpan(0, this.inLast).CopyTo(all.AsSpan(end));
        this.pieces.Clear();
        this.last = [];
        return all;
    }

    private void AddPiece()
    {
        this.pieces.Add(this.last);
        this.before += this.last.Length;
        this.last = new double[Math.Min(this.before, LargestPiece)];
        this.inLast = 0;
    }
}
