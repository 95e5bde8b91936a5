using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Csv;

/// <summary>
/// Reads the rows of a CSV file in blocks; the column kinds are detected from the first rows. It needs memory for one block, independent of the file
/// size. Rows that cannot be read are refused all together at the end. Not thread-safe.
/// </summary>
public sealed class CsvTableRows : ITableSource, IDisposable
{
    private readonly CsvSource source;
    private readonly CsvRecords records;
    private readonly RecordBlocks blocks;
    private readonly BadRows bad;
    private readonly MissingTexts missing;

    internal CsvTableRows(CsvSource source, CsvOptions options, Func<CsvOptions, int>? count = null)
    {
        this.source = source;
        this.missing = CsvFile.MissingOf(options);
        CsvSample sample = CsvSample.Of(source, options, this.missing, options.CheckedDateFormats());
        CsvLayout layout = CsvLayout.Of(sample, options, this.missing, source.Name);
        (this.Separator, this.HasHeader, this.Remarks) = (sample.Separator, sample.HasHeader, layout.Remarks);
        options = options with { Separator = sample.Separator, HasHeader = sample.HasHeader };
        this.Expected = count?.Invoke(options) ?? 0;
        this.bad = new BadRows(source.Name, options.SkipBadRows, all: true);
        this.records = new CsvRecords(source, options, this.bad, tapped: true);
        if (sample.HasHeader)
            this.records.Read();
        this.blocks = new RecordBlocks(source, this.records, layout, this.bad, options, [], (_, _, _, _) => string.Empty);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ColumnSchema> Columns => this.blocks.Columns;

    /// <inheritdoc/>
    public IReadOnlyList<string>? MissingTexts => this.blocks.MissingTexts;

    /// <summary>The separator between fields.</summary>
    public char Separator { get; }

    /// <summary>Whether the first line has the names of the columns.</summary>
    public bool HasHeader { get; }

    /// <summary>
    /// Remarks, a sentence each: columns that are not read as their values suggest, and columns omitted because nothing can be learned from them.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The rows that could not be read so far.</summary>
    public SkippedRows Skipped => this.bad.Skipped;

    /// <summary>The maximum number of rows, if they were counted.</summary>
    internal int Expected { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read as a table; the message has the reason and the line.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static CsvTableRows Open(string path, CsvOptions? options = null)
    {
        CsvSource file = CsvSource.OfFile(path);
        try
        {
            return new CsvTableRows(file, options ?? new CsvOptions());
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">Rows cannot be read and are not skipped, or all rows are bad.</exception>
    public int Read(MatrixView<double> block)
    {
        int count = this.blocks.Read(block);
        if (count == block.Rows)
            return count;
        this.bad.Refuse(this.missing.Met);
        return this.blocks.Rows == 0 ? throw new InvalidDataException($"{this.source.Name}: no row can be read: {this.bad.Skipped.First[0]}") : count;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        this.blocks.Dispose();
        this.records.Dispose();
        this.source.Dispose();
    }
}
