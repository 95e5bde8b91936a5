using System.Globalization;
using System.Text;
using Nabla.Data;

namespace Nabla.Csv.Tests;

/// <summary>Text without quotes is parsed line by line on all threads, any other by the reader of CSV: what comes out is the same.</summary>
public sealed class PlainLinesTests
{
    private static readonly string[] Numbers = ["0", "-0", "1", "-12.5", ".5", "5.", "+3", "1e5", "-2.5E-3", "123456789012345", "1234567890123456789", "0.1234567890123456", "99999999.9999999", "NA", "", "  7  ", "1_5", "x"];
    private static readonly string[] Words = ["a", "b", " b", "ä", "", "NA", "longer text", "5"];

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("\n", true)]
    [InlineData("\r\n", true)]
    public void Rows_are_those_of_the_reader_of_CSV(string lineEnd, bool ends)
    {
        // The quote in the first row makes one of the two be read by the other way.
        string[] rows = [.. Enumerable.Range(0, 20_000).Select(Row)];
        string text = string.Join(lineEnd, rows) + (ends ? lineEnd : string.Empty);
        string plain = "n,t,i" + lineEnd + "1,a,1" + lineEnd + text, quoted = "n,t,i" + lineEnd + "\"1\",a,1" + lineEnd + text;
        var options = new CsvOptions { Numeric = ["n"], Categorical = ["t"], SkipBadRows = true };
        CsvTable fast = Texts.Read(plain, options), slow = Texts.Read(quoted, options);
        Same(fast, slow);
        Assert.True(fast.Skipped.Count > 0);

        static string Row(int i) => (i % 1000) switch
        {
            17 => string.Empty,
            23 => "1,2",
            29 => "1,2,3,4",
            31 => "   ",
            _ => string.Create(CultureInfo.InvariantCulture, $"{Numbers[i * 7 % Numbers.Length]},{Words[i * 5 % Words.Length]}{(i > 9000 && i % 11 == 0 ? "late" : string.Empty)},{i}"),
        };
    }

    [Theory]
    [InlineData("\"a, b\"")]
    [InlineData("a\"b")]
    [InlineData("\"two\nlines\"")]
    [InlineData("lone\rreturn")]
    public void A_text_goes_on_behind_its_first_quote(string field)
    {
        string[] rows = [.. Enumerable.Range(0, 9_000).Select(i => FormattableString.Invariant($"{i},t{i % 3}"))];
        rows[5000] = "5000," + field;
        rows[8000] = "x,t";
        string text = "n,t\n" + string.Join('\n', rows);
        var options = new CsvOptions { Numeric = ["n"], Categorical = ["t"], SkipBadRows = true };
        CsvTable fast = Texts.Read(text, options), slow = Texts.Read(text.Replace("\n0,t0\n", "\n\"0\",t0\n", StringComparison.Ordinal), options);
        Same(fast, slow);
    }

    [Fact]
    public void A_line_longer_than_a_piece_is_read()
    {
        string wide = string.Join(',', Enumerable.Range(0, 30_000));
        Table table = Texts.Read(string.Join(',', Enumerable.Range(0, 30_000).Select(i => $"x{i}")) + "\n" + wide + "\n" + wide + "\n").Table;
        Assert.Equal((2, 30_000, 29_999.0), (table.Rows, table.Columns.Count, table.Columns[^1].Values[1]));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.000")]
    [InlineData("12.")]
    [InlineData(".25")]
    [InlineData("3.1415926535897")]
    [InlineData("999999999999999")]
    [InlineData("0.00000000000001")]
    [InlineData("9007199254740.99")]
    public void Decimals_are_rounded_as_the_library_does(string text)
    {
        Assert.True(Decimals.TryRead(Encoding.ASCII.GetBytes(text), out double value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e3")]
    [InlineData("+1")]
    [InlineData("1.2.3")]
    [InlineData("1234567890123456")]
    [InlineData(" 1")]
    public void Other_numbers_are_left_to_the_library(string text) => Assert.False(Decimals.TryRead(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void A_word_is_read_like_its_digits()
    {
        var random = new Random(1);
        byte[] alphabet = [.. "0123456789012345678901234567890123456789.....-+e,x "u8, 0, 0x80, 0xfa, 0xff];
        int numbers = 0;
        for (int i = 0; i < 200_000; i++)
        {
            byte[] text = random.GetItems(alphabet, random.Next(4, 9));
            bool isNumber = Decimals.TryReadDigits(text, out long digits, out int decimals);
            Assert.Equal(isNumber, Decimals.TryReadWord(text, out long ofWord, out int decimalsOfWord));
            if (isNumber)
                Assert.Equal((digits, decimals), (ofWord, decimalsOfWord));
            numbers += isNumber ? 1 : 0;
        }

        Assert.InRange(numbers, 10_000, 190_000);
    }

    [Fact]
    public void Random_decimals_are_rounded_as_the_library_does()
    {
        var random = new Nabla.Numerics.CounterRandom(1, 1);
        for (uint i = 0; i < 20_000; i++)
        {
            string text = ((random.Uniform(i) - 0.5) * 1e6).ToString($"F{i % 8}", CultureInfo.InvariantCulture);
            Assert.True(Decimals.TryRead(Encoding.ASCII.GetBytes(text), out double value));
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
        }
    }

    private static void Same(CsvTable fast, CsvTable slow)
    {
        Assert.Equal(slow.Skipped.Count, fast.Skipped.Count);
        Assert.Equal(slow.Skipped.First, fast.Skipped.First);
        Assert.Equal(slow.Table.Schema, fast.Table.Schema);
        foreach ((TableColumn expected, TableColumn found) in slow.Table.Columns.Zip(fast.Table.Columns))
            Assert.True(expected.Values.SequenceEqual(found.Values) || expected.Values.ToArray().SequenceEqual(found.Values.ToArray()), expected.Name);
    }
}
