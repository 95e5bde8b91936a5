using System.Data.Common;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>Named columns of equal length: numbers, texts, booleans, dates, with missing values. Immutable.</summary>
public sealed partial class Table
{
    private readonly TableColumn[] columns;

    /// <summary>Creates a table of columns.</summary>
    /// <exception cref="ArgumentException">There is no column, two have the same name, or their lengths differ.</exception>
    public Table(params IEnumerable<TableColumn> columns)
        : this(columns, missingTexts: null)
    {
    }

    /// <summary>Creates a table of columns from a file with some texts for missing values.</summary>
    /// <inheritdoc cref="Table(IEnumerable{TableColumn})"/>
    public Table(IEnumerable<TableColumn> columns, ValueList<string>? missingTexts)
    {
        ArgumentNullException.ThrowIfNull(columns);
        this.columns = [.. columns];
        this.Schema = new TableSchema([.. this.columns.Select(column => column.Schema)], missingTexts);
        this.Rows = this.columns[0].Rows;
        if (Array.Find(this.columns, column => column.Rows != this.Rows) is { } other)
            throw new ArgumentException($"column '{Excerpt.Of(other.Name)}' has {other.Rows} rows, column '{Excerpt.Of(this.columns[0].Name)}' has {this.Rows}", nameof(columns));
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<TableColumn> Columns => this.columns;

    /// <summary>The schema of the columns.</summary>
    public TableSchema Schema { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The column with a name.</summary>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public TableColumn this[string name] => this.columns[this.IndexOf(name)];

    /// <summary>Reads all rows of a source.</summary>
    /// <param name="source">The source, read from its current position to the end.</param>
    /// <param name="expectedRows">The number of rows, if known: no memory is then needed besides the columns.</param>
    /// <exception cref="InvalidDataException">A row cannot be read.</exception>
    public static Table From(ITableSource source, int expectedRows = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedRows);
        return TableBuilder.Read(source, expectedRows);
    }

    /// <summary>Reads all result rows of a database query, with any ADO.NET provider; DBNull is a missing value.</summary>
    /// <inheritdoc cref="DbRows.Open(DbDataReader, TableOptions?)"/>
    public static Table From(DbDataReader reader, TableOptions? options = null) => From(DbRows.Open(reader, options));

    /// <summary>Creates a table from rows of a type with the attribute <see cref="NablaRowAttribute">[NablaRow]</see>.</summary>
    /// <exception cref="InvalidDataException">A number is infinite, or a category has too many different texts.</exception>
    public static Table From<TRow>(IEnumerable<TRow> rows)
        where TRow : INablaRow<TRow>
        => TRow.Columns.ToTable(rows);

    /// <summary>Some columns, in the given order.</summary>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public Table Select(params IEnumerable<string> names) => this.Of(names.Select(name => this[name]));

    /// <summary>All columns except some.</summary>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public Table Without(params IEnumerable<string> names)
    {
        HashSet<int> left = [.. names.Select(this.IndexOf)];
        return this.Of(this.columns.Where((_, i) => !left.Contains(i)));
    }

    /// <summary>The table with a column replaced by another of the same name.</summary>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public Table With(TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        TableColumn[] changed = [.. this.columns];
        changed[this.IndexOf(column.Name)] = column;
        return this.Of(changed);
    }

    /// <summary>Some rows, in the given order; a row may be repeated.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public Table SelectRows(ReadOnlySpan<int> rows)
    {
        var selected = new List<TableColumn>(this.columns.Length);
        foreach (TableColumn column in this.columns)
            selected.Add(column.SelectRows(rows));
        return this.Of(selected);
    }

    /// <summary>The rows without missing values in some columns.</summary>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public Table WithoutMissing(params IEnumerable<string> names)
    {
        TableColumn[] gaps = [.. names.Select(name => this[name]).Where(column => column.Missing > 0)];
        return gaps.Length == 0 ? this : this.SelectRows([.. Enumerable.Range(0, this.Rows).Where(row => !Array.Exists(gaps, column => double.IsNaN(column.Stored[row])))]);
    }

    private Table Of(IEnumerable<TableColumn> changed) => new(changed, this.Schema.MissingTexts);

    private int IndexOf(string name)
    {
        int index = this.Schema.IndexOf(name);
        return index >= 0 ? index : throw new InvalidDataException($"there is no column '{Excerpt.Of(name)}': there are {Excerpt.Of(this.Schema.Names)}");
    }
}
