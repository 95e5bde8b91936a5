using System.Globalization;
using Nabla.Selection;

namespace Nabla.Tests.Selection;

public class SearchSpaceTests
{
    [Fact]
    public void A_choice_has_its_values_in_order()
    {
        Dimension hidden = Dimension.Parse("hidden=32;64;64,32");
        Assert.Equal(["32", "64", "64,32"], hidden.Grid);
        Assert.Equal(["32", "64", "64,32"], new[] { 0, 0.34, 0.999 }.Select(hidden.At));
        Assert.Equal("hidden=32;64;64,32", hidden.ToString());
    }

    [Fact]
    public void A_range_is_even_or_even_in_its_logarithm()
    {
        Assert.Equal(["0.1", "0.2", "0.3"], Dimension.Parse("dropout=0.1..0.3:3").Grid);
        Assert.Equal(["0.001", "0.01", "0.1"], Dimension.Parse("learning-rate=0.001..0.1:log:3").Grid);
        Assert.Equal("0.01", Dimension.Parse("learning-rate=0.001..0.1:log").At(0.5));
        Assert.Equal("0.05", Dimension.Parse("l2=0..0.1").At(0.5));
    }

    [Fact]
    public void Ends_that_are_whole_numbers_make_whole_numbers()
    {
        Assert.Equal(["8", "16", "32", "64", "128"], Dimension.Parse("batch-size=8..128:log").Grid);
        Assert.Equal(["1", "2", "3"], Dimension.Parse("epochs=1..3:9").Grid);
        Assert.All(Enumerable.Range(0, 100), i => Assert.True(int.TryParse(Dimension.Parse("hidden=8..256:log").At(i / 100.0), NumberStyles.None, CultureInfo.InvariantCulture, out _)));
    }

    [Fact]
    public void A_grid_has_every_combination()
    {
        var space = new SearchSpace(Dimension.Parse("a=1;2"), Dimension.Parse("b=x;y;z"));
        Assert.Equal(["a=1 b=x", "a=1 b=y", "a=1 b=z", "a=2 b=x", "a=2 b=y", "a=2 b=z"], space.Grid().Select(candidate => candidate.ToString()));
        Assert.Equal("y", space.Grid().ElementAt(4)["b"]);
        Assert.Throws<KeyNotFoundException>(() => space.Grid().First()["c"]);
    }

    [Fact]
    public void A_draw_depends_on_seed_and_number_alone()
    {
        var space = new SearchSpace(Dimension.Parse("rate=0.001..0.1:log"), Dimension.Parse("b=x;y;z"));
        Assert.Equal(space.Draw(1, 7), space.Draw(1, 7));
        Assert.Equal(space.Draw(1, 7)["b"], new SearchSpace(Dimension.Parse("c=0..1"), Dimension.Parse("b=x;y;z")).Draw(1, 7)["b"]);
        Candidate[] draws = [.. Enumerable.Range(1, 300).Select(number => space.Draw(1, number))];
        Assert.All(draws, draw => Assert.InRange(double.Parse(draw["rate"], CultureInfo.InvariantCulture), 0.001, 0.1));
        Assert.InRange(draws.Count(draw => double.Parse(draw["rate"], CultureInfo.InvariantCulture) < 0.01), 120, 180);
        Assert.InRange(draws.Count(draw => draw["b"] == "z"), 75, 125);
        Assert.NotEqual(draws[0], space.Draw(2, 1));
    }

    [Theory]
    [InlineData("hidden", "not of the form")]
    [InlineData("=3", "not of the form")]
    [InlineData("hidden=", "not of the form")]
    [InlineData("hidden=3;3", "a value stands twice")]
    [InlineData("rate=1..x", "'x' is not a number")]
    [InlineData("rate=1..2..3", "not of the form LOW..HIGH")]
    [InlineData("rate=2..1", "expected an ascending one")]
    [InlineData("rate=0..1:log", "has no logarithm")]
    [InlineData("rate=0..1:lin", "'lin' is neither log nor a number of values")]
    [InlineData("rate=0..1:1", "a grid of 1 values")]
    public void What_makes_no_sense_is_refused(string text, string sentence)
        => Assert.Contains(sentence, Assert.Throws<FormatException>(() => Dimension.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_space_tries_something_and_nothing_twice()
    {
        Assert.Throws<ArgumentException>(() => new SearchSpace());
        Assert.Throws<ArgumentException>(() => new SearchSpace(Dimension.Parse("a=1"), Dimension.Parse("a=2")));
    }
}
