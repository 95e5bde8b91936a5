using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Rows of named columns from anywhere (a CSV or Parquet file, a database, Arrow, records), in blocks from the first row to the last.
/// <see cref="Table.From(ITableSource, int)"/> makes a table of them; a model predicts them block by block. For rows of your own,
/// <see cref="CellRows"/> is all that is needed.
/// </summary>
public interface ITableSource
{
    /// <summary>
    /// Names, kinds and levels of the columns. A category whose levels are found while reading gets further levels with each block; no
    /// level changes its place.
    /// </summary>
    IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>The texts that mean a missing value, if the reader was given some; otherwise null.</summary>
    IReadOnlyList<string>? MissingTexts => null;

    /// <summary>Reads the next rows.</summary>
    /// <param name="block">Room for rows; each becomes a double for each of <see cref="Columns"/>, as its schema encodes it [rows × columns].</param>
    /// <returns>How many rows there are; fewer than the block has room for only at the end, where it is 0 in the end.</returns>
    /// <exception cref="InvalidDataException">A row cannot be read.</exception>
    int Read(MatrixView<double> block);
}
