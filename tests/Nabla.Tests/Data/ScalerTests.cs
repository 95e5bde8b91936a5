using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public class ScalerTests
{
    private static readonly JsonElement Fixture = JsonDocument.Parse(
        File.ReadAllText(Path.Join(AppContext.BaseDirectory, "Fixtures", "Data", "scalers.json"))).RootElement;

    public static TheoryData<string, ScalerMethod> Cases => new MatrixTheoryData<string, ScalerMethod>(
        ["digits", "iris"],
        [ScalerMethod.Standard, ScalerMethod.MinMax, ScalerMethod.MaxAbs, ScalerMethod.Robust]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Offsets_and_scales_are_those_of_scikit_learn_and_constant_columns_have_scale_0(string name, ScalerMethod method)
    {
        Matrix<double> x = Datasets.Load(name).Features;
        Scaler scaler = Scaler.Fit(method, x);
        JsonElement expected = Fixture.GetProperty(name).GetProperty(method.ToString());
        double[] offset = Numbers(expected, "offset"), scale = Numbers(expected, "scale");
        for (int column = 0; column < x.Columns; column++)
        {
            double[] values = Column(x, column);
            AssertClose(offset[column], scaler.Offset[column], 1e-15);
            AssertClose(values.Min() == values.Max() ? 0 : scale[column], scaler.Scale[column], 1e-15);
        }
    }

    [Fact]
    public void Mean_and_deviation_of_awkward_columns_are_exact_to_the_last_places()
    {
        foreach (JsonElement column in Fixture.GetProperty("awkward").EnumerateArray())
        {
            double[] values = Numbers(column, "values");
            Scaler scaler = Scaler.Fit(ScalerMethod.Standard, new Matrix<double>(values, values.Length, 1));
            double mean = column.GetProperty("mean").GetDouble(), deviation = column.GetProperty("deviation").GetDouble();

            // A mean that is small beside the values can only be as exact as they are.
            Assert.InRange(Math.Abs(mean - scaler.Offset[0]), 0, 2 * Math.BitIncrement(values.Max(Math.Abs)) * Math.ScaleB(1, -53));
            AssertClose(deviation, scaler.Scale[0], 1e-15);
        }
    }

    [Fact]
    public void Standardised_digits_have_mean_0_and_variance_1_and_constant_pixels_stay_0()
    {
        Matrix<double> x = Datasets.Digits().Features;
        Matrix<double> y = Scaler.Fit(ScalerMethod.Standard, x).Transform<double>(x);
        int constants = 0;
        for (int column = 0; column < x.Columns; column++)
        {
            double[] raw = Column(x, column), scaled = Column(y, column);
            bool constant = raw.Min() == raw.Max();
            constants += constant ? 1 : 0;
            Assert.Equal(0, scaled.Average(), 1e-13);
            Assert.Equal(constant ? 0 : 1, scaled.Average(v => v * v), 1e-13);
        }

        Assert.Equal(3, constants);
    }

    [Fact]
    public void The_ends_of_a_range_are_met_exactly()
    {
        Matrix<double> x = Matrix<double>.From([[3, -49, 0.1], [5, 1, 0.7], [10, 49, 0.3]]);
        Matrix<double> ranged = Scaler.Fit(ScalerMethod.MinMax, x).Transform<double>(x);
        Assert.Equal([0, 0, 0], ranged.Row(0));
        Assert.Equal(1, ranged[2, 0]);
        Assert.Equal(1, ranged[2, 1]);
        Assert.Equal(1, ranged[1, 2]);

        // The sleep-and-study tutorial divides by each column's maximum.
        Matrix<double> divided = Scaler.Fit(ScalerMethod.MaxAbs, x).Transform<double>(x);
        Assert.Equal([0.3, 0.5, 1.0], Column(divided, 0));
        Assert.Equal(-1, divided[0, 1]);
    }

    [Theory]
    [InlineData(ScalerMethod.Standard)]
    [InlineData(ScalerMethod.MinMax)]
    [InlineData(ScalerMethod.MaxAbs)]
    [InlineData(ScalerMethod.Robust)]
    public void A_constant_column_gives_0_for_every_value_and_comes_back_as_its_constant(ScalerMethod method)
    {
        Scaler scaler = Scaler.Fit(method, Matrix<double>.From([[0.1], [0.1], [0.1]]));
        Assert.Equal([0, 0], scaler.Transform<float>(Matrix<double>.From([[0.1], [7]])).Data);
        Assert.Equal(method == ScalerMethod.MaxAbs ? 0 : 0.1, scaler.Inverse<float>(new Matrix<float>(1, 1))[0, 0]);
    }

    [Fact]
    public void None_changes_nothing()
    {
        Matrix<double> x = Datasets.Iris().Features;
        Assert.Equal(x.Data, Scaler.Fit(ScalerMethod.None, x).Transform<double>(x).Data);
    }

    [Fact]
    public void Robust_keeps_the_unit_where_the_quartiles_are_the_same()
    {
        Scaler scaler = Scaler.Fit(ScalerMethod.Robust, Matrix<double>.From([[2], [2], [2], [2], [9]]));
        Assert.Equal((2, 1), (scaler.Offset[0], scaler.Scale[0]));
    }

    [Fact]
    public void Only_the_named_rows_are_fitted()
    {
        Matrix<double> x = Datasets.Digits().Features;
        int[] rows = [.. Enumerable.Range(0, 300).Select(i => i * 5)];
        Matrix<double> poisoned = x.SelectRows([.. Enumerable.Range(0, x.Rows)]);
        for (int row = 0; row < x.Rows; row++)
        {
            if (row % 5 != 0 || row >= 1500)
                poisoned.Row(row).Fill(double.NaN);
        }

        foreach (ScalerMethod method in Enum.GetValues<ScalerMethod>())
            Assert.Equal(Scaler.Fit(method, x.SelectRows(rows)), Scaler.Fit(method, poisoned, rows));
    }

    [Fact]
    public void A_row_alone_gives_the_bits_of_the_matrix_and_float_is_double_rounded()
    {
        Matrix<double> x = Datasets.Digits().Features;
        Scaler scaler = Scaler.Fit(ScalerMethod.Standard, x);
        Matrix<double> all = scaler.Transform<double>(x);
        Assert.Equal(all.Data.Select(value => (float)value), scaler.Transform<float>(x).Data);
        Span<double> row = new double[x.Columns];
        scaler.Transform<double, double>(x.Row(1000), row);
        Assert.Equal(all.Row(1000), row);
    }

    [Fact]
    public void Inverse_gives_back_the_values()
    {
        Matrix<double> x = Datasets.Digits().Features;
        foreach (ScalerMethod method in Enum.GetValues<ScalerMethod>().Except([ScalerMethod.RobustClip, ScalerMethod.Quantile])) // NamedPreprocessingTests
        {
            Scaler scaler = Scaler.Fit(method, x);
            Matrix<double> back = scaler.Inverse<double>(scaler.Transform<double>(x));
            for (int i = 0; i < back.Data.Length; i++)
                Assert.Equal(x.Data[i], back.Data[i], 1e-13);
        }
    }

    [Fact]
    public void A_row_is_scaled_without_allocation()
    {
        Matrix<double> x = Datasets.Iris().Features;
        Scaler scaler = Scaler.Fit(ScalerMethod.Standard, x);
        var result = new float[4];
        scaler.Transform<double, float>(x.Row(0), result);
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int row = 0; row < x.Rows; row++)
                scaler.Transform<double, float>(x.Row(row), result);
        }));
    }

    [Fact]
    public void Json_keeps_every_bit()
    {
        Scaler scaler = Scaler.Fit(ScalerMethod.Standard, Datasets.Digits().Features);
        string json = JsonSerializer.Serialize(scaler, ScalerJson.Default.Scaler);
        Assert.StartsWith("""{"Method":1,"Offset":[0,0.30383973288814""", json, StringComparison.Ordinal);
        Scaler read = JsonSerializer.Deserialize(json, ScalerJson.Default.Scaler)!;
        Assert.Equal(scaler, read);
        Assert.Equal(scaler.GetHashCode(), read.GetHashCode());
        Assert.NotEqual(scaler, Scaler.Fit(ScalerMethod.MinMax, Datasets.Digits().Features));
        Assert.Throws<ArgumentException>(() => JsonSerializer.Deserialize("""{"Method":1,"Offset":[0]}""", ScalerJson.Default.Scaler));
    }

    [Fact]
    public void What_cannot_be_scaled_is_refused()
    {
        Matrix<double> huge = Matrix<double>.From([[1, double.MaxValue], [2, double.MaxValue], [3, double.MinValue]]);
        foreach (ScalerMethod method in new[] { ScalerMethod.Standard, ScalerMethod.MinMax, ScalerMethod.Robust })
        {
            var refused = Assert.Throws<InvalidDataException>(() => Scaler.Fit(method, huge));
            Assert.StartsWith("column 1 cannot be scaled", refused.Message, StringComparison.Ordinal);
        }

        Assert.Throws<InvalidDataException>(() => Scaler.Fit(ScalerMethod.MaxAbs, Matrix<double>.From([[double.NaN], [1]])));
        Assert.Throws<InvalidDataException>(() => Scaler.Fit(ScalerMethod.Standard, new Matrix<double>(0, 2)));
        Assert.Throws<ArgumentException>(() => Scaler.Fit(ScalerMethod.None, huge).Transform<double>(new Matrix<double>(1, 3)));
        Assert.Throws<ArgumentException>(() => new Scaler(ScalerMethod.None, [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new Scaler(ScalerMethod.None, default, default));
        Assert.Throws<ArgumentException>(() => new Scaler(ScalerMethod.None, [1], ImmutableArray.Create(double.NaN)));
    }

    private static double[] Column(Matrix<double> x, int column) => [.. Enumerable.Range(0, x.Rows).Select(row => x[row, column])];

    private static double[] Numbers(JsonElement element, string name)
        => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    private static void AssertClose(double expected, double actual, double relative)
        => Assert.InRange(actual, expected - (Math.Abs(expected) * relative), expected + (Math.Abs(expected) * relative));
}

/// <summary>What a trimmed program has: no reflection.</summary>
[JsonSerializable(typeof(Scaler))]
internal sealed partial class ScalerJson : JsonSerializerContext;
