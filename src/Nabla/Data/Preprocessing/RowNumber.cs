namespace Nabla.Data;

/// <summary>A number in each row: the value of a column, or a part of its date.</summary>
/// <param name="Column">The column.</param>
/// <param name="Fill">The replacement of a missing value; NaN, the default, for none.</param>
/// <param name="Part">The part of a date; null, the default, for the value itself.</param>
internal readonly record struct RowNumber(int Column, double Fill = double.NaN, DatePart? Part = null)
{
    /// <summary>The number of an encoded row; NaN if it has none.</summary>
    public double Of(ReadOnlySpan<double> row)
    {
        double value = row[this.Column];
        if (double.IsNaN(value))
            value = this.Fill;
        return this.Part is { } part && !double.IsNaN(value) ? DateParts.Of(part, DateValue.ToDate(value)) : value;
    }

    /// <summary>The columns that numbers are read from: all from the first up to, but not including, the end.</summary>
    public static (int First, int End) Columns(ReadOnlySpan<RowNumber> numbers)
    {
        (int first, int last) = (int.MaxValue, -1);
        foreach (RowNumber number in numbers)
            (first, last) = (Math.Min(first, number.Column), Math.Max(last, number.Column));
        return (first, last + 1);
    }
}
