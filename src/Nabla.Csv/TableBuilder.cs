using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Csv;

/// <summary>Fills the next rows of a file into a block.</summary>
/// <returns>How many there are; fewer than the block has room for only at the end.</returns>
internal delegate int ReadRows(MatrixView<double> block);

/// <summary>Puts rows into columns.</summary>
/// <param name="columns">The number of columns.</param>
/// <param name="expected">The number of rows expected: if it is right, the columns are all the memory that is taken.</param>
internal sealed class TableBuilder(int columns, int expected)
{
    /// <summary>Doubles in a block of rows: they stay in the second-level cache until they are put into columns.</summary>
    private const int BlockSize = 1 << 15;

    private readonly ColumnBuilder[] builders = [.. Enumerable.Range(0, columns).Select(_ => new ColumnBuilder(expected))];

    /// <summary>The number of rows so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Takes all rows.</summary>
    public void ReadAll(ReadRows read)
    {
        var block = new Matrix<double>(Math.Max(1, BlockSize / columns), columns);
        for (int count = block.Rows; count == block.Rows; this.Rows = checked(this.Rows + count))
        {
            count = read(block);
            for (int i = 0; i < this.builders.Length; i++)
                this.builders[i].Add(block.Data.AsSpan(0, count * columns), i, columns);
        }
    }

    /// <summary>The table; the builder is of no use afterwards.</summary>
    public Table ToTable(IEnumerable<ColumnSchema> schemas, ValueList<string>? missingTexts)
        => new(schemas.Select((schema, i) => new TableColumn(schema, this.builders[i].ToArray())), missingTexts);
}
