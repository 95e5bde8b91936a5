using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Csv;

/// <summary>
/// The rows of a CSV file in blocks, whose kinds are found from the first of them: the memory is that of a block, however long the file. Rows that
/// cannot be read are refused all together at the end. Not for several threads at once.
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

    /// <summary>Remarks, a sentence each: columns that are read differently from how they look, and columns left out because nothing can be learned from them.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The rows so far that could not be read.</summary>
    public SkippedRows Skipped => this.bad.Skipped;

    /// <summary>How many rows there are at most, if they were counted.</summary>
    internal int Expected { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read as a table; the message says why and on which line.</exception>
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
    /// <exception cref="InvalidDataException">Rows cannot be read, and such are not left out; or no row can.</exception>
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
