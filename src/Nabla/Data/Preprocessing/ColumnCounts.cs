using System.Globalization;

namespace Nabla.Data;

/// <summary>Counts of a column: each code of a category, missing values, unknown texts, and the range of the values.</summary>
internal sealed class ColumnCounts(ColumnSchema column)
{
    private readonly int[] codes = new int[column.CodeCount];
    private readonly bool isCategory = column.Kind == ColumnKind.Category;

    /// <summary>The frequency of each code.</summary>
    public ReadOnlySpan<int> Codes => this.codes;

    /// <summary>The number of missing values.</summary>
    public int Missing { get; private set; }

    /// <summary>The number of texts that are not among the levels.</summary>
    public int Unknown { get; private set; }

    /// <summary>The number of values that are not missing.</summary>
    public int Present { get; private set; }

    /// <summary>The number of values equal to 1.</summary>
    public int Ones { get; private set; }

    /// <summary>The minimum; larger than the maximum if there is no value.</summary>
    public double Least { get; private set; } = double.MaxValue;

    /// <summary>The maximum.</summary>
    public double Greatest { get; private set; } = double.MinValue;

    /// <summary>Counts each column of some rows.</summary>
    /// <exception cref="InvalidDataException">A value is invalid for the kind of its column.</exception>
    public static ColumnCounts[] Of(FeatureRows rows, TableSchema schema)
    {
        ColumnCounts[] counts = [.. schema.Columns.Select(column => new ColumnCounts(column))];
        var bad = new int[counts.Length]; // 1 + the first row with an invalid value, for each column
        ColumnWork.Run(counts.Length, rows.Rows, (first, end) =>
        {
            var buffer = new double[rows.BufferLength];
            for (int row = 0; row < rows.Rows; row++)
            {
                ReadOnlySpan<double> values = rows.Row(row, buffer, first, end);
                for (int i = first; i < end; i++)
                {
                    if (!counts[i].TryAdd(values[i]) && bad[i] == 0)
                        bad[i] = row + 1;
                }
            }
        });
        int[] wrong = [.. Enumerable.Range(0, bad.Length).Where(i => bad[i] > 0).OrderBy(i => bad[i])];
        if (wrong.Length > 0)
        {
            (int row, int i) = (bad[wrong[0]] - 1, wrong[0]);
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"row {row}, column '{Excerpt.Of(schema.Columns[i].Name)}': {rows.Row(row, new double[rows.BufferLength])[i]} is not {TableColumn.Wanted(schema.Columns[i])}"));
        }

        return counts;
    }

    private bool TryAdd(double value)
    {
        if (double.IsNaN(value))
        {
            this.Missing++;
            return true;
        }

        this.Present++;
        if (value == 1)
            this.Ones++;
        if (value < this.Least)
            this.Least = value;
        if (value > this.Greatest)
            this.Greatest = value;
        if (!this.isCategory)
            return column.Kind != ColumnKind.Date || DateValue.IsDate(value);
        if (value == -1)
            this.Unknown++;
        else if (value >= 0 && value < this.codes.Length && double.IsInteger(value))
            this.codes[(int)value]++;
        else
            return false;
        return true;
    }
}
