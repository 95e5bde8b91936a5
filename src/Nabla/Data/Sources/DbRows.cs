using System.Data.Common;

namespace Nabla.Data;

/// <summary>Reads the result rows of a database query, with any ADO.NET provider.</summary>
public static class DbRows
{
    private const string Source = "the query";

    /// <summary>
    /// Opens the remaining rows of a reader. The types of the reader give the kinds; a text is a category, a date, or yes and no, detected from the
    /// first rows. DBNull is a missing value. The reader is not closed.
    /// </summary>
    /// <param name="reader">An open reader, before its first row.</param>
    /// <param name="options">The options for columns.</param>
    /// <exception cref="InvalidDataException">Two columns have the same name, or a type is not a number, text, boolean or date.</exception>
    public static CellRows Open(DbDataReader reader, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        HashSet<string> ignored = new(options?.Ignored ?? [], StringComparer.Ordinal);
        return CellRows.Open(Source, Columns(reader), Next(reader, name => !ignored.Contains(name)), options);
    }

    /// <summary>Opens the remaining rows of a reader, with the columns of a schema, such as a model's.</summary>
    /// <param name="reader">An open reader, before its first row. It is not closed.</param>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">Missing texts and date formats.</param>
    /// <param name="keep">Columns whose texts are kept for each row of a block.</param>
    /// <exception cref="InvalidDataException">A column is missing.</exception>
    public static CellRows Open(DbDataReader reader, TableSchema schema, TableOptions? options = null, IReadOnlyList<string>? keep = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(schema);
        return CellRows.Open(Source, Columns(reader), Next(reader, name => schema.IndexOf(name) >= 0 || keep?.Contains(name, StringComparer.Ordinal) == true), schema, options, keep);
    }

    private static SourceColumn[] Columns(DbDataReader reader)
    {
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => new SourceColumn(reader.GetName(i), Kind(reader.GetFieldType(i)), WhenEmpty(reader.GetFieldType(i))))];

        // SQLite has types of values, not of columns: a reported long, double or text may be different in the next row.
        static ColumnKind? Kind(Type type) => type switch
        {
            _ when type == typeof(short) || type == typeof(int) || type == typeof(float) || type == typeof(decimal) || type == typeof(TimeSpan) => ColumnKind.Number,
            _ when type == typeof(bool) => ColumnKind.Boolean,
            _ when type == typeof(DateTime) || type == typeof(DateOnly) || type == typeof(DateTimeOffset) || type == typeof(TimeOnly) => ColumnKind.Date,
            _ => null,
        };

        static ColumnKind WhenEmpty(Type type) => type == typeof(string) ? ColumnKind.Category : ColumnKind.Number;
    }

    private static NextRow Next(DbDataReader reader, Predicate<string> isWanted)
    {
        int[] wanted = [.. Enumerable.Range(0, reader.FieldCount).Where(i => isWanted(reader.GetName(i)))];
        long rows = 0;
        return row =>
        {
            if (!reader.Read())
                return false;
            foreach (int i in wanted)
                row[i] = Value(reader, i, rows);
            rows++;
            return true;
        };
    }

    private static Cell Value(DbDataReader reader, int column, long row)
    {
        try
        {
            return reader.IsDBNull(column) ? default : Cell.From(reader.GetValue(column));
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or OverflowException)
        {
            throw new InvalidDataException(
                $"{Source}: row {row}, column '{Excerpt.Of(reader.GetName(column))}' of type {reader.GetDataTypeName(column)}: the value is not a number, text, boolean or date that .NET can hold: leave the column out, or cast it", e);
        }
    }
}
