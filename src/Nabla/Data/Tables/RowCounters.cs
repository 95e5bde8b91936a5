namespace Nabla.Data;

/// <summary>Detects numeric columns that only count or identify rows, such as <c>RowNumber</c>, <c>Id</c> or <c>instant</c>.</summary>
internal static class RowCounters
{
    /// <summary>The minimum number of rows for detection.</summary>
    internal const int LeastRows = 10;
    private const string Unnamed = "column_1";

    // Names in lower case, without characters other than letters and digits.
    private static readonly HashSet<string> Names = new(
        [
            "id", "ids", "idnumber", "index", "idx", "row", "rows", "rowid", "rownumber", "rownum", "rowno", "rownr", "rowindex", "rownames", "no", "nr",
            "num", "number", "sno", "srno", "slno", "serial", "serialno", "serialnumber", "instant", "record", "recordid", "recordno", "recordnumber",
            "obs", "obsno", "observation", "case", "casenum", "caseno", "sampleno", "samplenumber", "unnamed0", "uid", "guid", "key", "pk", "lfdnr",
        ],
        StringComparer.Ordinal);

    /// <summary>Whether a column only counts rows: by its name, and a different integer in every row.</summary>
    public static bool IsOne(TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Schema.Kind == ColumnKind.Number && (MustCount(column.Name) || IsNamed(column.Name)) && IsOne(column.Name, column.Values);
    }

    /// <summary>The names of a table's columns to omit because they only count rows; empty if no other column would remain.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kept">The names of columns in options, which are kept.</param>
    public static string[] In(Table table, IReadOnlySet<string> kept)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(kept);
        TableColumn[] others = [.. table.Columns.Where(column => !kept.Contains(column.Name))];
        string[] counters = [.. others.Where(IsOne).Select(column => column.Name)];
        return counters.Length < others.Length ? counters : [];
    }

    /// <summary>Whether a named column of numbers only counts rows.</summary>
    internal static bool IsOne(string name, ReadOnlySpan<double> values)
    {
        if (values.Length < LeastRows)
            return false;
        foreach (double value in values)
        {
            if (!double.IsInteger(value))
                return false;
        }

        return MustCount(name) ? Counts(values) : IsNamed(name) && new HashSet<double>(values.ToArray()).Count == values.Length;
    }

    /// <summary>Whether a column with this name is a counter only if it counts from 0 or 1.</summary>
    internal static bool MustCount(string name) => name == Unnamed;

    /// <summary>Whether a name is typical of row numbers or identifiers.</summary>
    internal static bool IsNamed(string name)
    {
        string plain = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return Names.Contains(plain) || NamesSomething(name);
    }

    /// <summary>Whether a name means an identifier: PassengerId, customer_id, LOAN ID; but not humid.</summary>
    internal static bool NamesSomething(string name)
    {
        if (string.Equals(name, "id", StringComparison.OrdinalIgnoreCase))
            return true;
        int before = name.Length - 3;
        return before >= 0 && name.EndsWith("id", StringComparison.OrdinalIgnoreCase)
            && (!char.IsLetterOrDigit(name[before]) || (char.IsLower(name[before]) && char.IsUpper(name[^2])));
    }

    private static bool Counts(ReadOnlySpan<double> values)
    {
        for (int row = 1; row < values.Length; row++)
        {
            if (values[row] != values[row - 1] + 1)
                return false;
        }

        return values[0] is 0 or 1;
    }
}
