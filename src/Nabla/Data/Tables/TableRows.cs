using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// The columns of a table that a schema names, as rows. They are put into a matrix when they are first asked for; a selection that is made before
/// has a matrix of its own, so that a table which is only split is not copied twice.
/// </summary>
internal sealed class TableRows : FeatureRows
{
    // Some rows at a time stay in the nearest cache while the columns are put into them.
    private const int CachedNumbers = 4096;

    private readonly Lazy<Matrix<double>> matrix;
    private double[][]? columns; // until they are in the matrix: nobody else may need them then

    /// <exception cref="InvalidDataException">A column is not there, or has a value that is not of its kind here.</exception>
    public TableRows(TableSchema schema, Table table)
        : base(table.Rows, schema.Columns.Count)
    {
        this.columns = [.. schema.Columns.Select(column => table[column.Name].EncodeAs(column))];
        this.matrix = new Lazy<Matrix<double>>(() =>
        {
            Matrix<double> copy = Copy(this.columns!, [], this.Rows);
            this.columns = null;
            return copy;
        });
    }

    public override bool IsInMemory => true;

    public override Matrix<double> Matrix => this.matrix.Value;

    public override ReadOnlySpan<double> Row(int row) => this.Matrix.Row(row);

    public override FeatureRows Select(ReadOnlySpan<int> rows)
        => new MatrixRows(this.columns is { } all ? Copy(all, rows, rows.Length) : this.Matrix.SelectRows(rows));

    // The named rows, or all if none is named.
    private static Matrix<double> Copy(double[][] columns, ReadOnlySpan<int> rows, int count)
    {
        var copy = new Matrix<double>(count, columns.Length);
        var body = new Body { Columns = columns, Rows = rows, Copy = copy };
        RowBlocks.Run(ref body, count, columns.Length, Environment.ProcessorCount);
        return copy;
    }

    private ref struct Body : IRowsBody
    {
        public double[][] Columns;
        public ReadOnlySpan<int> Rows;
        public Matrix<double> Copy;

        public readonly void Run(int start, int end)
        {
            int step = Math.Max(1, CachedNumbers / this.Columns.Length);
            for (int first = start; first < end; first += step)
            {
                int last = Math.Min(first + step, end);
                for (int column = 0; column < this.Columns.Length; column++)
                    this.CopyColumn(column, first, last);
            }
        }

        private readonly void CopyColumn(int column, int first, int last)
        {
            double[] values = this.Columns[column], copy = this.Copy.Data;
            int to = (first * this.Columns.Length) + column;
            for (int row = first; row < last; row++, to += this.Columns.Length)
                copy[to] = values[this.Rows.IsEmpty ? row : this.Rows[row]];
        }
    }
}
