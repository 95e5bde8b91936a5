using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Rows of a packed table, encoded by another schema.</summary>
internal sealed class RecodedRows(PackedTable table, TableSchema schema) : ITableSource
{
    private int next;

    public IReadOnlyList<ColumnSchema> Columns => schema.Columns;

    public IReadOnlyList<string>? MissingTexts => schema.MissingTexts;

    public int Read(MatrixView<double> block)
    {
        int count = Math.Min(block.Rows, table.Rows - this.next);
        if (count == 0)
            return 0;
        var rows = new Table(schema.Names.Select(name => table.Column(name, this.next, count)));
        schema.Encode(rows).View.CopyTo(block.RowRange(0, count));
        this.next += count;
        return count;
    }
}
