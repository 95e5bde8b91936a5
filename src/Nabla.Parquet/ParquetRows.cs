using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Parquet;

/// <summary>
/// The rows of a Parquet file in blocks. Memory use is that of the selected columns of one row group, regardless of the file size. Columns that are
/// left out are not read. Not thread-safe.
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
    /// <exception cref="InvalidDataException">The file is not a Parquet file, or a column has lists or other values that a table cannot hold.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static ParquetRows Open(string path, TableOptions? options = null) => new(ParquetChunks.Open(path), chunks => Rows(chunks, options));

    /// <summary>Opens a seekable stream, which is not closed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The name in messages.</param>
    /// <param name="options">The options for columns.</param>
    /// <exception cref="InvalidDataException">The stream is not a Parquet file, or a column has lists or other values that a table cannot hold.</exception>
    public static ParquetRows Open(Stream stream, string name, TableOptions? options = null) => new(ParquetChunks.Open(stream, name), chunks => Rows(chunks, options));

    /// <summary>Opens a file to read the columns of a schema, such as a model's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">Texts for missing values and date formats.</param>
    /// <param name="keep">Columns whose texts are kept for each row of a block, to write them with predictions.</param>
    /// <exception cref="InvalidDataException">The file is not a Parquet file, or a column is missing or does not match the schema.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static ParquetRows Open(string path, TableSchema schema, TableOptions? options = null, IReadOnlyList<string>? keep = null)
        => new(ParquetChunks.Open(path), chunks =>
        {
            HashSet<string> wanted = new([.. schema.Names, .. keep ?? []], StringComparer.Ordinal);
            return CellRows.Open(chunks.Name, chunks.Columns, chunks.Rows(wanted.Contains), schema, options, keep);
        });

    /// <inheritdoc/>
    public int Read(MatrixView<double> block) => this.rows.Read(block);

    /// <summary>The texts of the kept columns for a row of the last block, in the given order.</summary>
    public IReadOnlyList<string> Kept(int row) => this.rows.Kept(row);

    /// <summary>Closes the file.</summary>
    public void Dispose() => this.chunks.Dispose();

    private static CellRows Rows(ParquetChunks chunks, TableOptions? options)
    {
        HashSet<string> ignored = new(options?.Ignored ?? [], StringComparer.Ordinal);
        return CellRows.Open(chunks.Name, chunks.Columns, chunks.Rows(name => !ignored.Contains(name)), options);
    }
}
