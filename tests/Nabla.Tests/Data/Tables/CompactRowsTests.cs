using Nabla.Data;
using Nabla.Models;
using Nabla.Tests.Data.Sources;
using Nabla.Tests.Models;

namespace Nabla.Tests.Data.Tables;

public sealed class CompactRowsTests
{
    private const int Rows = 300;

    private static readonly double[][] Columns =
    [
        [.. Enumerable.Range(0, Rows).Select(row => row / 100.0)],
        [.. Enumerable.Range(0, Rows).Select(row => row % 7 == 0 ? double.NaN : -row)],
        [.. Enumerable.Range(0, Rows).Select(row => Math.Sqrt(row))],
        [.. Enumerable.Range(0, Rows).Select(row => row % 3 == 0 ? -0.0 : 0)],
        [.. Enumerable.Range(0, Rows).Select(row => 1.0 / (row + 3))],
        [.. Enumerable.Range(0, Rows).Select(row => row % 2 == 0 ? 1e-9 : 0.5)],
    ];

    [Fact]
    public void Columns_of_both_kinds_have_the_bits_of_a_matrix()
    {
        FeatureRows rows = CompactRows.Of(Values(Columns), [], Rows);
        Assert.IsType<CompactRows>(rows);
        Assert.Null(rows.Stored);
        AssertRows(Enumerable.Range(0, Rows), rows);
        Assert.Equal(Bits(Enumerable.Range(0, Rows).SelectMany(row => Columns.Select(column => column[row]))), Bits(rows.Matrix.Data));
    }

    [Fact]
    public void Some_rows_are_selected_once_or_twice()
    {
        int[] chosen = [.. Enumerable.Range(0, 100).Select(i => i * 37 % Rows), 5, 5];
        AssertRows(chosen, CompactRows.Of(Values(Columns), chosen, chosen.Length));
        AssertRows(chosen, CompactRows.Of(Values(Columns), [], Rows).Select(chosen));
    }

    [Fact]
    public void Only_the_columns_that_are_asked_for_are_decoded()
    {
        FeatureRows rows = CompactRows.Of(Values(Columns), [], Rows);
        for (int first = 0; first < Columns.Length; first++)
        {
            for (int end = first; end <= Columns.Length; end++)
            {
                var buffer = new double[rows.BufferLength];
                Array.Fill(buffer, 12345);
                ReadOnlySpan<double> row = rows.Row(17, buffer, first, end);
                for (int column = 0; column < Columns.Length; column++)
                    Assert.Equal(column < first || column >= end ? 12345 : Columns[column][17], row[column]);
            }
        }
    }

    [Fact]
    public void Columns_of_doubles_are_a_matrix()
        => Assert.NotNull(CompactRows.Of(Values([Columns[2], Columns[4]]), [], Rows).Stored);

    [Fact]
    public void A_row_that_is_not_there_is_refused()
    {
        FeatureRows rows = CompactRows.Of(Values(Columns), [], Rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Row(Rows, new double[Columns.Length]).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Row(-1, new double[Columns.Length]).Length);
    }

    [Fact]
    public void A_data_set_and_its_network_do_not_depend_on_how_numbers_are_stored()
    {
        Dataset compact = Of(column => ColumnBuilderTests.Built(column, column.Length).ToValues()), doubles = Of(column => new ColumnValues(column));
        Assert.Null(compact.Source.Stored);
        Assert.NotNull(doubles.Source.Stored);
        Assert.Equal(DataFingerprint.Of(doubles), DataFingerprint.Of(compact));
        Assert.Equal(Trained(doubles), Trained(compact));

        static Dataset Of(Func<double[], ColumnValues> store)
        {
            IEnumerable<TableColumn> columns = Columns.Select((column, i) => new TableColumn(ColumnSchema.Number($"x{i}"), store(column)));
            var table = new Table([.. columns, new TableColumn(ColumnSchema.Number("y"), [.. Columns[0].Zip(Columns[2], (a, b) => a - b)])]);
            return Dataset.FromTable("data", table, TargetSchema.Of(table, ["y"]));
        }

        static byte[] Trained(Dataset data)
            => SampleModels.ToBytes(new MlpRegressor(new MlpSettings { Training = new() { Epochs = 3 } }).Fit(data));
    }

    private static ColumnValues[] Values(double[][] columns) => [.. columns.Select(column => ColumnBuilderTests.Built(column, column.Length).ToValues())];

    private static void AssertRows(IEnumerable<int> expected, FeatureRows rows)
    {
        var buffer = new double[rows.BufferLength];
        foreach ((int place, int row) in expected.Index())
            Assert.Equal(Bits(Columns.Select(column => column[row])), Bits(rows.Row(place, buffer).ToArray()));
        Assert.Equal(expected.Count(), rows.Rows);
    }

    private static long[] Bits(IEnumerable<double> values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];
}
