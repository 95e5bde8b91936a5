using CsvHelper;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Csv;

/// <summary>Reads the rows of a file into blocks of doubles.</summary>
internal sealed class RecordBlocks(CsvSource source, CsvRecords records, CsvLayout layout, BadRows bad, CsvOptions options) : ITableSource
{
    private readonly (int Field, FieldParser Parser)[] columns = [.. layout.Columns];
    private readonly ProgressReport progress = new(source, options);
    private long rows;

    public IReadOnlyList<ColumnSchema> Columns => [.. this.columns.Select(column => column.Parser.Schema)];

    public IReadOnlyList<string>? MissingTexts => options.Missing;

    /// <summary>The number of rows so far.</summary>
    public long Rows => this.rows;

    /// <summary>Told of each row that was read, while its fields can be looked at, with its position in the block.</summary>
    public Action<int, CsvRecords>? RowRead { get; init; }

    /// <summary>Fills a block with rows.</summary>
    /// <returns>How many there are; fewer than the block has room for only at the end of the file.</returns>
    /// <exception cref="InvalidDataException">A row cannot be read, and such are not left out.</exception>
    public int Read(MatrixView<double> block)
    {
        int count = 0;
        while (count < block.Rows && records.Read())
        {
            if (!this.TryParse(block.Row(count)))
                continue;
            this.RowRead?.Invoke(count, records);
            count++;
        }

        this.rows += count;
        this.progress.Consider(this.rows, ended: count < block.Rows);
        return count;
    }

    private bool TryParse(Span<double> values)
    {
        CsvReader fields = records.Fields;
        for (int i = 0; i < this.columns.Length; i++)
        {
            (int field, FieldParser parser) = this.columns[i];
            if (parser.Parse(fields, field, out values[i]) is { } problem)
            {
                bad.Add(records.Line, layout.Names[field], fields.GetString(field), problem);
                return false;
            }
        }

        return true;
    }
}
