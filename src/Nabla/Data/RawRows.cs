using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Rows of raw values: those of a matrix, or of a data set in any storage.</summary>
internal readonly ref struct RawRows
{
    private readonly ReadOnlyMatrixView<double> matrix;
    private readonly FeatureRows? others;

    private RawRows(ReadOnlyMatrixView<double> matrix)
    {
        this.matrix = matrix;
        (this.Rows, this.Columns) = (matrix.Rows, matrix.Columns);
    }

    private RawRows(FeatureRows rows) => (this.others, this.Rows, this.Columns, this.BufferLength) = (rows, rows.Rows, rows.Columns, rows.BufferLength);

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <inheritdoc cref="FeatureRows.BufferLength"/>
    public int BufferLength { get; }

    public static implicit operator RawRows(ReadOnlyMatrixView<double> matrix) => new(matrix);

    public static implicit operator RawRows(Matrix<double> matrix) => new(matrix);

    public static implicit operator RawRows(FeatureRows rows) => rows.Stored is { } matrix ? new(matrix) : new(rows);

    /// <inheritdoc cref="FeatureRows.Row(int, Span{double})"/>
    public ReadOnlySpan<double> Row(int row, Span<double> buffer) => this.others is null ? this.matrix.Row(row) : this.others.Row(row, buffer);
}
