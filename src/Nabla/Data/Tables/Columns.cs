namespace Nabla.Data;

/// <summary>Creates tables from a program's data, without reflection.</summary>
public static class Columns
{
    /// <summary>
    /// Creates a table of rows of any type, with a column per accessor: <c>Columns.From(people, ("age", p => p.Age), ("city", p => p.City),
    /// ("member", p => p.IsMember))</c>. Values are numbers, texts, booleans, dates and their nullable forms; null, NaN and the empty text are
    /// missing values.
    /// </summary>
    /// <exception cref="ArgumentException">There is no accessor, or two have the same name.</exception>
    /// <exception cref="InvalidDataException">A column has values of several kinds, or a number is infinite.</exception>
    public static Table From<T>(IEnumerable<T> rows, params ReadOnlySpan<(string Name, Func<T, Cell> Value)> columns)
    {
        T[] all = [.. rows];
        if (Array.FindIndex(all, row => row is null) is >= 0 and var none)
            throw new ArgumentException($"row {none} is null", nameof(rows));
        var made = new List<TableColumn>(columns.Length);
        foreach ((string name, Func<T, Cell> value) in columns)
            made.Add(TableColumn.From(name, all.Select(value)));
        return new Table(made);
    }

    /// <summary>Creates a table of rows with named values, such as parsed JSON objects; the columns are those of the first row.</summary>
    /// <exception cref="ArgumentException">There is no row, or a value is not a number, text, boolean or date.</exception>
    /// <exception cref="InvalidDataException">The names in a row differ from those in the first, or a column has values of several kinds.</exception>
    public static Table FromDictionaries(IEnumerable<IReadOnlyDictionary<string, object?>> rows)
    {
        IReadOnlyDictionary<string, object?>[] all = [.. rows];
        if (all.Length == 0)
            throw new ArgumentException("0 rows have no columns: expected at least one row", nameof(rows));
        if (Array.FindIndex(all, row => row is null) is >= 0 and var none)
            throw new ArgumentException($"row {none} is null: expected names and values", nameof(rows));
        HashSet<string> names = new(all[0].Keys, StringComparer.Ordinal);
        for (int row = 1; row < all.Length; row++)
        {
            if (names.FirstOrDefault(name => !all[row].ContainsKey(name)) is { } missing)
                throw new InvalidDataException($"row {row} has no '{Excerpt.Of(missing)}', but row 0 has");
            if (all[row].Keys.FirstOrDefault(name => !names.Contains(name)) is { } added)
                throw new InvalidDataException($"row {row} has '{Excerpt.Of(added)}', but row 0 has not");
        }

        return new Table(all[0].Keys.Select(name => TableColumn.From(name, all.Select(row => Cell.From(row[name])))));
    }
}
