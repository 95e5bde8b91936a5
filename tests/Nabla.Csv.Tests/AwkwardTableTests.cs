using System.Globalization;
using System.Text;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Csv.Tests;

/// <summary>Tables as they come: each becomes finite features of a sensible scale, or is refused in one sentence.</summary>
public class AwkwardTableTests
{
    [Fact]
    public void Skewed_and_collinear_columns_are_scaled()
    {
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 500).Select(_ => Math.Exp(4 * random.NextDouble() * random.NextDouble() * 10))];
        Matrix<double> features = Features(Rows(500, i => $"{x[i]:R},{2 * x[i]:R},{x[i] > 100}"), "a,b,y", out _);
        for (int column = 0; column < 2; column++)
            Assert.Equal(0, Enumerable.Range(0, 500).Average(row => features[row, column]), 1e-12);
    }

    [Fact]
    public void Of_a_thousand_categories_the_64_most_frequent_have_a_feature_and_the_rest_share_one()
    {
        string text = Rows(20_000, i => $"c{i % 1000 * (i % 1000) / 1000},{i % 3}");
        Matrix<double> features = Features(text, "city,y", out Preprocessor preprocessor);
        Assert.Equal(65, features.Columns);
        Assert.Equal("city=(other)", preprocessor.FeatureNames[64]);
        for (int row = 0; row < features.Rows; row++)
            Assert.Equal(1, features.Row(row).ToArray().Sum());
    }

    [Fact]
    public void Thirty_percent_missing_become_medians_and_indicators()
    {
        var random = new Random(3);
        string text = Rows(1000, i => $"{(random.Next(10) < 3 ? "" : i.ToString(CultureInfo.InvariantCulture))},{(random.Next(10) < 3 ? "NA" : i % 2 == 0 ? "a" : "b")},{i % 2}");
        Matrix<double> features = Features(text, "x,c,y", out Preprocessor preprocessor);
        Assert.Equal(["x", "x is missing", "c=a", "c=b", "c is missing"], preprocessor.FeatureNames);
        Assert.Equal(0.3, Enumerable.Range(0, 1000).Average(row => features[row, 1]), 0.05);
        Assert.Equal(0.3, Enumerable.Range(0, 1000).Average(row => features[row, 4]), 0.05);
    }

    [Fact]
    public void One_class_in_a_hundred_rows_is_kept()
    {
        Dataset data = Data(Rows(1000, i => $"{i},{(i % 100 == 0 ? "rare" : "common")}"), "x,y");
        Assert.Equal(LearningTask.Classification, data.Task);
        Assert.Equal(["common", "rare"], data.ClassNames);
        Assert.Equal(10, data.Labels.Count(label => label == 1));
    }

    [Fact]
    public void One_row_is_a_regression_or_refused()
    {
        Assert.Equal(1, Data("1.5,2.5\n", "x,y").Rows);
        Assert.Equal([0.0], Features("1.5,2.5\n", "x,y", out _).Data);
        Assert.Equal(
            "column 'y' has the one value 'a': classes to be told apart are at least two",
            Assert.Throws<InvalidDataException>(() => Data("1.5,a\n", "x,y")).Message);
    }

    [Fact]
    public void One_column_is_refused() => Assert.Equal(
        "no column but the target y: expected at least one feature",
        Assert.Throws<InvalidDataException>(() => Data("1.5\n2.5\n", "y")).Message);

    [Fact]
    public void A_column_that_is_empty_gives_0()
    {
        Matrix<double> features = Features(Rows(50, i => $"{i},,{i % 2}"), "x,empty,y", out Preprocessor preprocessor);
        Assert.Equal(["x", "empty"], preprocessor.FeatureNames);
        Assert.All(Enumerable.Range(0, 50), row => Assert.Equal(0, features[row, 1]));
        Assert.StartsWith(
            "nothing can be learned from any column",
            Assert.Throws<InvalidDataException>(() => Features(Rows(50, i => $"2024-01-01,{i % 2}"), "d,y", out _)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_target_is_a_regression_of_numbers_and_refused_for_classes()
    {
        Assert.Equal(LearningTask.Regression, Data(Rows(50, i => $"{i},7"), "x,y").Task);
        Assert.Equal(
            "column 'y' has the one value 'a': classes to be told apart are at least two",
            Assert.Throws<InvalidDataException>(() => Data(Rows(50, i => $"{i},a"), "x,y")).Message);
    }

    [Fact]
    public void Constant_columns_give_0_for_every_value()
    {
        Matrix<double> features = Features(Rows(50, i => $"{i},3,only,yes,{i % 2}"), "x,n,c,b,y", out Preprocessor preprocessor);
        Assert.Equal(4, features.Columns);
        Assert.All(Enumerable.Range(0, 50), row => Assert.Equal([0, 0, 0], features.Row(row)[1..]));
        var other = new double[4];
        preprocessor.Transform<double, double>([1, 99, -1, 0], other);
        Assert.Equal([0.0, 0, 0], other[1..]);
    }

    [Fact]
    public void Ten_thousand_columns_are_read_and_fitted()
    {
        string header = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"x{i}"));
        string text = Rows(20, row => string.Join(',', Enumerable.Range(0, 10_000).Select(i => row * i % 7)));
        Table table = Texts.Read(header + "\n" + text).Table;
        Assert.Equal((20, 10_000), (table.Rows, table.Columns.Count));
        Dataset data = Dataset.FromTable("wide", table, TargetSchema.Of(table, ["x9999"]));
        Preprocessor preprocessor = Preprocessor.Fit(data, new PreprocessingSettings());
        Assert.Equal(9999, preprocessor.Transform<float>(data.Features).Columns);
    }

    [Theory]
    [InlineData("F3", 4)]
    [InlineData("R", 8)]
    public void A_file_takes_little_more_memory_than_its_table(string format, int bytesOfNumber)
    {
        const int Count = 120_000, Columns = 8;
        byte[] bytes = Encoding.UTF8.GetBytes("a,b,c,d,e,f,g,h\n" + Rows(Count, i => string.Join(',', Enumerable.Range(1, Columns).Select(column => (i / (7.0 * column)).ToString(format, CultureInfo.InvariantCulture)))));
        Texts.WithFile(bytes, path =>
        {
            CsvFile.ReadTable(path, new CsvOptions { SampleRows = 1000 });
            long before = GC.GetAllocatedBytesForCurrentThread();
            Table table = CsvFile.ReadTable(path, new CsvOptions { SampleRows = 1000 }).Table;
            long numbers = (long)Count * Columns, allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.InRange(allocated, bytesOfNumber * numbers, (bytesOfNumber + 2.8) * numbers);
            return table;
        });
    }

    [Fact]
    public void Progress_ascends_to_the_end()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("a,b\n" + Rows(300_000, i => $"{i},{i}"));
        var seen = new List<CsvProgress>();
        Texts.WithFile(bytes, path => CsvFile.ReadTable(path, new CsvOptions { Progress = new Told(seen) }));
        Assert.Equal(new CsvProgress(bytes.Length, bytes.Length, 300_000), seen[^1]);
        Assert.Equal(seen.OrderBy(p => !p.IsCounting).ThenBy(p => p.Bytes), seen);
        Assert.All(seen.GroupBy(p => p.IsCounting), phase => Assert.True(phase.Count() >= 2));
    }

    [Fact]
    public void Reading_ends_while_rows_are_counted()
    {
        using var cancellation = new CancellationTokenSource();
        var seen = new List<CsvProgress>();
        var options = new CsvOptions { Progress = new Told(seen) { Then = cancellation.Cancel }, Cancellation = cancellation.Token };
        byte[] bytes = Encoding.UTF8.GetBytes("a,b\n" + Rows(300_000, i => $"{i},{i}"));
        Assert.Throws<OperationCanceledException>(() => Texts.WithFile(bytes, path => CsvFile.ReadTable(path, options)));
        Assert.True(Assert.Single(seen).IsCounting);
    }

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));

    private static Dataset Data(string rows, string header)
    {
        Table table = Texts.Read(header + "\n" + rows, new CsvOptions { HasHeader = true }).Table;
        return Dataset.FromTable("d", table, TargetSchema.Of(table, ["y"]));
    }

    private static Matrix<double> Features(string rows, string header, out Preprocessor preprocessor)
    {
        Dataset data = Data(rows, header);
        preprocessor = Preprocessor.Fit(data, new PreprocessingSettings());
        Matrix<double> features = preprocessor.Transform<double>(data.Features);
        Assert.All(features.Data, value => Assert.True(double.IsFinite(value)));
        return features;
    }

    private sealed class Told(List<CsvProgress> seen) : IProgress<CsvProgress>
    {
        public Action? Then { get; init; }

        public void Report(CsvProgress value)
        {
            seen.Add(value);
            this.Then?.Invoke();
        }
    }
}
