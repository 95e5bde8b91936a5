using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Which fields of a record are read, and how.</summary>
/// <param name="Names">The names of all fields.</param>
/// <param name="Columns">The fields that are read.</param>
internal sealed record CsvLayout(IReadOnlyList<string> Names, IReadOnlyList<(int Field, FieldParser Parser)> Columns)
{
    /// <summary>The columns that a sample shows and the options do not leave out.</summary>
    /// <exception cref="InvalidDataException">An option names a column that is not there, or columns hold too many different texts.</exception>
    public static CsvLayout Of(CsvSample sample, CsvOptions options, MissingTexts missing, string file)
        => Of(sample.Names, ColumnChoices.Infer(file, sample.Names, sample.Columns, options, missing));

    /// <summary>The columns that a schema names, wherever they stand; without a header they stand in its order.</summary>
    /// <exception cref="InvalidDataException">A column is not there.</exception>
    public static CsvLayout Of(TableSchema schema, IReadOnlyList<string> names, CsvOptions options, MissingTexts missing, string file)
        => Of(names, ColumnChoices.Of(file, names, schema, options, missing));

    private static CsvLayout Of(IReadOnlyList<string> names, IReadOnlyList<(int Position, ColumnEncoder Encoder)> columns)
        => new(names, [.. columns.Select(column => (column.Position, new FieldParser(column.Encoder)))]);
}
