using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Csv;

/// <summary>
/// Reads the rows of a file in blocks, with a known schema, such as a model's. It needs memory for one block, independent of the file size. Columns
/// outside the schema are ignored. Not thread-safe.
/// </summary>
public sealed class CsvRows : ITableSource, IDisposable
{
    private readonly CsvSource source;
    private readonly CsvRecords records;
    private readonly RecordBlocks blocks;
    private readonly BadRows bad;
    private readonly int[] keptFields;
    private readonly bool[] categories;
    private readonly long[] unknown;
    private readonly MissingTexts missing;

    private CsvRows(CsvSource source, TableSchema schema, CsvOptions options, IReadOnlyList<string> keep, bool all)
    {
        this.source = source;
        this.Schema = schema;
        this.bad = new BadRows(source.Name, options.SkipBadRows, all);
        this.missing = new MissingTexts(options.Missing ?? schema.MissingTexts ?? CsvOptions.DefaultMissing, CsvRecords.Numbers(options.DecimalComma));
        bool positional = schema.Names.All(name => Header.PositionIn(name) >= 0);
        this.HasHeader = options.HasHeader ?? (!positional || CsvSample.Of(source, options, this.missing, options.CheckedDateFormats()).HasHeader);
        this.records = new CsvRecords(source, options, this.bad, tapped: true);
        this.Names = this.HasHeader ? this.ReadHeader([.. schema.Names, .. keep]) : positional ? this.Positions([.. schema.Names, .. keep]) : schema.Names;
        CsvLayout layout = CsvLayout.Of(schema, this.Names, options, this.missing, source.Name);
        this.keptFields = [.. keep.Select(this.FieldOf)];
        if (!this.HasHeader && !positional)
            this.records.Expect(schema.Columns.Count, "the schema has");
        this.blocks = new RecordBlocks(source, this.records, layout, this.bad, options, this.keptFields, this.Text);
        this.categories = [.. schema.Columns.Select(column => column.Kind == ColumnKind.Category)];
        this.unknown = new long[schema.Columns.Count];
    }

    /// <summary>The schema of the columns.</summary>
    public TableSchema Schema { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ColumnSchema> Columns => this.Schema.Columns;

    /// <inheritdoc/>
    public IReadOnlyList<string>? MissingTexts => this.Schema.MissingTexts;

    /// <summary>The names of all columns of the file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether the first line has the names of the columns.</summary>
    public bool HasHeader { get; }

    /// <summary>The separator between fields.</summary>
    public char Separator => this.records.Separator;

    /// <summary>The rows that could not be read so far.</summary>
    public SkippedRows Skipped => this.bad.Skipped;

    /// <summary>The number of rows so far with a text that is not a level, for each column of the schema.</summary>
    public IReadOnlyList<long> Unknown => this.unknown;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">The options for reading. By default there is a header, unless the schema is of a file without one; columns are then
    /// found by position. The schema determines the kinds.</param>
    /// <param name="keep">Columns whose texts are kept for each row of a block, to be written next to the predictions.</param>
    /// <exception cref="InvalidDataException">A column is missing, or the file cannot be read as a table.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static CsvRows Open(string path, TableSchema schema, CsvOptions? options = null, IReadOnlyList<string>? keep = null)
        => Open(CsvSource.OfFile(path), schema, options, keep);

    /// <summary>Opens a stream, such as standard input; it is not closed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The name for messages.</param>
    /// <inheritdoc cref="Open(string, TableSchema, CsvOptions?, IReadOnlyList{string}?)" path="/*[not(self::param)]"/>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">The options for reading. By default there is a header, unless the schema is of a file without one; columns are then
    /// found by position. The schema determines the kinds.</param>
    /// <param name="keep">Columns whose texts are kept for each row of a block, to be written next to the predictions.</param>
    public static CsvRows Open(Stream stream, string name, TableSchema schema, CsvOptions? options = null, IReadOnlyList<string>? keep = null)
        => Open(CsvSource.OfStream(stream, name), schema, options, keep);

    /// <summary>Reads the next rows.</summary>
    /// <param name="block">Receives rows, each with a value for each column of the schema [rows × columns].</param>
    /// <returns>The number of rows read; fewer than the rows of the block only at the end of the file, and finally 0.</returns>
    /// <exception cref="ArgumentException">The number of columns of the block is wrong.</exception>
    /// <exception cref="InvalidDataException">A row cannot be read, and bad rows are not skipped.</exception>
    public int Read(MatrixView<double> block)
    {
        if (block.Columns != this.Schema.Columns.Count || block.Rows == 0)
            throw new ArgumentException($"a block of {block.Rows} × {block.Columns} for rows of {this.Schema.Columns.Count} values", nameof(block));
        int count = this.blocks.Read(block);
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<double> values = block.Row(row);
            for (int i = 0; i < values.Length; i++)
                this.unknown[i] += values[i] == -1 && this.categories[i] ? 1 : 0;
        }

        return count;
    }

    /// <summary>The line of the file on which a row of the last block begins, from 1.</summary>
    public long Line(int row) => this.blocks.Lines[row];

    /// <summary>The texts of the kept columns in a row of the last block, as in the file, in the order of the arguments.</summary>
    public IReadOnlyList<string> Kept(int row) => row < this.blocks.Kept.Count ? this.blocks.Kept[row] : throw new ArgumentOutOfRangeException(nameof(row));

    /// <summary>Refuses the file if rows could not be read, with all problems.</summary>
    internal void Refuse() => this.bad.Refuse(this.missing.Met);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        this.blocks.Dispose();
        this.records.Dispose();
        this.source.Dispose();
    }

    /// <summary>Opens a source and takes ownership of it.</summary>
    internal static CsvRows Open(CsvSource source, TableSchema schema, CsvOptions? options, IReadOnlyList<string>? keep, bool all = false)
    {
        ArgumentNullException.ThrowIfNull(schema);
        try
        {
            return new CsvRows(source, schema, options ?? new CsvOptions(), keep ?? [], all);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private string[] ReadHeader(IEnumerable<string> used)
    {
        if (!this.records.Read())
            throw new InvalidDataException($"{this.source.Name}: there is no line with names");
        return Header.NamesOf(this.records, this.source.Name, used);
    }

    /// <summary>The names of columns without a header, up to the last one in use.</summary>
    private string[] Positions(IEnumerable<string> looked)
    {
        int count = looked.Max(Header.PositionIn) + 1;
        this.records.ExpectAtLeast(count);
        return [.. Enumerable.Range(0, count).Select(Header.Positional)];
    }

    private int FieldOf(string name)
    {
        int field = this.Names.ToList().IndexOf(name);
        return field >= 0 ? field : throw ColumnChoices.NoColumn(this.source.Name, name, this.Names);
    }

    // The text next to a prediction must be exactly the text that was read.
    private string Text(ReadOnlySpan<byte> bytes, long line, int field, FieldText decoder) => decoder.TryDecode(bytes, out ReadOnlySpan<char> text)
        ? text.ToString()
        : throw CsvProblems.In(
            this.source.Name,
            new CsvProblem($"line {line}, column '{Excerpt.Of(this.Names[field])}': '{Excerpt.Of(FieldText.Shown(bytes))}' {FieldProblem.NotUtf8.Sentence}", TableRemedy.Encoding, "windows-1252"));
}
