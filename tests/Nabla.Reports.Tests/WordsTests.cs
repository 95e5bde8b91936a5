namespace Nabla.Reports.Tests;

public class WordsTests
{
    [Theory]
    [InlineData(1, "100\u00a0%")]
    [InlineData(0, "0\u00a0%")]
    [InlineData(0.975, "97.5\u00a0%")]
    [InlineData(0.9996, "99.96\u00a0%")]
    [InlineData(0.00001, "0.001\u00a0%")]
    public void Only_what_is_whole_looks_whole(double part, string expected) => Assert.Equal(expected, Words.Percent(part));

    [Theory]
    [InlineData(0.123456, "0.1235")]
    [InlineData(-2, "−2")]
    [InlineData(1.5e-12, "1.5·10⁻¹²")]
    [InlineData(1234.5, "1,234")]
    [InlineData(41340, "41,340")]
    [InlineData(12345678, "1.235·10⁷")]
    public void Numbers_have_four_digits_or_all_of_their_whole_part(double value, string expected) => Assert.Equal(expected, Words.Number(value));

    [Fact]
    public void One_thing_is_no_plural() => Assert.Equal(("1 row", "1,000 rows"), (Words.Count(1, "row"), Words.Count(1000, "row")));
}
