using System.Diagnostics;

namespace Nabla.Numerics;

/// <summary>A read-only row-major view of a matrix in a buffer that it does not own.</summary>
/// <typeparam name="T">The number type.</typeparam>
public readonly ref struct ReadOnlyMatrixView<T>
    where T : unmanaged
{
    /// <summary>Creates a view of <paramref name="rows"/> × <paramref name="columns"/> contiguous numbers.</summary>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    public ReadOnlyMatrixView(ReadOnlySpan<T> data, int rows, int columns)
        : this(data, rows, columns, columns)
    {
    }

    /// <summary>Creates a view whose rows start <paramref name="stride"/> numbers apart.</summary>
    /// <exception cref="ArgumentException">The buffer is too short, or the stride is less than a row.</exception>
    public ReadOnlyMatrixView(ReadOnlySpan<T> data, int rows, int columns, int stride)
    {
        this.Data = data[..MatrixShape.Length(data.Length, rows, columns, stride)];
        this.Rows = rows;
        this.Columns = columns;
        this.Stride = stride;
    }

    /// <summary>The buffer from the first number to the last.</summary>
    public ReadOnlySpan<T> Data { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The distance between the starts of two rows, in numbers.</summary>
    public int Stride { get; }

    /// <summary>The number at a row and a column.</summary>
    public ref readonly T this[int row, int column]
    {
        get
        {
            Debug.Assert((uint)row < (uint)this.Rows && (uint)column < (uint)this.Columns, "inside the matrix");
            return ref this.Data[(row * this.Stride) + column];
        }
    }

    /// <summary>One row.</summary>
    public ReadOnlySpan<T> Row(int row) => this.Data.Slice(row * this.Stride, this.Columns);

    /// <summary>A range of <paramref name="count"/> rows, starting at <paramref name="start"/>.</summary>
    public ReadOnlyMatrixView<T> RowRange(int start, int count)
        => new(count == 0 ? [] : this.Data[(start * this.Stride)..], count, this.Columns, this.Stride);

    /// <summary>Copies all numbers to a view of the same shape.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void CopyTo(MatrixView<T> target)
    {
        if (target.Rows != this.Rows || target.Columns != this.Columns)
            throw new ArgumentException($"the target is {target.Rows} × {target.Columns}, expected {this.Rows} × {this.Columns}", nameof(target));
        for (int row = 0; row < this.Rows; row++)
            this.Row(row).CopyTo(target.Row(row));
    }
}

/// <summary>The shared validation of both views.</summary>
internal static class MatrixShape
{
    /// <summary>The length from the first to the last number of a matrix; throws if the buffer is shorter.</summary>
    public static int Length(int available, int rows, int columns, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (stride < columns)
            throw new ArgumentException($"a stride of {stride} is less than the {columns} columns of a row", nameof(stride));
        long length = rows == 0 || columns == 0 ? 0 : ((rows - 1L) * stride) + columns;
        if (length > available)
            throw new ArgumentException($"a buffer of {available} numbers is too short for {rows} × {columns}, which needs {length}", nameof(available));
        return (int)length;
    }
}
