using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// The encoded rows of a data set, in a matrix or in a packed file that is mapped into memory. Training, scores and
/// hashes look at one row after the other, so that a table larger than memory goes through them.
/// </summary>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
internal abstract class FeatureRows(int rows, int columns)
{
    /// <summary>The number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>The number of columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>Whether they are in a matrix; otherwise <see cref="Matrix"/> copies all of them into memory.</summary>
    public abstract bool IsInMemory { get; }

    /// <summary>All of them as a matrix, one and the same at each call.</summary>
    /// <exception cref="InvalidDataException">They do not fit into memory.</exception>
    public abstract Matrix<double> Matrix { get; }

    /// <summary>A row in place. Any number of threads may read at the same time.</summary>
    public abstract ReadOnlySpan<double> Row(int row);

    /// <summary>The named rows, in the order named.</summary>
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
