using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Rows in a packed file, read in place on demand.</summary>
/// <param name="file">The file.</param>
/// <param name="columns">The first columns of the file, which are the features.</param>
/// <param name="selected">The rows of the file; null for all.</param>
internal sealed class MappedRows(MappedDoubles file, int columns, int[]? selected = null) : FeatureRows(selected?.Length ?? file.Rows, columns)
{
    private Matrix<double>? copy;

    public override bool IsInMemory => false;

    public override Matrix<double> Matrix => this.copy ??= this.Copy();

    public override ReadOnlySpan<double> Row(int row, Span<double> buffer, int first, int end) => file.Row(selected is null ? row : selected[row])[..this.Columns];

    public override FeatureRows Select(ReadOnlySpan<int> rows)
    {
        var chosen = new int[rows.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            if ((uint)rows[i] >= (uint)this.Rows)
                throw new ArgumentOutOfRangeException(nameof(rows), $"row {rows[i]} of a table of {this.Rows} rows");
            chosen[i] = selected is null ? rows[i] : selected[rows[i]];
        }

        return new MappedRows(file, this.Columns, chosen);
    }

    private Matrix<double> Copy()
    {
        try
        {
            if ((long)this.Rows * this.Columns <= Array.MaxLength)
            {
                var matrix = new Matrix<double>(this.Rows, this.Columns);
                for (int row = 0; row < this.Rows; row++)
                    this.Row(row, []).CopyTo(matrix.Row(row));
                return matrix;
            }
        }
        catch (OutOfMemoryException)
        {
            // Refused below.
        }

        throw new InvalidDataException($"{this.Rows} rows of {this.Columns} numbers do not fit into memory, but this operation needs all of them at once: take fewer rows");
    }
}
