using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Parquet;

/// <summary>
/// The rows of a Parquet file in blocks: the memory is that of the read columns of one row group, however long the file. Columns that are
/// left out are not read. Not for several threads at once.
/// </summary>
public sealed class ParquetRows : ITableSource, IDisposable
{
    private readonly ParquetChunks chunks;
    private readonly CellRows rows;

    private ParquetRows(ParquetChunks chunks, Func<ParquetChunks, CellRows> open)
    {
        this.chunks = chunks;
        try
        {
            this.rows = open(chunks);
        }
        catch
        {
            chunks.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ColumnSchema> Columns => this.rows.Columns;

    /// <inheritdoc/>
    public IReadOnlyList<string>? MissingTexts => this.rows.MissingTexts;

    /// <summary>The number of rows of the file.</summary>
    public int RowCount => this.chunks.RowCount;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The options for columns.</param>
    /// <exception cref="InvalidDataException">The file is not a Parquet file, or a column has lists or other values that no table has.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static ParquetRows Open(string path, TableOptions? options = null) => new(ParquetChunks.Open(path), chunks => Rows(chunks, options));

    /// <summary>Opens a stream that can seek; it is not closed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="options">The options for columns.</param>
    /// <exception cref="InvalidDataException">The stream is not a Parquet file, or a column has lists or other values that no table has.</exception>
    public static ParquetRows Open(Stream stream, string name, TableOptions? options = null) => new(ParquetChunks.Open(stream, name), chunks => Rows(chunks, options));

    /// <summary>Opens a file, to read the columns that a schema names, as a model has it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">Missing texts and formats of dates.</param>
    /// <param name="keep">Columns whose texts are kept for each row of a block, to be written beside a prediction.</param>
    /// <exception cref="InvalidDataException">The file is not a Parquet file, or a column is missing or has other values than the schema says.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static ParquetRows Open(string path, TableSchema schema, TableOptions? options = null, IReadOnlyList<string>? keep = null)
        => new(ParquetChunks.Open(path), chunks =>
        {
            HashSet<string> wanted = new([.. schema.Names, .. keep ?? []], StringComparer.Ordinal);
            return CellRows.Open(chunks.Name, chunks.Columns, chunks.Rows(wanted.Contains), schema, options, keep);
        });

    /// <inheritdoc/>
    public int Read(MatrixView<double> block) => this.rows.Read(block);

    /// <summary>The texts of the kept columns of a row of the last block, in the order in which they were named.</summary>
    public IReadOnlyList<string> Kept(int row) => this.rows.Kept(row);

    /// <summary>Closes the file.</summary>
    public void Dispose() => this.chunks.Dispose();

    private static CellRows Rows(ParquetChunks chunks, TableOptions? options)
    {
        HashSet<string> ignored = new(options?.Ignored ?? [], StringComparer.Ordinal);
        return CellRows.Open(chunks.Name, chunks.Columns, chunks.Rows(name => !ignored.Contains(name)), options);
    }
}
