using System.Numerics.Tensors;
using System.Text.Json.Serialization;

namespace Nabla.Numerics;

/// <summary>A row-major matrix that owns its numbers. By convention, rows are examples and columns are features.</summary>
/// <typeparam name="T">The number type.</typeparam>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed class Matrix<T>
    where T : unmanaged
{
    /// <summary>Creates a matrix of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the matrix is too large for one array.</exception>
    public Matrix(int rows, int columns)
        : this(new T[Length(rows, columns)], rows, columns)
    {
    }

    /// <summary>Creates a matrix over a row-major array, which is not copied.</summary>
    /// <exception cref="ArgumentException">The array does not have exactly rows × columns numbers.</exception>
    public Matrix(T[] data, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Length != Length(rows, columns))
            throw new ArgumentException($"{data.Length} numbers do not make {rows} × {columns}", nameof(data));
        this.Data = data;
        this.Rows = rows;
        this.Columns = columns;
    }

    /// <summary>The numbers in row-major order.</summary>
    public T[] Data { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number at a row and a column.</summary>
    public ref T this[int row, int column] => ref this.Row(row)[column];

    /// <summary>The whole matrix as a view.</summary>
    public static implicit operator MatrixView<T>(Matrix<T> matrix) => matrix.View;

    /// <summary>The whole matrix as a read-only view.</summary>
    public static implicit operator ReadOnlyMatrixView<T>(Matrix<T> matrix) => matrix.View;

    /// <summary>The whole matrix as a view.</summary>
    public MatrixView<T> View => new(this.Data, this.Rows, this.Columns);

    /// <summary>The whole matrix as a two-dimensional span of System.Numerics.Tensors, over the same numbers.</summary>
    public TensorSpan<T> TensorSpan => new(this.Data, [this.Rows, this.Columns], [this.Columns, 1]);

    /// <summary>Copies rows given as sequences, for languages without collection expressions.</summary>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static Matrix<T> FromRows(IEnumerable<IEnumerable<T>> rows) => From([.. rows.Select(row => row.ToArray())]);

    /// <summary>Copies a two-dimensional array.</summary>
    public static Matrix<T> From(T[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var matrix = new Matrix<T>(values.GetLength(0), values.GetLength(1));
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int column = 0; column < matrix.Columns; column++)
                matrix[row, column] = values[row, column];
        }

        return matrix;
    }

    /// <summary>Copies an array of rows.</summary>
    /// <exception cref="ArgumentException">The lengths of the rows differ.</exception>
    public static Matrix<T> From(params ReadOnlySpan<T[]> rows)
    {
        var matrix = new Matrix<T>(rows.Length, rows.Length == 0 ? 0 : rows[0].Length);
        for (int row = 0; row < rows.Length; row++)
        {
            if (rows[row].Length != matrix.Columns)
                throw new ArgumentException($"row {row} has {rows[row].Length} values, row 0 has {matrix.Columns}", nameof(rows));
            rows[row].CopyTo(matrix.Row(row));
        }

        return matrix;
    }

    /// <summary>Copies a two-dimensional tensor.</summary>
    /// <exception cref="ArgumentException">The tensor does not have two dimensions.</exception>
    public static Matrix<T> From(ReadOnlyTensorSpan<T> tensor)
    {
        if (tensor.Rank != 2)
            throw new ArgumentException($"a tensor of {tensor.Rank} dimensions is not a matrix: expected 2", nameof(tensor));
        var matrix = new Matrix<T>(checked((int)tensor.Lengths[0]), checked((int)tensor.Lengths[1]));
        tensor.FlattenTo(matrix.Data);
        return matrix;
    }

    /// <summary>One row.</summary>
    public Span<T> Row(int row)
    {
        if ((uint)row >= (uint)this.Rows)
            throw new ArgumentOutOfRangeException(nameof(row), $"row {row} of a matrix of {this.Rows} rows");
        return this.Data.AsSpan(row * this.Columns, this.Columns);
    }

    /// <summary>A matrix of the given rows, in the given order; a row may occur more than once.</summary>
    public Matrix<T> SelectRows(ReadOnlySpan<int> rows)
    {
        var selected = new Matrix<T>(rows.Length, this.Columns);
        for (int i = 0; i < rows.Length; i++)
            this.Row(rows[i]).CopyTo(selected.Row(i));
        return selected;
    }

    private static int Length(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        long length = (long)rows * columns;
        if (length > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(rows), $"{rows} × {columns} numbers are more than one array holds ({Array.MaxLength})");
        return (int)length;
    }
}
