using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Adjacent columns of a matrix, each gathered into a separate span: each cache line is read once for all of them.</summary>
/// <param name="rows">The number of rows to gather.</param>
/// <param name="columns">The number of columns of the matrix.</param>
internal sealed class ColumnBlock(int rows, int columns)
{
    /// <summary>The number of doubles in a cache line.</summary>
    public const int Width = 8;

    private readonly double[] values = new double[Math.Min(Width, columns) * rows];

    /// <summary>A column of the block.</summary>
    public Span<double> this[int column] => this.values.AsSpan(column * rows, rows);

    /// <summary>Gathers the columns starting at <paramref name="start"/>, at most <see cref="Width"/> of them.</summary>
    public void Gather(ReadOnlyMatrixView<double> x, ReadOnlySpan<int> selected, int start)
    {
        for (int i = 0; i < selected.Length; i++)
        {
            ReadOnlySpan<double> row = x.Row(selected[i])[start..];
            for (int column = 0; column < Math.Min(Width, row.Length); column++)
                this.values[(column * rows) + i] = row[column];
        }
    }
}
