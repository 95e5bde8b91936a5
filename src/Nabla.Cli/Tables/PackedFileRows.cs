using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Cli.Tables;

/// <summary>The rows of a packed table in the schema of a model, with the texts of kept columns.</summary>
internal sealed class PackedFileRows : ITableSource
{
    private readonly ITableSource rows;
    private readonly ITableSource all;
    private readonly int[] kept;
    private Matrix<double>? block;

    private PackedFileRows(PackedTable table, TableSchema schema, IReadOnlyList<string> keep)
    {
        this.rows = table.ReadRows(schema);
        this.all = table.ReadRows();
        string[] names = [.. table.Columns.Select(column => column.Name)];
        this.kept = [.. keep.Select(name => Array.IndexOf(names, name) is >= 0 and var place ? place : throw new InvalidDataException($"{table.Path}: there is no column '{Excerpt.Of(name)}': there are {Excerpt.Of(names)}"))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ColumnSchema> Columns => this.rows.Columns;

    /// <summary>Opens the rows of a table; disposing them closes the table.</summary>
    public static FileRows Open(PackedTable table, TableSchema schema, IReadOnlyList<string> keep)
    {
        var source = new PackedFileRows(table, schema, keep);
        return new FileRows(source, table) { Kept = source.TextsOf };
    }

    /// <inheritdoc/>
    public int Read(MatrixView<double> block)
    {
        if (this.kept.Length > 0)
        {
            this.block ??= new Matrix<double>(block.Rows, this.all.Columns.Count);
            this.all.Read(this.block.View.RowRange(0, block.Rows));
        }

        return this.rows.Read(block);
    }

    private string[] TextsOf(int row) => [.. this.kept.Select(column => this.all.Columns[column].TextOf(this.block![row, column]) ?? string.Empty)];
}
