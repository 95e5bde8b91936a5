using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Csv;

/// <summary>
/// Reads the rows of a file into blocks of doubles: all processors parse lines up to the first quote, and one thread reads the text after it. The
/// order of rows, the codes of levels, and the problems of bad rows do not depend on this.
/// </summary>
internal sealed class RecordBlocks : ITableSource, IDisposable
{
    private readonly CsvRecords records;
    private readonly CsvLayout layout;
    private readonly BadRows bad;
    private readonly CsvOptions options;
    private readonly (int Field, FieldParser Parser)[] columns;
    private readonly int[] levelColumns;
    private readonly RowParser parser;
    private readonly Func<RowParser> apart;
    private readonly double[] values;
    private readonly ProgressReport progress;
    private readonly List<long> lines = [];
    private readonly List<string[]> kept = [];
    private PlainLines? plain;
    private bool isOpen;

    /// <param name="source">The source of the text.</param>
    /// <param name="records">The records, of which at most the header has been read.</param>
    /// <param name="layout">The fields to read, and their parsers.</param>
    /// <param name="bad">Receives problems.</param>
    /// <param name="options">The format of the text.</param>
    /// <param name="keptFields">The fields whose texts are kept.</param>
    /// <param name="keep">Returns their texts, on any thread.</param>
    public RecordBlocks(CsvSource source, CsvRecords records, CsvLayout layout, BadRows bad, CsvOptions options, int[] keptFields, KeptText keep)
    {
        (this.records, this.layout, this.bad, this.options) = (records, layout, bad, options);
        this.columns = [.. layout.Columns];
        this.levelColumns = [.. Enumerable.Range(0, this.columns.Length).Where(i => this.columns[i].Parser.FindsLevels)];
        this.parser = new RowParser(this.columns, keptFields, keep, apart: false);
        this.apart = () => new RowParser(this.columns, keptFields, keep, apart: true);
        this.values = new double[this.columns.Length];
        this.progress = new ProgressReport(source, options);
    }

    public IReadOnlyList<ColumnSchema> Columns => [.. this.columns.Select(column => column.Parser.Schema)];

    public IReadOnlyList<string>? MissingTexts => this.options.Missing;

    /// <summary>The number of rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The lines on which the rows of the last block begin.</summary>
    public IReadOnlyList<long> Lines => this.lines;

    /// <summary>The kept texts of the rows of the last block.</summary>
    public IReadOnlyList<string[]> Kept => this.kept;

    /// <summary>Fills a block with rows.</summary>
    /// <returns>The number of rows; fewer than the rows of the block only at the end of the file.</returns>
    /// <exception cref="InvalidDataException">A row cannot be read, and bad rows are not skipped.</exception>
    public int Read(MatrixView<double> block)
    {
        this.Open();
        this.lines.Clear();
        this.kept.Clear();
        int count = 0;
        while (count < block.Rows && this.TryNext(out ParsedRow row))
        {
            if (!this.TryTake(row, block.Row(count)))
                continue;
            this.lines.Add(row.Line);
            this.kept.Add(row.Kept ?? []);
            count++;
        }

        this.Rows += count;
        this.progress.Consider(this.Rows, ended: count < block.Rows);
        return count;
    }

    public void Dispose() => this.plain?.Dispose();

    private void Open()
    {
        if (this.isOpen)
            return;
        this.isOpen = true;
        if (this.records.TakeRest() is { } rest)
            this.plain = new PlainLines(rest.Text, rest.Lines, () => new LinePiece(this.apart(), (byte)this.records.FieldSeparator));
    }

    private bool TryNext(out ParsedRow row)
    {
        while (this.plain is not null)
        {
            if (!this.plain.TryNext(out row))
            {
                if (this.plain.Rest is not { } rest)
                    return false;
                this.records.GoOn(rest, this.plain.Lines);
                this.plain = null;
            }
            else if (this.records.Accepts(row.Line, row.Fields))
            {
                return true;
            }
        }

        row = default;
        if (!this.records.Read())
            return false;
        row = this.parser.Parse(new ReaderRecord(this.records.Fields), this.records.Line, this.values, 0);
        return true;
    }

    private bool TryTake(ParsedRow row, Span<double> numbers)
    {
        row.Values.AsSpan(row.Start, row.Read).CopyTo(numbers);
        for (int i = 0; i < row.Levels?.Length && this.levelColumns[i] < row.Read; i++)
        {
            // In the order of the rows, so that levels are numbered by first appearance.
            int column = this.levelColumns[i];
            if (row.Levels[i] is { } level && this.columns[column].Parser.Number(level, out numbers[column]) is { } tooMany)
                return this.Refuse(row, column, level, tooMany);
        }

        if (row.Problem is { } problem)
            return this.Refuse(row, row.Read, row.Text!, problem);
        return row.NotKept is null ? true : throw row.NotKept;
    }

    private bool Refuse(ParsedRow row, int column, string text, FieldProblem problem)
    {
        this.bad.Add(row.Line, this.layout.Names[this.columns[column].Field], text, problem);
        return false;
    }
}
