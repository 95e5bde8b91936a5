using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Rows of typed values from any source that is read once, row by row: a database, Arrow record batches, a data frame, records. It needs memory for
/// one block, independent of the number of rows. Not thread-safe.
/// </summary>
public sealed class CellRows : ITableSource
{
    private readonly RowEncoder encoder;
    private readonly NextRow next;
    private readonly Cell[] row;
    private readonly int[] keptPositions;
    private readonly List<string[]> kept = [];
    private readonly CancellationToken cancellation;
    private int inBlock;

    private CellRows(string name, IReadOnlyList<SourceColumn> columns, NextRow next, TableOptions options, TableSchema? schema, IReadOnlyList<string> keep)
    {
        this.next = next;
        this.row = new Cell[columns.Count];
        this.cancellation = options.Cancellation;
        this.encoder = new RowEncoder(name, columns, options, schema);
        this.keptPositions = [.. keep.Select(column => this.encoder.Names.ToList().IndexOf(column) is >= 0 and var found ? found : throw ColumnChoices.NoColumn(name, column, this.encoder.Names))];
        while (this.encoder.IsLooking && this.Next())
            this.encoder.Look(this.row);
        this.encoder.Begin();
    }

    /// <inheritdoc/>
    public IReadOnlyList<ColumnSchema> Columns => this.encoder.Schemas;

    /// <inheritdoc/>
    public IReadOnlyList<string>? MissingTexts => this.encoder.MissingTexts;

    /// <summary>Opens rows; column kinds that are not given are detected from the first rows.</summary>
    /// <param name="name">The name of the source for messages.</param>
    /// <param name="columns">The columns of the source.</param>
    /// <param name="next">Reads the next row.</param>
    /// <param name="options">The options for columns; by default all columns are read, and only the empty text is a missing value.</param>
    /// <exception cref="InvalidDataException">There is no column, two have the same name, or a text column has too many different texts.</exception>
    public static CellRows Open(string name, IReadOnlyList<SourceColumn> columns, NextRow next, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(next);
        return new(name, columns, next, options ?? new TableOptions(), null, []);
    }

    /// <summary>Opens rows with the columns of a schema, such as a model's, in any order.</summary>
    /// <param name="name">The name of the source for messages.</param>
    /// <param name="columns">The columns of the source; the schema determines their kinds.</param>
    /// <param name="next">Reads the next row.</param>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">Missing texts and date formats; default: those of the schema, or the default ones.</param>
    /// <param name="keep">Columns whose texts are kept for each row of a block, to be written next to the predictions.</param>
    /// <exception cref="InvalidDataException">A column is missing, or two have the same name.</exception>
    public static CellRows Open(
        string name, IReadOnlyList<SourceColumn> columns, NextRow next, TableSchema schema, TableOptions? options = null, IReadOnlyList<string>? keep = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(schema);
        return new(name, columns, next, options ?? new TableOptions(), schema, keep ?? []);
    }

    /// <inheritdoc/>
    public int Read(MatrixView<double> block)
    {
        if (block.Columns != this.encoder.Count || block.Rows == 0)
            throw new ArgumentException($"a block of {block.Rows} × {block.Columns} for rows of {this.encoder.Count} values", nameof(block));
        this.cancellation.ThrowIfCancellationRequested();
        this.inBlock = 0;
        for (; this.inBlock < block.Rows; this.inBlock++)
        {
            ReadOnlySpan<Cell> cells = this.encoder.TryTakeWaiting(out Cell[]? waiting) ? waiting : this.Next() ? this.row : default;
            if (cells.IsEmpty)
                break;
            this.encoder.Encode(cells, block.Row(this.inBlock));
            this.Keep(cells);
        }

        return this.inBlock;
    }

    /// <summary>The texts of the kept columns in a row of the last block, in the order of the arguments.</summary>
    public IReadOnlyList<string> Kept(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, this.inBlock);
        return this.keptPositions.Length == 0 ? [] : this.kept[row];
    }

    private bool Next()
    {
        this.row.AsSpan().Clear();
        return this.next(this.row);
    }

    private void Keep(ReadOnlySpan<Cell> cells)
    {
        if (this.keptPositions.Length == 0)
            return;
        if (this.inBlock == this.kept.Count)
            this.kept.Add(new string[this.keptPositions.Length]);
        for (int i = 0; i < this.keptPositions.Length; i++)
            this.kept[this.inBlock][i] = cells[this.keptPositions[i]].Text;
    }
}
