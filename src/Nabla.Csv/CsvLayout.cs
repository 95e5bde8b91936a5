using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Which fields of a record are read, and how.</summary>
/// <param name="Names">The names of all fields.</param>
/// <param name="Columns">The fields that are read.</param>
/// <param name="Remarks">What is read otherwise than it looks, or left out.</param>
internal sealed record CsvLayout(IReadOnlyList<string> Names, IReadOnlyList<(int Field, FieldParser Parser)> Columns, IReadOnlyList<string> Remarks)
{
    /// <summary>The columns that a sample shows and the options do not leave out.</summary>
    /// <exception cref="InvalidDataException">An option names a column that is not there, or columns hold too many different texts.</exception>
    public static CsvLayout Of(CsvSample sample, CsvOptions options, MissingTexts missing, string file)
    {
        var overrides = new Overrides(options);
        overrides.Check(sample, options, file);
        HashSet<string>? only = options.Only is null ? null : [.. options.Only, .. options.Needed];
        var remarks = new List<string>();
        var columns = new List<(int, FieldParser)>();
        var tooMany = new List<string>();
        for (int i = 0; i < sample.Names.Count; i++)
        {
            string name = sample.Names[i];
            Override told = overrides[name];
            if (told == Override.Ignored || only?.Contains(name) == false)
                continue;
            FieldParser parser = Parser(name, told, sample.Columns[i], options, missing);
            if (told == Override.None && sample.Columns[i].Remark(name) is { } remark)
                remarks.Add(remark);
            if (parser is LevelParser && told == Override.None && sample.Columns[i].TooManyLevels is { } count)
            {
                if (options.Needed.Contains(name, StringComparer.Ordinal))
                    throw new InvalidDataException($"{file}: column '{Excerpt.Of(name)}' has too many different texts to be learnt ({count}): say that it is categorical if they are classes all the same");
                tooMany.Add($"'{Excerpt.Of(name)}' ({count})");
                continue;
            }

            columns.Add((i, parser));
        }

        if (tooMany.Count > 0)
            remarks.Add($"left out {(tooMany.Count == 1 ? "column" : "columns")} {string.Join(", ", tooMany)}: nothing can be learnt from a different text in nearly every row; --hash or --categorical keeps such a column");
        if (columns.Count == 0)
            throw new InvalidDataException($"{file}: all columns are {(tooMany.Count > 0 ? $"left out: {string.Join(", ", tooMany)} have too many different texts for a category" : "ignored")}");
        if (sample.Twice.Where(name => only?.Contains(name) != false).ToList() is { Count: > 0 } twice)
            remarks.Add($"more than one column is named {Excerpt.Of(twice)}: the second is named {Excerpt.Of(twice[0])}_2");
        return new CsvLayout(sample.Names, columns, remarks);
    }

    /// <summary>The columns that a schema names, wherever they stand; without a header they stand in its order.</summary>
    /// <exception cref="InvalidDataException">A column is not there.</exception>
    public static CsvLayout Of(TableSchema schema, IReadOnlyList<string> names, CsvOptions options, MissingTexts missing, string file)
    {
        var fields = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
            fields.Add(names[i], i);
        var columns = new List<(int, FieldParser)>();
        foreach (ColumnSchema column in schema.Columns)
        {
            if (!fields.TryGetValue(column.Name, out int field))
                throw Header.NoColumn(column.Name, names, file);
            columns.Add((field, column.Kind == ColumnKind.Number
                ? new NumberParser(options.DecimalComma || options.DecimalPoint ? Told(column, options) : column, missing)
                : new KnownParser(column, missing, DateFormats(options), column.Levels.Count > 0 && options.KnownOnly.Contains(column.Name, StringComparer.Ordinal))));
        }

        return new CsvLayout(names, columns, []);
    }

    /// <summary>The column with decimals as the options say, whatever they were in training.</summary>
    private static ColumnSchema Told(ColumnSchema column, CsvOptions options)
        => ColumnSchema.Number(column.Name, NumberNotation.Of(column.Notation) with
        {
            Decimal = options.DecimalComma ? ',' : '.',
            Thousands = options.DecimalComma ? '.' : ',',
        });

    /// <summary>The formats of dates; null for the usual ones.</summary>
    /// <exception cref="ArgumentException">A format has days but no year: dates would be of the year in which they are read.</exception>
    public static string[]? DateFormats(CsvOptions options)
    {
        // Of the formats of one letter only M is without a year.
        if (options.DateFormats.FirstOrDefault(format => format is "M" or "m" || (format.Length > 1 && format.IndexOfAny(['M', 'd']) >= 0 && !format.Contains('y', StringComparison.Ordinal))) is { } yearless)
            throw new ArgumentException($"the format of dates '{yearless}' has no year");
        return options.DateFormats.Count == 0 ? null : [.. options.DateFormats];
    }

    private static FieldParser Parser(string name, Override told, ColumnSample column, CsvOptions options, MissingTexts missing)
    {
        const string Advice = ", as most of its values are: say that it is missing, or that the column is categorical";
        return (told, told == Override.None ? column.Kind : ColumnKind.Number) switch
        {
            (Override.Hashed, _) => new KnownParser(ColumnSchema.Hashed(name, options.HashBuckets), missing, null),
            (Override.Categorical, _) or (_, ColumnKind.Category) => new LevelParser(name, missing),
            (_, ColumnKind.Boolean) => new KnownParser(ColumnSchema.Boolean(name, column.Words.No, column.Words.Yes), missing, null),
            (_, ColumnKind.Date) => new KnownParser(ColumnSchema.Date(name, options.DateFormats.Count > 0 ? [.. options.DateFormats] : column.Dates), missing, null),
            _ => new NumberParser(ColumnSchema.Number(name, column.Numbers), missing, told == Override.None && column.IsMixed ? Advice : string.Empty),
        };
    }
}
