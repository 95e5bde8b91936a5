using System.Text.Json;
using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public partial class PreprocessorTests
{
    private static readonly PreprocessingSettings Usual = new();

    [Theory]
    [InlineData(ScalerMethod.Standard)]
    [InlineData(ScalerMethod.MinMax)]
    [InlineData(ScalerMethod.MaxAbs)]
    [InlineData(ScalerMethod.Robust)]
    public void Features_are_those_of_scikit_learn(ScalerMethod method)
    {
        JsonElement fixture = Fixture.Json("Data/preprocessor.json");
        Table table = Columns.FromDictionaries(fixture.GetProperty("rows").EnumerateArray().Select(row => (IReadOnlyDictionary<string, object?>)row.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value)));
        int[] training = [.. Enumerable.Range(0, fixture.GetProperty("train").GetInt32())];
        var options = new PreprocessingSettings { Scaling = method, MaxLevels = fixture.GetProperty("kept").GetInt32() };
        Preprocessor preprocessor = Preprocessor.Fit(table.Schema, table.Schema.Encode(table.SelectRows(training)), options);
        Assert.Equal(["age", "age is missing", "income"], preprocessor.FeatureNames.Take(3));
        Assert.Equal(["city=(other)", "city is missing", "member", "member is missing"], preprocessor.FeatureNames.TakeLast(4));
        Matrix<double> features = preprocessor.Transform<double>(table);
        double[][] expected = fixture.GetProperty("features").GetProperty(method.ToString()).Rows();
        for (int row = 0; row < expected.Length; row++)
        {
            for (int column = 0; column < features.Columns; column++)
                Assert.Equal(expected[row][column], features[row, column], 1e-13 * Math.Max(1, Math.Abs(expected[row][column])));
        }
    }

    [Fact]
    public void What_no_model_file_would_hold_is_refused()
    {
        var schema = new TableSchema([ColumnSchema.Hashed("name", 10_001)]);
        Assert.Equal(
            "column 'name' has 10001 different hashes, expected at most 10000: leave it out, or hash it to fewer",
            Assert.Throws<InvalidDataException>(() => Preprocessor.Fit(schema, new Matrix<double>(1, 1), Usual)).Message);
        Assert.StartsWith(
            "at most 0 levels with a feature of their own: expected 1 or more",
            Assert.Throws<ArgumentException>(() => Preprocessor.Fit(new TableSchema([ColumnSchema.Number("x")]), new Matrix<double>(1, 1), Usual with { MaxLevels = 0 })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_for_gaps_stands_for_them_as_a_number_too()
    {
        var schema = new TableSchema([ColumnSchema.Number("x")], ["-999"]);
        var value = new double[1];
        foreach (object given in new object[] { -999, -999.0, "-999" })
        {
            schema.Encode(new Dictionary<string, object?>(StringComparer.Ordinal) { ["x"] = given }, value);
            Assert.Equal(double.NaN, value[0]);
        }
    }

    [Fact]
    public void Plain_numbers_have_the_bits_of_the_scaler_with_and_without_a_schema()
    {
        Dataset digits = Datasets.Digits();
        foreach (ScalerMethod method in Enum.GetValues<ScalerMethod>())
        {
            var options = new PreprocessingSettings { Scaling = method };
            Preprocessor plain = Preprocessor.Fit(digits, options);
            Assert.True(plain.IsPlain);
            Scaler scaler = Scaler.Fit(method, digits.Features);
            Assert.Equal(scaler, plain.Scaler);
            Assert.Equal(digits.FeatureNames, plain.FeatureNames);
            float[] expected = scaler.Transform<float>(digits.Features).Data;
            Assert.Equal(expected, plain.Transform<float>(digits.Features).Data);

            Preprocessor table = Preprocessor.Fit(TableSchema.OfNumbers(digits.FeatureNames), digits.Features, options);
            Assert.False(table.IsPlain);
            Assert.Equal(scaler, table.Scaler);
            Assert.Equal(expected, table.Transform<float>(digits.Features).Data);
        }
    }

    [Fact]
    public void A_gap_is_a_median_even_where_training_had_none()
    {
        Preprocessor preprocessor = Fit(TableColumn.From("x", [1, 2, 10, 4]), TableColumn.From("b", [true, true, false, true]), TableColumn.From("c", ["u", "v", "v", "v"]));
        Assert.Equal(["x", "b", "c=u", "c=v"], preprocessor.FeatureNames);
        Assert.Equal(Row(preprocessor, 3, 1, 1), Row(preprocessor, double.NaN, double.NaN, double.NaN));
    }

    [Fact]
    public void Categories_never_seen_are_others_and_counted()
    {
        TableColumn city = TableColumn.From("c", ["a", "b", "b", "c", "c", "c"]);
        var options = new PreprocessingSettings { MaxLevels = 2, Scaling = ScalerMethod.None };
        Preprocessor preprocessor = Preprocessor.Fit(new TableSchema([city.Schema]), new TableSchema([city.Schema]).Encode(new Table(city)), options);
        Assert.Equal(["c=b", "c=c", "c=(other)"], preprocessor.FeatureNames);
        Assert.Equal([0, 0, 1], Row(preprocessor, 0));
        Assert.Equal([1, 0, 0], Row(preprocessor, 1));
        Assert.Equal([0, 0, 1], Row(preprocessor, -1));
        Table other = new(TableColumn.From("c", ["zzz", "b", "yyy", default]));
        Assert.Equal([2], preprocessor.CountUnknown(preprocessor.Schema.Encode(other)));
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0], preprocessor.Transform<double>(other).Data);

        // Where every training row had a frequent level, no feature could be learned for others.
        Preprocessor all = Fit(city);
        Assert.Equal(["c=a", "c=b", "c=c"], all.FeatureNames);
        Assert.Equal([0, 0, 0], Row(all, -1));
    }

    [Fact]
    public void Missing_categories_are_a_level_of_their_own_or_the_most_frequent()
    {
        TableColumn city = TableColumn.From("c", ["b", default, "b", "a"]);
        Assert.Equal([0, 0, 1], Row(Fit(city), double.NaN));
        Preprocessor frequent = Preprocessor.Fit(
            new TableSchema([city.Schema]), new TableSchema([city.Schema]).Encode(new Table(city)), new PreprocessingSettings { MissingCategories = MissingCategory.MostFrequent });
        Assert.Equal(["c=a", "c=b", "c is missing"], frequent.FeatureNames);
        Assert.Equal([0, 1, 1], Row(frequent, double.NaN));
        Assert.Equal([0, 1, 0], Row(frequent, 0));
    }

    [Fact]
    public void Equally_frequent_levels_are_kept_by_their_text_whatever_the_order_of_the_rows()
    {
        string[] levels = ["d", "b", "a", "c"];
        foreach (IEnumerable<string> order in new[] { levels, levels.Reverse(), levels.Order(StringComparer.Ordinal) })
        {
            TableColumn column = TableColumn.From("c", order.Select(level => (Cell)level));
            Preprocessor preprocessor = Preprocessor.Fit(new TableSchema([column.Schema]), new Matrix<double>(column.Values.ToArray(), 4, 1), new PreprocessingSettings { MaxLevels = 2 });
            Assert.Equal(["c=a", "c=b", "c=(other)"], preprocessor.FeatureNames);
        }
    }

    [Fact]
    public void Dates_become_the_parts_that_vary()
    {
        TableColumn when = TableColumn.From("when", [new DateTime(2024, 2, 29, 13, 0, 0), new DateTime(2024, 3, 1, 14, 30, 0), default, new DateTime(2024, 3, 7, 13, 0, 0)]);
        Preprocessor preprocessor = Preprocessor.Fit(
            new TableSchema([when.Schema]), new Matrix<double>(when.Values.ToArray(), 4, 1), new PreprocessingSettings { Scaling = ScalerMethod.None, ClipRange = null });
        Assert.Equal(["when month", "when day", "when weekday", "when hour", "when is missing"], preprocessor.FeatureNames);
        Assert.Equal([2, 29, 3, 13, 0], Row(preprocessor, when.Values[0]));
        Assert.Equal([3, 1, 4, 14, 1], Row(preprocessor, double.NaN));
        Assert.Equal([12, 31, 6, 0, 0], Row(preprocessor, DateValue.From(new DateTime(2023, 12, 31))));
    }

    [Fact]
    public void Parts_of_dates_are_clipped_to_those_of_the_dates_in_training()
    {
        TableColumn when = TableColumn.From("when", [new DateTime(2020, 2, 3, 8, 0, 0), new DateTime(2024, 3, 1, 20, 0, 0), new DateTime(2022, 6, 7, 13, 0, 0)]);
        Preprocessor preprocessor = Preprocessor.Fit(
            new TableSchema([when.Schema]), new Matrix<double>(when.Values.ToArray(), 3, 1), new PreprocessingSettings { Scaling = ScalerMethod.None });
        Assert.Equal(["when year", "when month", "when day", "when weekday", "when hour"], preprocessor.FeatureNames);

        // A year may be a quarter of the range outside it; all months, days and hours lie between dates of several years.
        Assert.Equal([2025, 12, 31, 1, 23], Row(preprocessor, DateValue.From(new DateTime(2041, 12, 31, 23, 0, 0))));
        Assert.Equal([2019, 1, 1, 0, 0], Row(preprocessor, DateValue.From(new DateTime(1900, 1, 1))));
        var counts = new long[1];
        preprocessor.CountClipped(new Matrix<double>([DateValue.From(new DateTime(2041, 12, 31)), DateValue.From(new DateTime(2025, 1, 1)), double.NaN], 3, 1), counts);
        Assert.Equal(1, counts[0]);
    }

    [Fact]
    public void Hashed_categories_have_a_feature_for_each_bucket_that_training_met()
    {
        TableColumn id = TableColumn.From("id", Enumerable.Range(0, 100).Select(i => (Cell)$"k{i}")).Hashed(8);
        Preprocessor preprocessor = Fit(id);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"id#{i}"), preprocessor.FeatureNames);
        Assert.Equal(1, Row(preprocessor, id.Values[17])[(int)id.Values[17]]);
        Assert.Equal([0], preprocessor.CountUnknown(new Matrix<double>(id.Values.ToArray(), 100, 1)));
    }

    [Fact]
    public void A_column_knows_its_features()
    {
        Preprocessor preprocessor = Mixed();
        Assert.Equal(["x", "x is missing", "c=a", "c=b", "b", "when month", "when day", "when weekday"], preprocessor.FeatureNames);
        Assert.Equal([0..2, 2..4, 4..5, 5..8], Enumerable.Range(0, 4).Select(preprocessor.FeaturesOf));
        Assert.Equal((4, 8), (preprocessor.ColumnCount, preprocessor.FeatureCount));
    }

    [Fact]
    public void Training_rows_alone_decide()
    {
        Table table = Columns.From(Enumerable.Range(0, 100), ("x", i => i < 50 ? i : 1e6), ("c", i => i < 50 ? "a" : "b"));
        Dataset data = Dataset.FromTable("d", table.With(table["x"]), new TargetSchema(LearningTask.Regression, [ColumnSchema.Number("x")], []));
        Dataset training = data.SelectRows([.. Enumerable.Range(0, 50)]);
        Preprocessor preprocessor = Preprocessor.Fit(training, Usual);
        Assert.Equal(["c=a"], preprocessor.FeatureNames);
        Assert.Equal([0], Row(preprocessor, 1));
    }

    [Fact]
    public void A_row_alone_has_the_bits_of_the_table_and_allocates_nothing()
    {
        Preprocessor preprocessor = Mixed();
        var rows = new Matrix<double>(200, 4);
        for (int row = 0; row < rows.Rows; row++)
            new[] { row % 9 == 0 ? double.NaN : row, (row % 4) - 1, row % 2, row * 86400.0 * 5 }.CopyTo(rows.Row(row));
        Matrix<float> all = preprocessor.Transform<float>(rows);
        var features = new float[preprocessor.FeatureCount];
        preprocessor.Transform<double, float>(rows.Row(0), features);
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int row = 0; row < rows.Rows; row++)
            {
                preprocessor.Transform<double, float>(rows.Row(row), features);
                if (!all.Row(row).SequenceEqual(features))
                    Assert.Fail($"row {row}");
            }
        }));
    }

    [Fact]
    public void Wide_rows_allocate_nothing_either()
    {
        Preprocessor preprocessor = Preprocessor.Fit(
            TableSchema.OfNumbers(Enumerable.Range(0, 1000).Select(i => $"x{i}")), new Matrix<double>([.. Enumerable.Range(0, 3000).Select(i => (double)(i * i % 101))], 3, 1000), Usual);
        double[] row = new double[1000], features = new double[1000];
        preprocessor.Transform<double, double>(row, features);
        Assert.Equal(0, Allocated.By(() => preprocessor.Transform<double, double>(row, features)));
    }

    [Fact]
    public void Json_keeps_every_bit_without_reflection()
    {
        Preprocessor preprocessor = Mixed();
        string json = JsonSerializer.Serialize(preprocessor, PreprocessorJson.Default.Preprocessor);
        Preprocessor read = JsonSerializer.Deserialize(json, PreprocessorJson.Default.Preprocessor)!;
        Assert.Equal(preprocessor, read);
        Assert.Equal(preprocessor.GetHashCode(), read.GetHashCode());
        Assert.Equal(json, JsonSerializer.Serialize(read, PreprocessorJson.Default.Preprocessor));
        Assert.Equal(preprocessor.FeatureNames, read.FeatureNames);
        Assert.Contains("\"encoding\":\"category\"", json, StringComparison.Ordinal);

        var target = new TargetSchema(LearningTask.Classification, [ColumnSchema.Category("y", "a", "b")], ["a", "b"]);
        Assert.Equal(target, JsonSerializer.Deserialize(JsonSerializer.Serialize(target, PreprocessorJson.Default.TargetSchema), PreprocessorJson.Default.TargetSchema));
        var schema = new TableSchema([ColumnSchema.Hashed("y", 7)], ["-999"]);
        Assert.Equal(schema, JsonSerializer.Deserialize(JsonSerializer.Serialize(schema, PreprocessorJson.Default.TableSchema), PreprocessorJson.Default.TableSchema));
    }

    [Fact]
    public void Parts_that_do_not_go_together_are_refused()
    {
        TableSchema schema = new([ColumnSchema.Number("x"), ColumnSchema.Category("c", "a", "b")]);
        var scaler = new Scaler(ScalerMethod.None, [0, 0, 0], [1, 1, 1]);
        ColumnEncoding number = new NumberEncoding(0, false), category = new CategoryEncoding([0, 1], false, false, 0);
        Assert.Equal(3, new Preprocessor(schema, [number, category], scaler).FeatureCount);
        AssertRefused("1 encodings for 2 columns", () => new Preprocessor(schema, [number], scaler));
        AssertRefused("column 'c' of the kind Category has no encoding", () => new Preprocessor(schema, [], scaler));
        AssertRefused("column 'x' of the kind Number has the encoding of another", () => new Preprocessor(schema, [category, number], scaler));
        AssertRefused("a scaler of 3 columns for 4 features", () => new Preprocessor(schema, [new NumberEncoding(0, true), category], scaler));
        AssertRefused("column 'c' of the kind Category has the encoding", () => new Preprocessor(schema, [number, new CategoryEncoding([0, 2], false, false, 0)], scaler));
        AssertRefused("column 'x' of the kind Number has the encoding", () => new Preprocessor(schema, [new NumberEncoding(double.NaN, false), category], scaler));
        AssertRefused("codes [0, 0] with -1", () => new CategoryEncoding([0, 0], false, false, -1));
        AssertRefused("codes [0] with 1", () => new CategoryEncoding([0], false, false, 1));
        AssertRefused("rows of 1 values for 2 columns", () => Preprocessor.Fit(schema, new Matrix<double>(3, 1), Usual));
        AssertRefused("a row of 1 values for 2 columns", () => Row(new Preprocessor(schema, [number, category], scaler), 1));
        Assert.Throws<InvalidDataException>(() => Preprocessor.Fit(schema, new Matrix<double>(0, 2), Usual));
        Assert.Throws<ArgumentException>(() => Preprocessor.Fit(schema, new Matrix<double>(1, 2), Usual with { MaxLevels = 0 }));
        Assert.Equal(
            "column 'x' cannot be scaled: its values are too large",
            Assert.Throws<InvalidDataException>(() => Fit(TableColumn.From("x", [double.MaxValue, double.MaxValue, double.MinValue]))).Message);
        static void AssertRefused(string start, Func<object> act) => Assert.StartsWith(start, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(101)]
    [InlineData(1000)]
    public void Medians_are_those_of_sorted_values(int count)
    {
        var random = new Random(count);
        foreach (int range in new[] { 2, 10, 1_000_000 })
        {
            double[] values = [.. Enumerable.Range(0, count).Select(_ => random.Next(range) / 8.0)];
            double[] sorted = [.. values.Order()];
            Assert.Equal((sorted[(count - 1) / 2] + sorted[count / 2]) / 2, Median.Of(values));
            Assert.Equal((sorted[(count - 1) / 2] + sorted[count / 2]) / 2, Median.Of(sorted));
        }
    }

    private static Preprocessor Mixed() => Fit(
        TableColumn.From("x", [1, default, 5]), TableColumn.From("c", ["b", "a", "b"]), TableColumn.From("b", [true, false, true]),
        TableColumn.From("when", [new DateOnly(2024, 1, 1), new DateOnly(2024, 2, 2), new DateOnly(2024, 1, 3)]));

    private static Preprocessor Fit(params TableColumn[] columns)
    {
        var table = new Table(columns);
        return Preprocessor.Fit(table.Schema, table.Schema.Encode(table), Usual);
    }

    private static double[] Row(Preprocessor preprocessor, params double[] values)
    {
        var features = new double[preprocessor.FeatureCount];
        preprocessor.Transform<double, double>(values, features);
        return features;
    }

    [JsonSerializable(typeof(Preprocessor))]
    [JsonSerializable(typeof(TargetSchema))]
    [JsonSerializable(typeof(ColumnSchema))]
    [JsonSerializable(typeof(ColumnEncoding))]
    [JsonSerializable(typeof(DatePart))]
    [JsonSerializable(typeof(string))]
    [JsonSerializable(typeof(int))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    private sealed partial class PreprocessorJson : JsonSerializerContext;
}
