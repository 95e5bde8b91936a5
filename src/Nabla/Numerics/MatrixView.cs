using System.Diagnostics;

namespace Nabla.Numerics;

/// <summary>A row-major view of a matrix in a buffer that it does not own.</summary>
/// <typeparam name="T">The number type.</typeparam>
public readonly ref struct MatrixView<T>
    where T : unmanaged
{
    /// <summary>Creates a view of <paramref name="rows"/> × <paramref name="columns"/> contiguous numbers.</summary>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    public MatrixView(Span<T> data, int rows, int columns)
        : this(data, rows, columns, columns)
    {
    }

    /// <summary>Creates a view whose rows start <paramref name="stride"/> numbers apart.</summary>
    /// <exception cref="ArgumentException">The buffer is too short, or the stride is less than a row.</exception>
    public MatrixView(Span<T> data, int rows, int columns, int stride)
    {
        this.Data = data[..MatrixShape.Length(data.Length, rows, columns, stride)];
        this.Rows = rows;
        this.Columns = columns;
        this.Stride = stride;
    }

    /// <summary>The buffer from the first number to the last.</summary>
    public Span<T> Data { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The distance between the starts of two rows, in numbers.</summary>
    public int Stride { get; }

    /// <summary>The number at a row and a column.</summary>
    public ref T this[int row, int column]
    {
        get
        {
            Debug.Assert((uint)row < (uint)this.Rows && (uint)column < (uint)this.Columns, "inside the matrix");
            return ref this.Data[(row * this.Stride) + column];
        }
    }

    /// <summary>The view as a read-only view.</summary>
    public static implicit operator ReadOnlyMatrixView<T>(MatrixView<T> view)
        => new(view.Data, view.Rows, view.Columns, view.Stride);

    /// <summary>One row.</summary>
    public Span<T> Row(int row) => this.Data.Slice(row * this.Stride, this.Columns);

    /// <summary>A range of <paramref name="count"/> rows, starting at <paramref name="start"/>.</summary>
    public MatrixView<T> RowRange(int start, int count)
        => new(count == 0 ? [] : this.Data[(start * this.Stride)..], count, this.Columns, this.Stride);

    /// <summary>Copies all numbers to a view of the same shape.</summary>
    public void CopyTo(MatrixView<T> target) => ((ReadOnlyMatrixView<T>)this).CopyTo(target);
}
