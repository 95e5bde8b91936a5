using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// The columns of a table in a schema, as rows. They are copied into rows on first use. A selection made before that is copied separately, so that a
/// table that is only split is not copied twice.
/// </summary>
internal sealed class TableRows : FeatureRows
{
    private readonly Lazy<FeatureRows> rows;
    private ColumnValues[]? columns; // until they are copied into rows; then they may be garbage collected

    /// <exception cref="InvalidDataException">A column is missing, or has a value that is not of the schema's kind.</exception>
    public TableRows(TableSchema schema, Table table)
        : base(table.Rows, schema.Columns.Count)
    {
        this.columns = [.. schema.Columns.Select(column => table[column.Name].EncodeAs(column))];
        this.rows = new Lazy<FeatureRows>(() =>
        {
            FeatureRows copy = CompactRows.Of(this.columns!, [], this.Rows);
            this.columns = null;
            return copy;
        });
    }

    public override bool IsInMemory => true;

    public override Matrix<double> Matrix => this.rows.Value.Matrix;

    public override Matrix<double>? Stored => this.rows.Value.Stored;

    public override ReadOnlySpan<double> Row(int row, Span<double> buffer, int first, int end) => this.rows.Value.Row(row, buffer, first, end);

    public override int BufferLength => this.rows.Value.BufferLength;

    public override FeatureRows Select(ReadOnlySpan<int> rows)
        => this.columns is { } all ? CompactRows.Of(all, rows, rows.Length) : this.rows.Value.Select(rows);
}
