using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Which fields of a record are read, and how.</summary>
/// <param name="Names">The names of all fields.</param>
/// <param name="Columns">The fields that are read.</param>
/// <param name="Remarks">Remarks on columns that are left out or read differently from how they look.</param>
internal sealed record CsvLayout(IReadOnlyList<string> Names, IReadOnlyList<(int Field, FieldParser Parser)> Columns, IReadOnlyList<string> Remarks)
{
    /// <summary>The columns that a sample shows and the options do not leave out.</summary>
    /// <exception cref="InvalidDataException">An option names a column that is not there, or columns hold too many different texts.</exception>
    public static CsvLayout Of(CsvSample sample, CsvOptions options, MissingTexts missing, string file)
    {
        CheckNames(sample, options, file);
        var remarks = new List<string>();
        IReadOnlyList<(int, ColumnEncoder)> columns = ColumnChoices.Infer(file, sample.Names, sample.Columns, options, missing, remarks);
        if (sample.Twice is [var twice, ..])
            remarks.Add($"more than one column is named '{Excerpt.Of(twice)}': the second is named '{Excerpt.Of(twice)}_2'");
        return Of(sample.Names, columns, remarks);
    }

    /// <summary>The columns that a schema names, in any order; without a header they are in its order.</summary>
    /// <exception cref="InvalidDataException">A column is not there.</exception>
    public static CsvLayout Of(TableSchema schema, IReadOnlyList<string> names, CsvOptions options, MissingTexts missing, string file)
        => Of(names, ColumnChoices.Of(file, names, schema, options, missing), []);

    private static CsvLayout Of(IReadOnlyList<string> names, IReadOnlyList<(int Position, ColumnEncoder Encoder)> columns, IReadOnlyList<string> remarks)
        => new(names, [.. columns.Select(column => (column.Position, new FieldParser(column.Encoder)))], remarks);

    /// <summary>A file of texts does not show whether its first line has names: that is asked where a name is not among them.</summary>
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
