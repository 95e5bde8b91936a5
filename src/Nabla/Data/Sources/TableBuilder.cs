using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Builds a table row by row. Kinds that are not given are detected from the first rows, as for a file.</summary>
/// <example><c>var builder = new TableBuilder(["age", "city"]); builder.Add(31, "Paris"); Table table = builder.ToTable();</c></example>
public sealed class TableBuilder
{
    private const string Source = "the table";

    private readonly RowEncoder encoder;
    private readonly int given;
    private ColumnBuilder[]? columns;
    private double[] values = [];

    /// <summary>Creates a builder without rows.</summary>
    /// <param name="columns">The columns of the rows.</param>
    /// <param name="options">The options for columns; by default all columns are read, and only the empty text is a missing value.</param>
    /// <exception cref="InvalidDataException">Two columns have the same name.</exception>
    public TableBuilder(IReadOnlyList<SourceColumn> columns, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        this.given = columns.Count;
        this.encoder = new RowEncoder(Source, columns, options ?? new TableOptions(), null);
    }

    /// <summary>Creates a builder without rows; the kinds are detected from the rows.</summary>
    /// <inheritdoc cref="TableBuilder(IReadOnlyList{SourceColumn}, TableOptions?)"/>
    public TableBuilder(params IReadOnlyList<string> columns)
        : this([.. columns.Select(name => new SourceColumn(name))])
    {
    }

    /// <summary>The number of rows so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Appends a row.</summary>
    /// <param name="row">A value for each column: a number, text, boolean or date; null, NaN and the empty text are missing values.</param>
    /// <exception cref="ArgumentException">The numbers of values and columns differ.</exception>
    /// <exception cref="InvalidDataException">A value is not of its column's kind.</exception>
    public void Add(params ReadOnlySpan<Cell> row)
    {
        if (row.Length != this.given)
            throw new ArgumentException($"row {this.Rows} has {row.Length} values, the table {this.given} columns", nameof(row));
        if (this.encoder.IsLooking)
            this.encoder.Look(row);
        else
            this.Append(row);
        this.Rows = checked(this.Rows + 1);
    }

    /// <summary>Appends a row of boxed values, for languages without implicit conversions.</summary>
    /// <exception cref="ArgumentException">The numbers of values and columns differ, or a value is not a number, text, boolean or date.</exception>
    /// <exception cref="InvalidDataException">A value is not of its column's kind.</exception>
    public void AddValues(IEnumerable<object?> row) => this.Add([.. row.Select(Cell.From)]);

    /// <summary>Returns the table; the builder cannot be used afterwards.</summary>
    /// <exception cref="InvalidDataException">A value is not of its column's kind, or a column has too many different texts.</exception>
    public Table ToTable()
    {
        this.encoder.Begin();
        this.AppendWaiting();
        return Of(this.encoder.Schemas, this.columns!, this.encoder.MissingTexts);
    }

    /// <summary>Reads all rows of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="expected">The expected number of rows; if it is right, no memory is needed besides the columns.</param>
    internal static Table Read(ITableSource source, int expected)
    {
        int width = source.Columns.Count;
        ColumnBuilder[] builders = [.. Enumerable.Range(0, width).Select(_ => new ColumnBuilder(expected))];

        // The block stays in the second-level cache until it is copied into builders.
        const int BlockSize = 1 << 15;
        var block = new Matrix<double>(Math.Max(1, BlockSize / width), width);
        int rows = 0;
        for (int count = block.Rows; count == block.Rows; rows = checked(rows + count))
        {
            count = source.Read(block);
            for (int i = 0; i < builders.Length; i++)
                builders[i].Add(block.Data.AsSpan(0, count * width), i, width);
        }

        return Of(source.Columns, builders, source.MissingTexts);
    }

    private static Table Of(IReadOnlyList<ColumnSchema> schemas, ColumnBuilder[] columns, IReadOnlyList<string>? missingTexts)
        => new(schemas.Select((schema, i) => new TableColumn(schema, columns[i].ToValues())), missingTexts is null ? null : [.. missingTexts]);

    private void Append(ReadOnlySpan<Cell> row)
    {
        this.AppendWaiting();
        this.AppendEncoded(row);
    }

    private void AppendWaiting()
    {
        this.columns ??= [.. Enumerable.Range(0, this.encoder.Count).Select(_ => new ColumnBuilder(0))];
        while (this.encoder.TryTakeWaiting(out Cell[]? waiting))
            this.AppendEncoded(waiting);
    }

    private void AppendEncoded(ReadOnlySpan<Cell> row)
    {
        if (this.values.Length == 0)
            this.values = new double[this.columns!.Length];
        this.encoder.Encode(row, this.values);
        for (int i = 0; i < this.values.Length; i++)
            this.columns![i].Add(this.values[i]);
    }
}
