using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public class OneHotTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(5, 5)]
    public void Decoding_undoes_encoding(int outputs, int classes)
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i * 7 % classes)];
        Matrix<float> encoded = OneHot.Encode<float>(labels, outputs);
        Assert.Equal((40, outputs), (encoded.Rows, encoded.Columns));
        Assert.Equal(labels, OneHot.Decode<float>(encoded));
    }

    [Fact]
    public void A_class_has_a_1_in_its_column_and_a_single_output_is_1_for_the_second_class()
    {
        Assert.Equal([0, 0, 1, 1, 0, 0], OneHot.Encode<double>([2, 0], 3).Data);
        Assert.Equal([1, 0], OneHot.Encode<double>([1, 0], 1).Data);
    }

    [Fact]
    public void The_first_of_equal_outputs_wins_and_one_half_is_the_first_class()
    {
        Assert.Equal(1, OneHot.Decode<double>([0, 2, 2]));
        Assert.Equal(0, OneHot.Decode<float>([0.5f]));
        Assert.Equal(1, OneHot.Decode<float>([MathF.BitIncrement(0.5f)]));
    }

    [Fact]
    public void A_label_without_an_output_is_named_by_row()
    {
        Assert.StartsWith(
            "row 1: label 3 has no output, expected 0 to 2",
            Assert.Throws<ArgumentException>(() => OneHot.Encode<float>([0, 3], 3)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OneHot.Encode<float>([2], 1));
        Assert.Throws<ArgumentException>(() => OneHot.Encode<float>([-1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Encode<float>([0], 0));
    }
}
