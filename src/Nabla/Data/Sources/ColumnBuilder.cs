namespace Nabla.Data;

/// <summary>Collects the values of a column: as whole numbers of four bytes as long as these give the same doubles, and then as doubles.</summary>
/// <param name="expected">The expected length; if it is right, the values are not copied at the end.</param>
internal sealed class ColumnBuilder(int expected)
{
    private Pieces<int>? numbers = new(expected);
    private Pieces<double>? doubles;
    private double scale = 1;

    /// <summary>Appends values at intervals of <paramref name="step"/>.</summary>
    public void Add(ReadOnlySpan<double> values, int start, int step)
    {
        int i = start;
        while (i < values.Length && this.numbers is { } small)
        {
            Span<int> free = small.Free();
            int count = 0;
            while (count < free.Length && i < values.Length && FixedPoint.TryEncode(values[i], this.scale, out free[count]))
                (count, i) = (count + 1, i + step);
            small.Take(count);
            if (count < free.Length && i < values.Length && !this.TryWiden(small, values[i]))
                this.Expand(small);
        }

        while (i < values.Length)
        {
            Span<double> free = this.doubles!.Free();
            int count = 0;
            for (; count < free.Length && i < values.Length; count++, i += step)
                free[count] = values[i];
            this.doubles.Take(count);
        }
    }

    /// <summary>Appends a value.</summary>
    public void Add(double value) => this.Add([value], 0, 1);

    /// <summary>The values; the builder cannot be used afterwards.</summary>
    public ColumnValues ToValues() => this.numbers is { } small ? new ColumnValues(small.ToArray(), this.scale) : new ColumnValues(this.doubles!.ToArray());

    // The smallest power of ten that a value needs, if all numbers before fit with it.
    private bool TryWiden(Pieces<int> small, double value)
    {
        int factor = 1;
        do
        {
            if (this.scale * factor >= FixedPoint.LargestScale)
                return false;
            factor *= 10;
        }
        while (!FixedPoint.TryEncode(value, this.scale * factor, out _));

        foreach (Memory<int> piece in small.Filled())
        {
            foreach (int number in piece.Span)
            {
                int larger = number;
                if (!FixedPoint.TryRescale(ref larger, factor))
                    return false;
            }
        }

        foreach (Memory<int> piece in small.Filled())
        {
            foreach (ref int number in piece.Span)
                FixedPoint.TryRescale(ref number, factor);
        }

        this.scale *= factor;
        return true;
    }

    private void Expand(Pieces<int> small)
    {
        this.doubles = new Pieces<double>(expected);
        this.numbers = null;
        foreach (Memory<int> piece in small.Filled())
        {
            ReadOnlySpan<int> left = piece.Span;
            while (!left.IsEmpty)
            {
                Span<double> free = this.doubles.Free();
                int count = Math.Min(free.Length, left.Length);
                for (int i = 0; i < count; i++)
                    free[i] = FixedPoint.Decode(left[i], this.scale);
                this.doubles.Take(count);
                left = left[count..];
            }
        }
    }
}
