using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// The columns of a table in a schema, as rows. They are copied into a matrix on first use. A selection made before that gets a separate matrix, so
/// that a table that is only split is not copied twice.
/// </summary>
internal sealed class TableRows : FeatureRows
{
    // The number of values that stay in the first-level cache while the columns are copied into rows.
    private const int CachedNumbers = 4096;

    private readonly Lazy<Matrix<double>> matrix;
    private double[][]? columns; // until they are in the matrix; then they may be garbage collected

    /// <exception cref="InvalidDataException">A column is missing, or has a value that is not of the schema's kind.</exception>
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

    // Some rows, or all if none is given.
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
