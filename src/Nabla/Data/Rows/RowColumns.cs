namespace Nabla.Data;

/// <summary>A type whose objects are rows. The implementation is generated for <see cref="NablaRowAttribute"/>.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface INablaRow<TSelf>
    where TSelf : INablaRow<TSelf>
{
    /// <summary>The columns of a row.</summary>
    static abstract RowColumns<TSelf> Columns { get; }
}

/// <summary>A column of typed rows.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind of the values.</param>
/// <param name="Value">Returns the value of a row.</param>
/// <param name="IsTarget">Whether the column is a target.</param>
public sealed record RowColumn<TRow>(string Name, ColumnKind Kind, Func<TRow, Cell> Value, bool IsTarget = false);

/// <summary>The mapping from rows of a type to columns.</summary>
public sealed class RowColumns<TRow>
{
    /// <summary>Creates a mapping with some columns.</summary>
    /// <exception cref="ArgumentException">There is no column, or two have the same name.</exception>
    public RowColumns(IReadOnlyList<RowColumn<TRow>> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException($"{typeof(TRow).Name} has 0 columns: expected at least one", nameof(columns));
        var names = new LevelIndex();
        foreach (RowColumn<TRow> column in columns)
        {
            if (names.Find(column.Name) >= 0)
                throw new ArgumentException($"{typeof(TRow).Name} has two columns named '{Excerpt.Of(column.Name)}'", nameof(columns));
            names.Add(column.Name);
        }

        this.All = columns;
        this.TargetNames = [.. columns.Where(column => column.IsTarget).Select(column => column.Name)];
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<RowColumn<TRow>> All { get; }

    /// <summary>The names of the target columns.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>Finds a column by name; null if there is none.</summary>
    public RowColumn<TRow>? Find(string name) => this.All.FirstOrDefault(column => column.Name == name);

    /// <summary>Creates a table of rows; null, NaN and the empty text are missing values.</summary>
    /// <exception cref="InvalidDataException">A number is infinite, or a category has too many different texts.</exception>
    public Table ToTable(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using IEnumerator<TRow> row = rows.GetEnumerator();
        bool Next(Span<Cell> cells)
        {
            if (!row.MoveNext())
                return false;
            for (int i = 0; i < cells.Length; i++)
                cells[i] = this.All[i].Value(row.Current);
            return true;
        }

        CellRows cells = CellRows.Open($"the rows of {typeof(TRow).Name}", [.. this.All.Select(column => new SourceColumn(column.Name, column.Kind))], Next);
        return Table.From(cells, rows.TryGetNonEnumeratedCount(out int count) ? count : 0);
    }
}
