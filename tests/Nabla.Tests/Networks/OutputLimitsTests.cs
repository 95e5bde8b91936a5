using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Networks;

public class OutputLimitsTests
{
    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(double.NegativeInfinity, 1)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(1, 0.5)]
    public void Only_two_ascending_numbers_are_taken(double least, double greatest)
        => Assert.EndsWith("expected two ascending numbers", Assert.Throws<ArgumentException>(() => new OutputLimits(least, greatest)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_single_number_is_a_range_too() => Assert.Equal((2.0, 2.0), (new OutputLimits(2, 2).Least, new OutputLimits(2, 2).Greatest));

    [Fact]
    public void Each_column_is_kept_in_its_own_range_and_columns_without_one_are_left()
    {
        Matrix<double> outputs = Matrix<double>.From([[-3, 7, -9], [0.5, 1, 9], [4, double.NaN, double.NaN], [double.PositiveInfinity, double.NegativeInfinity, 0]]);
        OutputLimits.Clamp<double>([new(-1, 2), new(3, 5)], outputs);
        Assert.Equal([-1, 5, -9, 0.5, 3, 9, 2, double.NaN, double.NaN, 2, 3, 0], outputs.Data);
        OutputLimits.Clamp<double>(null, outputs);
        Assert.Equal(-9, outputs[0, 2]);
    }
}
