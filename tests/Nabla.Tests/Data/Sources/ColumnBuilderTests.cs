using Nabla.Data;

namespace Nabla.Tests.Data.Sources;

public sealed class ColumnBuilderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Decimals_are_stored_as_whole_numbers_whatever_length_is_expected(int expected)
    {
        double[] column = [.. Enumerable.Range(0, 1000).Select(i => i % 11 == 0 ? double.NaN : (i - 500) / 100.0)];
        ColumnValues values = Built(column, expected).ToValues();
        Assert.Equal(100, values.Scale);
        Assert.Equal(Bits(column), Bits(values));
        Assert.Equal(Bits(column), Bits(values.Doubles));
    }

    [Fact]
    public void The_scale_grows_with_the_decimals()
    {
        double[] column = [3, double.NaN, -0.0, 0.5, -12.25, 0.125, 7];
        ColumnValues values = Built(column, column.Length).ToValues();
        Assert.Equal(1000, values.Scale);
        Assert.Equal([3000, int.MinValue, int.MinValue + 1, 500, -12250, 125, 7000], values.Numbers);
        Assert.Equal(Bits(column), Bits(values));
    }

    [Theory]
    [InlineData(1 / 3.0)]
    [InlineData(1e10)]
    [InlineData(1e-10)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_does_not_fit_turns_all_into_doubles(double other)
    {
        double[] column = [.. Enumerable.Range(0, 300_000).Select(i => i / 10.0), -0.0, double.NaN, other, 1, 2, double.NaN];
        foreach (int expected in (int[])[0, column.Length])
        {
            ColumnValues values = Built(column, expected).ToValues();
            Assert.Equal(0, values.Scale);
            Assert.Equal(Bits(column), Bits(values));
        }
    }

    [Fact]
    public void Decimals_after_large_numbers_turn_all_into_doubles()
    {
        double[] column = [2_000_000_000, 0.5];
        ColumnValues values = Built(column, 2).ToValues();
        Assert.Equal(0, values.Scale);
        Assert.Equal(column, values);
    }

    [Fact]
    public void Columns_of_rows_are_taken_at_intervals()
    {
        var builder = new ColumnBuilder(0);
        builder.Add([1, 0.5, 2, 0.25, 3, 0.125], 1, 2);
        builder.Add([4, 1 / 3.0], 1, 2);
        Assert.Equal([0.5, 0.25, 0.125, 1 / 3.0], builder.ToValues());
    }

    [Fact]
    public void An_empty_column_has_no_values() => Assert.Empty(new ColumnBuilder(0).ToValues());

    /// <summary>A builder with the values of a column.</summary>
    internal static ColumnBuilder Built(double[] column, int expected)
    {
        var builder = new ColumnBuilder(expected);
        builder.Add(column, 0, 1);
        return builder;
    }

    private static long[] Bits(IEnumerable<double> values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];
}
