using System.Collections;

namespace Nabla.Data;

/// <summary>The values of a column: doubles, or whole numbers of four bytes over a power of ten (<see cref="FixedPoint"/>) that give the same doubles.</summary>
internal sealed class ColumnValues : IReadOnlyList<double>
{
    private readonly int[]? numbers;
    private double[]? doubles; // decoded on demand if there are whole numbers

    /// <summary>Creates values in an array, which is not copied.</summary>
    public ColumnValues(double[] values) => this.doubles = values;

    /// <summary>Creates values from whole numbers in an array, which is not copied.</summary>
    public ColumnValues(int[] numbers, double scale)
    {
        this.numbers = numbers;
        this.Scale = scale;
    }

    /// <summary>The number of values.</summary>
    public int Count => this.numbers?.Length ?? this.doubles!.Length;

    /// <summary>The power of ten below the whole numbers; 0 if the values are doubles.</summary>
    public double Scale { get; }

    /// <summary>The whole numbers; empty if the values are doubles.</summary>
    public int[] Numbers => this.numbers ?? [];

    /// <summary>All values as doubles, decoded once: twelve bytes for each value are then in memory.</summary>
    public double[] Doubles
    {
        get
        {
            if (this.doubles is null)
            {
                var decoded = new double[this.Count];
                for (int row = 0; row < decoded.Length; row++)
                    decoded[row] = this[row];
                this.doubles = decoded;
            }

            return this.doubles;
        }
    }

    /// <summary>The value of a row.</summary>
    public double this[int row] => this.numbers is null ? this.doubles![row] : FixedPoint.Decode(this.numbers[row], this.Scale);

    /// <summary>Some values, in the given order.</summary>
    public ColumnValues Select(ReadOnlySpan<int> rows)
        => this.numbers is null ? new ColumnValues(Select(this.doubles!, rows)) : new ColumnValues(Select(this.numbers, rows), this.Scale);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator()
    {
        for (int row = 0; row < this.Count; row++)
            yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => this.GetEnumerator();

    private static T[] Select<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var selected = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            selected[i] = values[rows[i]];
        return selected;
    }
}
