using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Csv;

/// <summary>
/// The rows of a file in blocks, by a schema that is known, as a model has it: the memory is that of a block, however long the file.
/// Columns that the schema does not name are not looked at. Not for several threads at once.
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

    /// <summary>The meaning of each value of a row.</summary>
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

    /// <summary>The rows so far that could not be read.</summary>
    public SkippedRows Skipped => this.bad.Skipped;

    /// <summary>For each column of the schema, how many rows so far have a text that is not a level.</summary>
    public IReadOnlyList<long> Unknown => this.unknown;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">
    /// How the file is written. There is a header by default, or unless the schema is of a file without one: then columns are found by
    /// position. Kinds are those of the schema.
    /// </param>
    /// <param name="keep">Columns whose texts are kept for each row of a block, to be written beside a prediction.</param>
    /// <exception cref="InvalidDataException">A column is not there, or the file cannot be read as a table.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static CsvRows Open(string path, TableSchema schema, CsvOptions? options = null, IReadOnlyList<string>? keep = null)
        => Open(CsvSource.OfFile(path), schema, options, keep);

    /// <summary>Opens a stream, such as standard input; it is not closed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">Its name in messages.</param>
    /// <inheritdoc cref="Open(string, TableSchema, CsvOptions?, IReadOnlyList{string}?)" path="/*[not(self::param)]"/>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">
    /// How it is written. There is a header by default, or unless the schema is of a file without one: then columns are found by
    /// position. Kinds are those of the schema.
    /// </param>
    /// <param name="keep">Columns whose texts are kept for each row of a block, to be written beside a prediction.</param>
    public static CsvRows Open(Stream stream, string name, TableSchema schema, CsvOptions? options = null, IReadOnlyList<string>? keep = null)
        => Open(CsvSource.OfStream(stream, name), schema, options, keep);

    /// <summary>Reads the next rows.</summary>
    /// <param name="block">Room for rows; each becomes a value for each column of the schema [rows × columns].</param>
    /// <returns>How many rows there are; fewer than the block has room for only at the end of the file, where it is 0 in the end.</returns>
    /// <exception cref="ArgumentException">The block has another number of columns.</exception>
    /// <exception cref="InvalidDataException">A row cannot be read, and such are not left out.</exception>
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

    /// <summary>The texts of the kept columns of a row of the last block, as in the file, in the order in which they were named.</summary>
    public IReadOnlyList<string> Kept(int row) => row < this.blocks.Kept.Count ? this.blocks.Kept[row] : throw new ArgumentOutOfRangeException(nameof(row));

    /// <summary>Refuses the file if rows could not be read, all of them together.</summary>
    internal void Refuse() => this.bad.Refuse(this.missing.Met);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        this.blocks.Dispose();
        this.records.Dispose();
        this.source.Dispose();
    }

    /// <summary>Opens a source, which it closes.</summary>
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

    /// <summary>The names of columns without a header, up to the last that is looked at.</summary>
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

    // What is written beside a prediction must be what was read.
    private string Text(ReadOnlySpan<byte> bytes, long line, int field, FieldText decoder) => decoder.TryDecode(bytes, out ReadOnlySpan<char> text)
        ? text.ToString()
        : throw CsvProblems.In(
            this.source.Name,
            new CsvProblem($"line {line}, column '{Excerpt.Of(this.Names[field])}': '{Excerpt.Of(FieldText.Shown(bytes))}' {FieldProblem.NotUtf8.Sentence}", TableRemedy.Encoding, "windows-1252"));
}
