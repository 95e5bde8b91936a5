using System.Text;
using Nabla.Data;
using Nabla.Tests.Data;

namespace Nabla.Csv.Tests;

public class DialectTests
{
    private const string People = "age,city\n39,Paris\n41,\"New York, NY\"\n";

    [Theory]
    [InlineData(',', "age,city\n39,Paris\n41,Rome\n")]
    [InlineData(';', "age;city\n39;Paris\n41;Rome\n")]
    [InlineData('\t', "age\tcity\n39\tParis\n41\tRome\n")]
    [InlineData('|', "age|city\n39|Paris\n41|Rome\n")]
    [InlineData(';', "sep=;\nage;city\n39;Paris\n41;Rome\n")]
    [InlineData(',', "age,city\r\n39,Paris\r\n41,Rome\r\n")]
    [InlineData(',', "age,city\n39,Paris\n41,Rome")]
    [InlineData(',', "\uFEFFage,city\n39,Paris\n41,Rome\n")]
    [InlineData(',', "age, city\n 39, Paris\n 41, Rome\n")]
    [InlineData(',', "age,city\n\n39,Paris\n\n\n41,Rome\n\n")]
    [InlineData(',', "\"age\",\"city\"\n\"39\",\"Paris\"\n\"41\",\"Rome\"\n")]
    public void Separators_line_ends_marks_and_quotes_are_found_out(char separator, string text)
    {
        CsvTable read = Texts.Read(text);
        Assert.Equal(separator, read.Separator);
        Assert.True(read.HasHeader);
        Assert.Equal(["39", "41"], read.Table.Column("age"));
        Assert.Equal(["Paris", "Rome"], read.Table.Column("city"));
    }

    [Fact]
    public void Quoted_fields_may_hold_separators_quotes_and_line_breaks()
    {
        Table table = Texts.Read("a,b\n1,\"x, \"\"y\"\"\nz\"\n2,plain\n").Table;
        Assert.Equal(["x, \"y\"\nz", "plain"], table.Column("b"));
    }

    [Fact]
    public void A_quote_inside_an_unquoted_field_is_a_character()
        => Assert.Equal(["5\" pipe", "x"], Texts.Read("a,b\n1,5\" pipe\n2,x\n").Table.Column("b"));

    [Fact]
    public void A_given_separator_is_taken()
        => Assert.Equal(["1;2", "3;4"], Texts.Read("a,b\n1;2,x\n3;4,y\n", new CsvOptions { Separator = ',' }).Table.Column("a"));

    [Fact]
    public void Decimal_commas_are_read_where_nothing_else_fits_or_when_asked()
    {
        using var culture = new GermanCulture();
        var comma = new CsvOptions { DecimalComma = true };
        Assert.Equal([1.5, -0.25], Texts.Read("a;b\n1,5;x\n-0,25;y\n", comma).Table["a"].Values);
        Assert.Equal([1.5, 1000], Texts.Read("a,b\n1.5,x\n1000,y\n").Table["a"].Values);
        Assert.Equal([1.5, 2.5], Texts.Read("a;b\n1,5;x\n2,5;y\n").Table["a"].Values);
        Assert.Equal("a:Category b:Category", Texts.Read("a;b\n1.5;x\n2.5;y\n", comma).Table.Kinds());
    }

    [Theory]
    [InlineData("5,?,3\n4,2,1\n1,2,3\n")]
    [InlineData("5,,x\n4,2,y\n1,2,z\n")]
    public void A_first_line_of_numbers_and_gaps_is_a_row(string text)
    {
        CsvTable read = Texts.Read(text);
        Assert.False(read.HasHeader);
        Assert.Equal(["5", "4", "1"], read.Table.Column("column_1"));
        Assert.Equal(["-", "2", "2"], read.Table.Column("column_2"));
        Assert.True(Texts.Read(",\n1,2\n").HasHeader);
    }

    [Fact]
    public void Files_streams_and_compressed_ones_give_the_same_table()
    {
        byte[] plain = Encoding.UTF8.GetBytes(People);
        string[] expected = ["Paris", "New York, NY"];
        Assert.Equal(expected, Texts.Read(plain).Table.Column("city"));
        Assert.Equal(expected, Texts.Read(Texts.Gzip(plain)).Table.Column("city"));
        Assert.Equal(expected, Texts.WithFile(plain, path => CsvFile.ReadTable(path).Table).Column("city"));
        Assert.Equal(expected, Texts.WithFile(Texts.Gzip(plain), path => CsvFile.ReadTable(path).Table).Column("city"));
        Assert.Equal(expected, CsvFile.ReadTable(new DrippingStream(plain), Texts.Name).Table.Column("city"));
        Assert.Equal(expected, CsvFile.ReadTable(new DrippingStream(Texts.Gzip(plain)), Texts.Name).Table.Column("city"));
    }

    [Fact]
    public void Other_encodings_are_told_by_their_mark_or_by_the_option()
    {
        string text = "name,x\nMüller,1\nJosé,2\n";
        Assert.Equal(["Müller", "José"], Texts.Read([0xff, 0xfe, .. Encoding.Unicode.GetBytes(text)]).Table.Column("name"));
        Assert.Equal(["Müller", "José"], Texts.Read(Encoding.Latin1.GetBytes(text), new CsvOptions { Encoding = Encoding.Latin1 }).Table.Column("name"));
        var refused = Assert.Throws<InvalidDataException>(() => Texts.Read(Encoding.Latin1.GetBytes(text)));
        Assert.Equal("data.csv: line 2, column 'name': 'M\uFFFDller' is not UTF-8: say which encoding the file has (2 rows)", refused.Message);
    }

    [Theory]
    [InlineData("5.1,3.5,setosa\n4.9,3.0,virginica\n", false)]
    [InlineData("5.1,3.5,setosa\n", false)]
    [InlineData("a,b,species\n4.9,3.0,virginica\n", true)]
    [InlineData("a,2,species\n4.9,3.0,virginica\n", true)]
    [InlineData("x,y\na,b\n", true)]
    public void A_first_line_without_names_is_found_out(string text, bool hasHeader)
    {
        CsvTable read = Texts.Read(text);
        Assert.Equal(hasHeader, read.HasHeader);
        Assert.Equal(hasHeader ? text.Split('\n')[0].Split(',') : ["column_1", "column_2", "column_3"], read.Table.Schema.Names);
    }

    [Fact]
    public void A_header_can_be_told()
    {
        Assert.Equal(["1990", "1991"], Texts.Read("1990,1991\n5,6\n", new CsvOptions { HasHeader = true }).Table.Schema.Names);
        Assert.Equal(2, Texts.Read("x,y\na,b\n", new CsvOptions { HasHeader = false }).Table.Rows);
        Assert.Equal(["column_1", "x"], Texts.Read(",x\n1,2\n").Table.Schema.Names);
    }

    /// <summary>Gives one byte at a time and cannot seek, as a slow pipe.</summary>
    private sealed class DrippingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
