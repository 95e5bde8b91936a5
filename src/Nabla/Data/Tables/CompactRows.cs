using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Rows whose columns are stored as in <see cref="ColumnValues"/>: whole numbers of four bytes over a power of ten, or doubles.</summary>
internal sealed class CompactRows : FeatureRows
{
    // The number of values that stay in the first-level cache while columns are copied into rows.
    private const int CachedNumbers = 4096;

    private readonly ColumnRun[] runs;
    private readonly double[] scales; // of the columns of whole numbers
    private readonly int[] numbers; // [rows × columns of whole numbers]
    private readonly double[] doubles; // [rows × other columns]
    private readonly Lazy<Matrix<double>> matrix;

    private CompactRows(int rows, ColumnRun[] runs, double[] scales, int[] numbers, double[] doubles)
        : base(rows, runs.Sum(run => run.Count))
    {
        (this.runs, this.scales, this.numbers, this.doubles) = (runs, scales, numbers, doubles);
        this.matrix = new Lazy<Matrix<double>>(this.Decode);
    }

    public override bool IsInMemory => true;

    public override Matrix<double> Matrix => this.matrix.Value;

    public override int BufferLength => this.Columns;

    private int Doubles => this.Columns - this.scales.Length;

    /// <summary>Copies some rows of columns, or all rows if none is given; columns of doubles alone are copied into a matrix.</summary>
    public static FeatureRows Of(ColumnValues[] columns, ReadOnlySpan<int> rows, int count)
    {
        ColumnValues[] whole = [.. columns.Where(column => column.Scale > 0)];
        int[] copied = Copy([.. whole.Select(column => column.Numbers)], rows, count);
        double[] others = Copy([.. columns.Where(column => column.Scale == 0).Select(column => column.Doubles)], rows, count);
        return whole.Length == 0
            ? new MatrixRows(new Matrix<double>(others, count, columns.Length))
            : new CompactRows(count, [.. ColumnRun.Of(columns)], [.. whole.Select(column => column.Scale)], copied, others);
    }

    public override ReadOnlySpan<double> Row(int row, Span<double> buffer, int first, int end)
    {
        if ((uint)row >= (uint)this.Rows)
            throw new ArgumentOutOfRangeException(nameof(row), $"row {row} of a table of {this.Rows} rows");
        ReadOnlySpan<int> whole = this.numbers.AsSpan(row * this.scales.Length, this.scales.Length);
        ReadOnlySpan<double> others = this.doubles.AsSpan(row * this.Doubles, this.Doubles);
        foreach (ColumnRun run in this.runs)
        {
            int start = Math.Max(run.First, first), count = Math.Min(run.First + run.Count, end) - start;
            if (count <= 0)
                continue;
            int stored = run.Stored + start - run.First;
            Span<double> values = buffer.Slice(start, count);
            if (run.IsWhole)
                FixedPoint.Decode(whole.Slice(stored, count), this.scales.AsSpan(stored, count), values);
            else
                others.Slice(stored, count).CopyTo(values);
        }

        return buffer;
    }

    public override FeatureRows Select(ReadOnlySpan<int> rows)
        => new CompactRows(rows.Length, this.runs, this.scales, Select(this.numbers, this.scales.Length, rows), Select(this.doubles, this.Doubles, rows));

    private Matrix<double> Decode()
    {
        var decoded = new Matrix<double>(this.Rows, this.Columns);
        for (int row = 0; row < this.Rows; row++)
            this.Row(row, decoded.Row(row));
        return decoded;
    }

    private static T[] Select<T>(T[] values, int width, ReadOnlySpan<int> rows)
    {
        var selected = new T[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
            values.AsSpan(rows[i] * width, width).CopyTo(selected.AsSpan(i * width));
        return selected;
    }

    private static T[] Copy<T>(T[][] columns, ReadOnlySpan<int> rows, int count)
    {
        var copy = new T[checked(count * columns.Length)];
        var body = new Body<T> { Columns = columns, Rows = rows, Copy = copy };
        RowBlocks.Run(ref body, count, columns.Length, Environment.ProcessorCount);
        return copy;
    }

    /// <summary>Adjacent columns that are stored alike.</summary>
    /// <param name="IsWhole">Whether they are whole numbers.</param>
    /// <param name="First">The first column.</param>
    /// <param name="Stored">Its place among the columns that are stored alike.</param>
    /// <param name="Count">The number of columns.</param>
    private readonly record struct ColumnRun(bool IsWhole, int First, int Stored, int Count)
    {
        public static IEnumerable<ColumnRun> Of(ColumnValues[] columns)
        {
            bool[] isWhole = [.. columns.Select(column => column.Scale > 0)];
            for (int first = 0, end; first < columns.Length; first = end)
            {
                end = Array.IndexOf(isWhole, !isWhole[first], first) is > 0 and var other ? other : columns.Length;
                yield return new ColumnRun(isWhole[first], first, isWhole.AsSpan(0, first).Count(isWhole[first]), end - first);
            }
        }
    }

    private ref struct Body<T> : IRowsBody
    {
        public T[][] Columns;
        public ReadOnlySpan<int> Rows;
        public T[] Copy;

        public readonly void Run(int start, int end)
        {
            int step = Math.Max(1, CachedNumbers / Math.Max(1, this.Columns.Length));
            for (int first = start; first < end; first += step)
            {
                int last = Math.Min(first + step, end);
                for (int column = 0; column < this.Columns.Length; column++)
                    this.CopyColumn(column, first, last);
            }
        }

        private readonly void CopyColumn(int column, int first, int last)
        {
            T[] values = this.Columns[column], copy = this.Copy;
            int to = (first * this.Columns.Length) + column;
            for (int row = first; row < last; row++, to += this.Columns.Length)
                copy[to] = values[this.Rows.IsEmpty ? row : this.Rows[row]];
        }
    }
}
