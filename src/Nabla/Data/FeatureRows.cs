using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// The encoded rows of a data set, in a matrix or in a memory-mapped packed file. Training, scores and hashes process rows one after the other, so a
/// table may be larger than memory.
/// </summary>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
internal abstract class FeatureRows(int rows, int columns)
{
    /// <summary>The number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>The number of columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>Whether the rows are in a matrix; otherwise <see cref="Matrix"/> copies all of them into memory.</summary>
    public abstract bool IsInMemory { get; }

    /// <summary>All rows as a matrix, the same object at each call.</summary>
    /// <exception cref="InvalidDataException">The rows do not fit into memory.</exception>
    public abstract Matrix<double> Matrix { get; }

    /// <summary>A row, without a copy. Safe for concurrent reads.</summary>
    public abstract ReadOnlySpan<double> Row(int row);

    /// <summary>Some rows, in the given order.</summary>
    public abstract FeatureRows Select(ReadOnlySpan<int> rows);
}

/// <summary>Rows in memory.</summary>
internal sealed class MatrixRows(Matrix<double> matrix) : FeatureRows(matrix.Rows, matrix.Columns)
{
    public override bool IsInMemory => true;

    public override Matrix<double> Matrix => matrix;

    public override ReadOnlySpan<double> Row(int row) => matrix.Row(row);

    public override FeatureRows Select(ReadOnlySpan<int> rows) => new MatrixRows(matrix.SelectRows(rows));
}
