using Nabla.Data;

namespace Nabla.Csv;

/// <summary>The fields of a record to read, and their parsers.</summary>
/// <param name="Names">The names of all fields.</param>
/// <param name="Columns">The fields that are read.</param>
/// <param name="Remarks">Remarks on columns that are omitted or not read as their values suggest.</param>
internal sealed record CsvLayout(IReadOnlyList<string> Names, IReadOnlyList<(int Field, FieldParser Parser)> Columns, IReadOnlyList<string> Remarks)
{
    /// <summary>Creates the layout for the columns of a sample that the options do not exclude.</summary>
    /// <exception cref="InvalidDataException">An option names a column that does not exist, or columns have too many different texts.</exception>
    public static CsvLayout Of(CsvSample sample, CsvOptions options, MissingTexts missing, string file)
    {
        CheckNames(sample, options, file);
        var remarks = new List<string>();
        IReadOnlyList<(int, ColumnEncoder)> columns = ColumnChoices.Infer(file, sample.Names, sample.Columns, options, missing, remarks);
        if (sample.Twice is [var twice, ..])
            remarks.Add($"more than one column is named '{Excerpt.Of(twice)}': the second is named '{Excerpt.Of(twice)}_2'");
        return Of(sample.Names, columns, remarks);
    }

    /// <summary>Creates the layout for the columns of a schema, in any order; without a header, they are in the order of the schema.</summary>
    /// <exception cref="InvalidDataException">A column is missing.</exception>
    public static CsvLayout Of(TableSchema schema, IReadOnlyList<string> names, CsvOptions options, MissingTexts missing, string file)
        => Of(names, ColumnChoices.Of(file, names, schema, options, missing), []);

    private static CsvLayout Of(IReadOnlyList<string> names, IReadOnlyList<(int Position, ColumnEncoder Encoder)> columns, IReadOnlyList<string> remarks)
        => new(names, [.. columns.Select(column => (column.Position, new FieldParser(column.Encoder)))], remarks);

    /// <summary>
    /// If all columns are texts, it is ambiguous whether the first line has names; this is an error if a required name is not among them.
    /// </summary>
    private static void CheckNames(CsvSample sample, CsvOptions options, string file)
    {
        if (options.HasHeader is not null || !sample.HasHeader || !sample.IsAllText)
            return;
        string[] needed = [.. options.Needed, .. options.Ignored, .. options.Numeric, .. options.Categorical, .. options.Hashed];
        if (needed.FirstOrDefault(name => !sample.Names.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw CsvProblems.In(
                file,
                new CsvProblem($"{ColumnChoices.NoColumn(file, unknown, sample.Names).Message[(file.Length + 2)..]}, as the first line says; if it has no names, columns are named column_1, column_2 …", TableRemedy.NoHeader));
    }
}
