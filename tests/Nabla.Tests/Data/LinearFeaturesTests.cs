using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public sealed class LinearFeaturesTests
{
    private static readonly double[] Interesting = [0, -0.0, 1, -3.5, 1e-310, 1e300, double.NaN, 7, -7, 0.1];

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(300)]
    public void A_row_has_the_bits_of_the_scaler(int features)
    {
        (Scaler scaler, FeatureLimits limits) = Of(features);
        var linear = new LinearFeatures(scaler, limits, []);
        double[] row = [.. Enumerable.Range(0, features).Select(i => Interesting[i % Interesting.Length])];
        double[] expected = new double[features], found = new double[features];
        scaler.Transform<double, double>(row, expected, limits.Least, limits.Greatest);
        linear.Transform<double, double>(row, found);
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), found.Select(BitConverter.DoubleToInt64Bits));

        float[] expectedSingle = new float[features], foundSingle = new float[features], single = [.. row.Select(x => (float)x)];
        scaler.Transform(single, expectedSingle, limits.Least, limits.Greatest);
        linear.Transform<float, float>(single, foundSingle);
        Assert.Equal(expectedSingle.Select(BitConverter.SingleToInt32Bits), foundSingle.Select(BitConverter.SingleToInt32Bits));
        scaler.Transform(row, expectedSingle, limits.Least, limits.Greatest);
        linear.Transform<double, float>(row, foundSingle);
        Assert.Equal(expectedSingle.Select(BitConverter.SingleToInt32Bits), foundSingle.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        const int Features = 16;
        (Scaler scaler, FeatureLimits limits) = Of(Features);
        var linear = new LinearFeatures(scaler, limits, [.. Enumerable.Range(0, Features).Select(i => i / 3.0)]);
        double[] row = [.. Enumerable.Range(0, Features).Select(i => Interesting[i % Interesting.Length])];
        double[] one = [.. row], narrow = [.. row], middle = [.. row], wide = [.. row];
        linear.Scale<Scalar<double>>(one);
        linear.Scale<Lanes128<double>>(narrow);
        linear.Scale<Lanes256<double>>(middle);
        linear.Scale<Lanes512<double>>(wide);
        Assert.All([narrow, middle, wide], found => Assert.Equal(one.Select(BitConverter.DoubleToInt64Bits), found.Select(BitConverter.DoubleToInt64Bits)));
        Assert.DoesNotContain(one, double.IsNaN); // what is missing is filled
    }

    [Fact]
    public void A_row_of_another_length_is_refused()
    {
        (Scaler scaler, FeatureLimits limits) = Of(3);
        Assert.Throws<ArgumentException>(() => new LinearFeatures(scaler, limits, []).Transform<double, float>([1, 2], new float[3]));
        Assert.Throws<ArgumentException>(() => new LinearFeatures(scaler, limits, []).Transform<double, float>([1, 2, 3], new float[2]));
    }

    [Fact]
    public void Limits_include_what_is_neither_clipped_nor_missing()
    {
        FeatureLimits limits = Of(13).Limits;
        double[] row = new double[13];
        Assert.True(limits.Include(row));
        foreach (int i in (int[])[0, 3, 12])
        {
            foreach (double value in (double[])[double.NaN, 100, -100])
            {
                double[] changed = [.. row];
                changed[i] = value;
                Assert.False(limits.Include(changed));
            }
        }
    }

    private static (Scaler Scaler, FeatureLimits Limits) Of(int features)
    {
        int[] starts = [.. Enumerable.Range(0, features + 1)];
        var scaler = new Scaler(ScalerMethod.Standard, [.. starts[..features].Select(i => i / 7.0)], [.. starts[..features].Select(i => i % 4 == 2 ? 0 : 1 + (i / 3.0))]);
        var ranges = new ColumnRanges([.. starts[..features].Select(_ => -2.0)], [.. starts[..features].Select(i => 2.0 + i)]);
        return (scaler, FeatureLimits.Of([.. starts[..features].Select(i => ColumnSchema.Number($"x{i}"))], [], starts, ranges, 0.1));
    }
}
