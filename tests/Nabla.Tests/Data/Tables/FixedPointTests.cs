using Nabla.Data;

namespace Nabla.Tests.Data.Tables;

public sealed class FixedPointTests
{
    [Fact]
    public void The_double_of_a_decimal_text_is_kept_bit_for_bit()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            int digits = random.Next(10);
            string text = $"{(random.Next(2) == 0 ? "-" : "")}{random.Next(int.MaxValue - 1)}e-{digits}";
            double value = double.Parse(text, System.Globalization.CultureInfo.InvariantCulture), scale = Math.Pow(10, digits);
            Assert.True(FixedPoint.TryEncode(value, scale, out int number), text);
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(FixedPoint.Decode(number, scale)));
        }
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(0.1, 1)]
    [InlineData(0.12345, 1e4)]
    [InlineData(1e-300, 1e9)]
    [InlineData(-1e-300, 1e9)]
    [InlineData(double.Epsilon, 1e9)]
    [InlineData(2147483647, 1)]
    [InlineData(-2147483648, 1)]
    [InlineData(2.147483647, 1e9)]
    [InlineData(1 / 3.0, 1e9)]
    [InlineData(double.MaxValue, 1e9)]
    public void Other_numbers_are_refused(double value, double scale) => Assert.False(FixedPoint.TryEncode(value, scale, out _));

    [Fact]
    public void A_NaN_with_other_bits_is_refused()
        => Assert.False(FixedPoint.TryEncode(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(double.NaN) ^ 1), 1, out _));

    [Fact]
    public void Rows_are_decoded_like_single_numbers()
    {
        double[] values = [0, -0.0, 1, -1, double.NaN, 2147483646, -2147483646, 12.34, -0.0, double.NaN, 7];
        double[] scales = [1, 10, 100, 1, 1e9, 1, 1, 100, 1, 1, 1e3];
        var numbers = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
            Assert.True(FixedPoint.TryEncode(values[i], scales[i], out numbers[i]));
        var decoded = new double[values.Length];
        FixedPoint.Decode(numbers, scales, decoded);
        Assert.Equal(Bits(values), Bits(decoded));
        Assert.Equal(Bits(values), Bits(numbers.Zip(scales, FixedPoint.Decode)));
    }

    private static long[] Bits(IEnumerable<double> values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];
}
