using System.Data.Common;

namespace Nabla.Data;

/// <summary>The rows of a database's answer, from any provider of ADO.NET.</summary>
public static class DbRows
{
    private const string Source = "the query";

    /// <summary>
    /// The rows that a reader has still to read. Kinds are those of its types; a text is a category, a date, or yes and no, as the first
    /// rows show. DBNull is a missing value. The reader is not closed.
    /// </summary>
    /// <param name="reader">An open reader, before its first row.</param>
    /// <param name="options">The options for columns.</param>
    /// <exception cref="InvalidDataException">Two columns have one name, or a type is not a number, text, boolean or date.</exception>
    public static CellRows Open(DbDataReader reader, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        HashSet<string> ignored = new(options?.Ignored ?? [], StringComparer.Ordinal);
        return CellRows.Open(Source, Columns(reader), Next(reader, name => !ignored.Contains(name)), options);
    }

    /// <summary>The rows that a reader has still to read, of the columns that a schema names, as a model has it.</summary>
    /// <param name="reader">An open reader, before its first row. It is not closed.</param>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">Missing texts and formats of dates.</param>
    /// <param name="keep">Columns whose texts are kept for each row of a block.</param>
    /// <exception cref="InvalidDataException">A column is not there.</exception>
    public static CellRows Open(DbDataReader reader, TableSchema schema, TableOptions? options = null, IReadOnlyList<string>? keep = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(schema);
        return CellRows.Open(Source, Columns(reader), Next(reader, name => schema.IndexOf(name) >= 0 || keep?.Contains(name, StringComparer.Ordinal) == true), schema, options, keep);
    }

    private static SourceColumn[] Columns(DbDataReader reader)
    {
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => new SourceColumn(reader.GetName(i), Kind(reader.GetFieldType(i)), WhenEmpty(reader.GetFieldType(i))))];

        // SQLite has types for values, not for columns: what it says of long, double and text may not be so of the next row.
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
