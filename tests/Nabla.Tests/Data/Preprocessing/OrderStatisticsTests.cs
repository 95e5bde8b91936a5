using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public class OrderStatisticsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    [InlineData(5000)]
    public void Every_rank_is_that_of_the_sorted_values_however_few_are_kept(int kept)
    {
        const int Rows = 300;
        var random = new CounterRandom(9, 79);
        var matrix = new Matrix<double>(Rows, 5);
        for (int row = 0; row < Rows; row++)
        {
            uint r = (uint)row;
            double[] values =
            [
                random.Normal(r), random.Below(4, r, 1), random.Uniform(r, 2) < 0.5 ? double.NaN : random.Normal(r, 3) * 1e-310,
                row % 2 == 0 ? -0.0 : 0, Math.ScaleB(random.Normal(r, 4), random.Below(600, r, 5) - 300),
            ];
            values.CopyTo(matrix.Row(row));
        }

        (RowNumber Number, int Rank)[] wanted = [.. from column in Enumerable.Range(0, 5)
                                                    let present = Enumerable.Range(0, Rows).Count(row => !double.IsNaN(matrix[row, column]))
                                                    from rank in (int[])[0, 1, present / 3, present / 2, present - 1]
                                                    select (new RowNumber(column), rank)];
        double[] found = OrderStatistics.Of(new MatrixRows(matrix), wanted, kept);
        for (int i = 0; i < wanted.Length; i++)
        {
            double[] sorted = [.. Enumerable.Range(0, Rows).Select(row => matrix[row, wanted[i].Number.Column]).Where(value => !double.IsNaN(value)).Order()];
            Assert.Equal(sorted[wanted[i].Rank], found[i]);
            Assert.False(double.IsNegative(found[i]) && found[i] == 0);
        }
    }

    [Fact]
    public void Numbers_may_be_parts_of_dates_and_filled()
    {
        var matrix = new Matrix<double>([DateValue.From(new DateTime(2020, 5, 1)), double.NaN, DateValue.From(new DateTime(2024, 2, 1))], 3, 1);
        var months = new RowNumber(0, DateValue.From(new DateTime(2021, 9, 1)), DatePart.Month);
        Assert.Equal([2, 5, 9], OrderStatistics.Of(new MatrixRows(matrix), [(months, 0), (months, 1), (months, 2)], 1));
    }
}
