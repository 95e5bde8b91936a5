using System.Globalization;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public class LabelMapTests
{
    private enum Size
    {
        Small = -1,
        Large = 7,
    }

    [Fact]
    public void Classes_that_can_be_compared_ascend()
    {
        Assert.Equal([-1, 3, 20], LabelMap<int>.From([20, 3, -1, 3]).Classes);
        Assert.Equal([0.5, 1.5], LabelMap<double>.From([1.5, 0.5, 1.5]).Classes);
        Assert.Equal([false, true], LabelMap<bool>.From([true, false]).Classes);
        Assert.Equal([Size.Small, Size.Large], LabelMap<Size>.From([Size.Large, Size.Small]).Classes);
        Assert.Equal([(1, 9), (2, 0)], LabelMap<(int, int)>.From([(2, 0), (1, 9)]).Classes);
    }

    [Fact]
    public void Texts_in_tuples_ascend_alike_in_every_culture()
    {
        (string, int)[] labels = [("z", 1), ("ä", 1), ("a", 2), ("Z", 0)];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            IEnumerable<(string, int)[]> orders = new[] { "", "sv-SE", "de-DE", "tr-TR" }.Select(name =>
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
                return LabelMap<(string, int)>.From(labels).Classes.ToArray(); // in Swedish ä comes after z
            });
            Assert.All(orders, order => Assert.Equal(new[] { ("a", 2), ("ä", 1), ("z", 1), ("Z", 0) }, order));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Strings_ascend_character_by_character_in_every_culture()
    {
        using var culture = new GermanCulture();
        Assert.Equal(["B", "Z", "a", "z", "ä"], LabelMap<string>.From(["ä", "z", "a", "Z", "B", "a"]).Classes);
    }

    [Fact]
    public void Classes_that_cannot_be_compared_stand_in_order_of_appearance()
        => Assert.Equal([new Pixel(9, 1), new Pixel(0, 2)], LabelMap<Pixel>.From([new(9, 1), new(0, 2), new(9, 1)]).Classes);

    [Fact]
    public void The_order_can_be_given()
    {
        var map = new LabelMap<string>("low", "high");
        Assert.Equal(1, map.IndexOf("high"));
        Assert.Equal([1, 0, 1], map.Encode(["high", "low", "high"]));
        var twice = Assert.Throws<ArgumentException>(() => new LabelMap<string>("a", "a"));
        Assert.StartsWith("two classes are 'a'", twice.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LabelMap<string>.From([]));
    }

    [Fact]
    public void An_unknown_label_is_named_with_the_known_ones()
    {
        using var culture = new GermanCulture();
        var map = LabelMap<double>.From([1.5, 2]);
        var many = LabelMap<int>.From(Enumerable.Range(0, 100));
        AssertRefused("label '2.5' is unknown: known are 1.5, 2", () => map.IndexOf(2.5));
        AssertRefused("row 1: label '2.5' is unknown: known are 1.5, 2", () => map.Encode([2, 2.5]));
        AssertRefused("label '-1' is unknown: known are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …", () => many.IndexOf(-1));
    }

    [Fact]
    public void Outputs_are_decoded_to_the_label_of_the_largest()
    {
        var map = LabelMap<string>.From(["a", "b", "c"]);
        Assert.Equal("b", map.Decode<float>([0.1f, 0.7f, 0.2f]));
        Assert.Equal(["c", "a"], map.Decode<double>(Matrix<double>.From([[-3, -2, -1], [1, 1, 0]])));
        Assert.Equal([0, 0, 1, 1, 0, 0], map.EncodeOneHot<double>(["c", "a"]).Data);
        Assert.Throws<ArgumentException>(() => map.Decode<double>([1, 2]));
        Assert.Throws<ArgumentException>(() => map.Decode<double>([1]));
    }

    [Fact]
    public void A_single_output_stands_for_two_classes()
    {
        var map = LabelMap<string>.From(["no", "yes"]);
        Assert.Equal(["no", "no", "yes"], map.Decode<double>(Matrix<double>.From([[0.1], [0.5], [0.51]])));
    }

    private static void AssertRefused(string message, Func<object> use)
        => Assert.Equal(message, Assert.Throws<InvalidDataException>(use).Message);

    /// <summary>Equatable, not comparable.</summary>
    private sealed record Pixel(int X, int Y);
}
