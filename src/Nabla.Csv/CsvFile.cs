using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Reads tables from CSV files with any separator, quotes, line ends, byte order mark or gzip compression.</summary>
public static class CsvFile
{
    private const int RowsBetweenReports = 1024;

    /// <summary>
    /// Reads a file. The kinds of its columns are detected from its first rows: numbers, texts, yes and no, dates. The file is read twice, first to
    /// count its rows, so that no memory is needed besides the table.
    /// </summary>
    /// <exception cref="InvalidDataException">The file cannot be read as a table; the message has the reason and the line.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static CsvTable ReadTable(string path, CsvOptions? options = null)
    {
        using CsvSource source = CsvSource.OfFile(path);
        return Read(source, options ?? new CsvOptions());
    }

    /// <summary>Reads a stream, such as standard input; it is not closed. The final memory use is twice that of the table.</summary>
    /// <param name="stream">The stream, read once from its current position to the end.</param>
    /// <param name="name">The name for messages.</param>
    /// <param name="options">The options for reading.</param>
    /// <inheritdoc cref="ReadTable(string, CsvOptions?)" path="/*[not(self::param)]"/>
    public static CsvTable ReadTable(Stream stream, string name, CsvOptions? options = null)
    {
        using CsvSource source = CsvSource.OfStream(stream, name);
        return Read(source, options ?? new CsvOptions());
    }

    /// <summary>Reads the columns of a schema, with their kinds and levels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns; a text that is not a level of its category is encoded as −1.</param>
    /// <param name="options">The options for reading; by default there is a header.</param>
    /// <inheritdoc cref="ReadTable(string, CsvOptions?)" path="/*[not(self::param)]"/>
    public static CsvTable ReadTable(string path, TableSchema schema, CsvOptions? options = null)
    {
        using CsvSource source = CsvSource.OfFile(path);
        options ??= new CsvOptions();
        int expected = source.CanReopen ? CountRows(source, options) : 0;
        using CsvRows rows = CsvRows.Open(source, schema, options, keep: null, all: true);
        return Read(rows, expected);
    }

    /// <summary>Reads the columns of a schema from a stream, which is not closed.</summary>
    /// <param name="stream">The stream, read once from its current position to the end.</param>
    /// <param name="name">The name for messages.</param>
    /// <inheritdoc cref="ReadTable(string, TableSchema, CsvOptions?)" path="/*[not(self::param)]"/>
    /// <param name="schema">The columns; a text that is not a level of its category is encoded as −1.</param>
    /// <param name="options">The options for reading; by default there is a header.</param>
    public static CsvTable ReadTable(Stream stream, string name, TableSchema schema, CsvOptions? options = null)
    {
        using CsvRows rows = CsvRows.Open(CsvSource.OfStream(stream, name), schema, options, keep: null, all: true);
        return Read(rows, expected: 0);
    }

    /// <summary>Reads the column names of a file, from its first rows.</summary>
    /// <inheritdoc cref="ReadTable(string, CsvOptions?)"/>
    public static IReadOnlyList<string> ReadNames(string path, CsvOptions? options = null)
    {
        using CsvSource source = CsvSource.OfFile(path);
        return Names(source, options ?? new CsvOptions());
    }

    /// <summary>Reads the column names of a stream, from its first rows; it is not closed.</summary>
    /// <param name="stream">The stream, read from its current position, not always to the end.</param>
    /// <param name="name">The name for messages.</param>
    /// <param name="options">The options for reading.</param>
    /// <inheritdoc cref="ReadTable(string, CsvOptions?)" path="/*[not(self::param)]"/>
    public static IReadOnlyList<string> ReadNames(Stream stream, string name, CsvOptions? options = null)
    {
        using CsvSource source = CsvSource.OfStream(stream, name);
        return Names(source, options ?? new CsvOptions());
    }

    private static IReadOnlyList<string> Names(CsvSource source, CsvOptions options)
    {
        const int FirstRows = 100;
        MissingTexts missing = MissingOf(options);
        return CsvSample.Of(source, options with { SampleRows = FirstRows }, missing, options.CheckedDateFormats()).Names;
    }

    private static CsvTable Read(CsvRows rows, int expected)
    {
        Table table = Table.From(rows, expected);
        rows.Refuse();
        return new CsvTable(table, rows.Separator, rows.HasHeader, rows.Skipped);
    }

    /// <summary>The texts of missing values.</summary>
    internal static MissingTexts MissingOf(CsvOptions options) => new(options.Missing ?? CsvOptions.DefaultMissing, CsvRecords.Numbers(options.DecimalComma));

    private static CsvTable Read(CsvSource source, CsvOptions options)
    {
        using var rows = new CsvTableRows(source, options, found => source.CanReopen ? CountRows(source, found) : 0);
        return new CsvTable(Table.From(rows, rows.Expected), rows.Separator, rows.HasHeader, rows.Skipped) { Remarks = rows.Remarks };
    }

    /// <summary>The maximum number of rows.</summary>
    private static int CountRows(CsvSource source, CsvOptions options)
    {
        // Rows that cannot be read are refused, or skipped, in the second pass.
        using var records = new CsvRecords(source, options, new BadRows(source.Name, options.SkipBadRows, all: true), again: true);
        var progress = new ProgressReport(source, options) { IsCounting = true };
        int count = options.HasHeader == false ? 0 : -1;
        while (count < Array.MaxLength && records.Read())
        {
            if (++count % RowsBetweenReports == 0)
                progress.Consider(count, ended: false);
        }

        return Math.Max(0, count);
    }
}

/// <summary>A table from a file, with the detected format of the file.</summary>
/// <param name="Table">The table.</param>
/// <param name="Separator">The separator between fields.</param>
/// <param name="HasHeader">Whether the first line has the names of the columns.</param>
/// <param name="Skipped">The rows that could not be read.</param>
public sealed record CsvTable(Table Table, char Separator, bool HasHeader, SkippedRows Skipped)
{
    /// <summary>
    /// Remarks, a sentence each: columns that are not read as their values suggest, and columns omitted because nothing can be learned from them.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
