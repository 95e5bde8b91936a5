using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Rows of named columns from any source (a CSV or Parquet file, a database, Arrow, records), in blocks from the first row to the last.
/// <see cref="Table.From(ITableSource, int)"/> reads them into a table; a model predicts them block by block. For custom rows, <see cref="CellRows"/>
/// is sufficient.
/// </summary>
public interface ITableSource
{
    /// <summary>
    /// Names, kinds and levels of the columns. If the levels of a category are collected while reading, blocks may add levels; the codes of existing
    /// levels do not change.
    /// </summary>
    IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>The texts for missing values, if they were given to the reader; otherwise null.</summary>
    IReadOnlyList<string>? MissingTexts => null;

    /// <summary>Reads the next rows.</summary>
    /// <param name="block">Receives rows, each with an encoded double for each of <see cref="Columns"/> [rows × columns].</param>
    /// <returns>The number of rows read; fewer than the rows of the block only at the end of the source, and finally 0.</returns>
    /// <exception cref="InvalidDataException">A row cannot be read.</exception>
    int Read(MatrixView<double> block);
}
