using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// The encoded rows of a data set, in a matrix, in fewer bytes, or in a memory-mapped packed file. Training, scores and hashes process rows one after
/// the other, so a table may be larger than memory.
/// </summary>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
internal abstract class FeatureRows(int rows, int columns)
{
    /// <summary>The number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>The number of columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>Whether all rows are in memory, not in a file.</summary>
    public abstract bool IsInMemory { get; }

    /// <summary>All rows as a matrix, the same object at each call; rows that are stored otherwise are copied at the first call.</summary>
    /// <exception cref="InvalidDataException">The rows do not fit into memory.</exception>
    public abstract Matrix<double> Matrix { get; }

    /// <summary>The matrix that the rows are stored in; null if they are stored otherwise.</summary>
    public virtual Matrix<double>? Stored => null;

    /// <summary>A row: where it is stored, or decoded into the buffer. Safe for concurrent reads with a buffer each.</summary>
    /// <param name="row">The row.</param>
    /// <param name="buffer">A buffer of <see cref="BufferLength"/>.</param>
    public ReadOnlySpan<double> Row(int row, Span<double> buffer) => this.Row(row, buffer, 0, this.Columns);

    /// <summary>A row of which only the columns from <paramref name="first"/> up to, but not including, <paramref name="end"/> are used: others are not decoded.</summary>
    /// <inheritdoc cref="Row(int, Span{double})"/>
    public abstract ReadOnlySpan<double> Row(int row, Span<double> buffer, int first, int end);

    /// <summary>The length of a buffer for a row; 0 if none is needed.</summary>
    public virtual int BufferLength => 0;

    /// <summary>Some rows, in the given order.</summary>
    public abstract FeatureRows Select(ReadOnlySpan<int> rows);
}

/// <summary>Rows in a matrix.</summary>
internal sealed class MatrixRows(Matrix<double> matrix) : FeatureRows(matrix.Rows, matrix.Columns)
{
    public override bool IsInMemory => true;

    public override Matrix<double> Matrix => matrix;

    public override Matrix<double>? Stored => matrix;

    public override ReadOnlySpan<double> Row(int row, Span<double> buffer, int first, int end) => matrix.Row(row);

    public override FeatureRows Select(ReadOnlySpan<int> rows) => new MatrixRows(matrix.SelectRows(rows));
}
