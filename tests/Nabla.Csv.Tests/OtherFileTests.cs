using System.Text;
using Nabla.Data;

namespace Nabla.Csv.Tests;

/// <summary>Files in other encodings, of other formats, with columns aligned by spaces; and all that is wrong with a file at once.</summary>
public class OtherFileTests
{
    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    [InlineData("utf-32le")]
    public void Other_encodings_are_read_when_they_are_named(string name)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] bytes = encoding.GetBytes("Größe,Ort\n1,Köln\n2,Århus\n");
        Table table = Texts.Read(bytes, new CsvOptions { Encoding = encoding }).Table;
        Assert.Equal(["Größe", "Ort"], table.Schema.Names);
        Assert.Equal(["Köln", "Århus"], table.Column("Ort"));
    }

    [Theory]
    [InlineData("a,b\n1,x\n2,Köln\n", "line 3, column 'b': 'K·ln' is not UTF-8: say which encoding the file has")]
    [InlineData("Größe,b\n1,x\n", "line 1: the name 'Gr··e' is not UTF-8: say which encoding the file has")]
    public void Another_encoding_is_said_with_its_line(string text, string sentence)
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Texts.Read(Encoding.Latin1.GetBytes(text)));
        Assert.Equal($"data.csv: {sentence}", refused.Message.Replace('\uFFFD', '·'));
        Assert.Equal(TableRemedy.Encoding, Assert.Single(CsvProblems.Of(refused)).Remedy);
    }

    [Theory]
    [InlineData(false, "utf-16le")]
    [InlineData(true, "utf-16be")]
    public void Utf_16_without_a_mark_is_said_by_name(bool bigEndian, string name)
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Texts.Read(new UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes("a,b\n1,x\n2,y\n")));
        Assert.Contains("UTF-16 without a byte order mark", refused.Message, StringComparison.Ordinal);
        Assert.Equal([name], Assert.Single(CsvProblems.Of(refused)).Values);
    }

    [Theory]
    [InlineData("PK\u0003\u0004", "a zip file, or a workbook of Excel")]
    [InlineData("PAR1\u0015\u0004", "a Parquet file")]
    [InlineData("ARROW1\0\0", "an Arrow file")]
    [InlineData("SQLite format 3\0", "a SQLite database")]
    [InlineData("%PDF-1.7", "a PDF document")]
    [InlineData("BZh91AY", "compressed by bzip2")]
    [InlineData("<!DOCTYPE html><html>", "an HTML page")]
    [InlineData("{\"a\": 1}", "a JSON file")]
    [InlineData("[\n  {\"a\": 1}\n]", "a JSON file")]
    [InlineData("% comment\n@relation iris\n", "an ARFF file")]
    [InlineData("H\u0001\0\0\0\0\0\0{\"__metadata__\"", "a model file")]
    public void Other_formats_are_said_by_name(string start, string name)
    {
        string message = Assert.Throws<InvalidDataException>(() => Texts.Read(Encoding.Latin1.GetBytes(start + "\n1,2\n3,4\n"))).Message;
        Assert.StartsWith($"data.csv is not a CSV file: it is {name}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x    y  name\n1    2  a\n10  20  b\n", "x y name", "a b")]
    [InlineData("  18.0   8   307.0\t\"chevrolet malibu\"\n  15.0   8   350.0\t\"buick skylark 320\"\n", "column_1 column_2 column_3 column_4", "chevrolet malibu|buick skylark 320")]
    [InlineData("city         people\nNew York         8\nLos Angeles      4\n", "city people", "8 4")]
    [InlineData("1 2 3\n4 5 6\n", "column_1 column_2 column_3", "3 6")]
    public void Columns_aligned_by_spaces_are_read(string text, string names, string last)
    {
        foreach (string variant in (string[])[text, text.Replace("\n", "\r\n", StringComparison.Ordinal)])
        {
            CsvTable read = Texts.Read(variant);
            Assert.Equal(names.Split(' '), read.Table.Schema.Names);
            Assert.Equal(last.Split(last.Contains('|', StringComparison.Ordinal) ? '|' : ' '), read.Table.Column(read.Table.Schema.Names[^1]));
            Assert.Equal(' ', read.Separator);
        }
    }

    [Theory]
    [InlineData("a,b\nNew York,1\nLos Angeles,2\n", 2)]
    [InlineData("a\tb\nNew  York\t1\nLos Angeles\t2\n", 2)]
    [InlineData("name\nNew York\nLos Angeles\n", 1)]
    public void Other_texts_are_not_taken_apart(string text, int columns) => Assert.Equal(columns, Texts.Read(text).Table.Columns.Count);

    [Fact]
    public void All_problems_are_listed_at_once()
    {
        string rows = string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{i},{i % 3}\n"));
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Texts.Read("a,b,c\n" + rows + "--,1,1\n1,1,3+\n2,x,1\n--,1,1\n5,6\nNA,1,1\n"));
        Assert.Equal(
            "data.csv: line 102, column 'a': '--' is not a number, as most of its values are: say that it is missing, or that the column is categorical (2 rows); "
            + "line 103, column 'c': '3+' is not a number, as most of its values are: say that it is missing, or that the column is categorical; "
            + "line 104, column 'b': 'x' is not a number, as most of its values are: say that it is missing, or that the column is categorical; "
            + "line 106: 2 fields, the first line has 3",
            refused.Message);
        Assert.Equal(
            [(TableRemedy.Missing, "NA --"), (TableRemedy.Categorical, "c"), (TableRemedy.Missing, "NA x"), (TableRemedy.SkipRows, "")],
            CsvProblems.Of(refused).Select(problem => (problem.Remedy, string.Join(' ', problem.Values))));
    }

    [Fact]
    public void Columns_that_nothing_can_be_learned_from_are_left_out_and_said()
    {
        string text = "name,city,x\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"person {i},{"ABC"[i % 3]},{i}\n"));
        CsvTable read = Texts.Read(text);
        Assert.Equal(["city", "x"], read.Table.Schema.Names);
        Assert.Equal(["left out column name (200 in 200 rows): nothing can be learned from a different text in nearly every row; --hash or --categorical keeps such a column"], read.Remarks);
        Assert.Equal(3, Texts.Read(text, new CsvOptions { Categorical = ["name"] }).Table.Columns.Count);
        Assert.Contains("too many different texts for a target", Texts.Refusal(text, new CsvOptions { Needed = ["name"] }), StringComparison.Ordinal);
        Assert.Equal("data.csv: there is no column 'nam': did you mean 'name'? There are name, city, x", Texts.Refusal(text, new CsvOptions { Needed = ["nam"] }));
    }

    [Theory]
    [InlineData("$5,€7,$8,€9")]
    [InlineData("5%,7,8%,9")]
    [InlineData("$5,7%,$8,9%")]
    public void A_target_of_numbers_that_differ_in_their_units_is_refused(string values)
    {
        string[] fields = values.Split(',');
        string text = "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{fields[i % fields.Length]}\n"));
        Assert.Contains("column 'y' has numbers such as '", Texts.Refusal(text, new CsvOptions { Needed = ["y"] }), StringComparison.Ordinal);
        Assert.Equal(2, Texts.Read(text, new CsvOptions { Categorical = ["y"] }).Table.Columns.Count);
        Assert.Contains(Texts.Read(text).Remarks, remark => remark.Contains("differ in their percent signs or currencies", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_that_has_the_name_of_the_target_has_names()
    {
        const string Text = "district,2021\nNorth,5\nSouth,7\n";
        Assert.False(Texts.Read(Text).HasHeader);
        CsvTable read = Texts.Read(Text, new CsvOptions { Needed = ["2021"] });
        Assert.True(read.HasHeader);
        Assert.Equal([5, 7], read.Table["2021"].Values);
        Assert.False(Texts.Read("a,b\nc,d\n", new CsvOptions { Needed = ["column_2"] }).HasHeader);
    }

    [Fact]
    public void A_file_of_texts_asks_whether_its_first_line_has_names()
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Texts.Read("red,small\nblue,large\n", new CsvOptions { Needed = ["size"] }));
        Assert.Equal(
            "data.csv: there is no column 'size': there are red, small, as the first line says; if it has no names, columns are named column_1, column_2 …", refused.Message);
        Assert.Equal(TableRemedy.NoHeader, Assert.Single(CsvProblems.Of(refused)).Remedy);
    }

    [Fact]
    public void A_name_that_stands_twice_matters_only_if_it_is_used()
    {
        CsvTable read = Texts.Read("a,b,a\n1,2,3\n4,5,6\n");
        Assert.Equal(["a", "b", "a_2"], read.Table.Schema.Names);
        Assert.Equal(["more than one column is named 'a': the second is named 'a_2'"], read.Remarks);
        Assert.Equal("data.csv: line 1: two columns are named 'a'", Texts.Refusal("a,b,a\n1,2,3\n", new CsvOptions { Needed = ["a"] }));

        // A table that was read so is read so again; another that has the name twice is not.
        Assert.Equal([6], CsvFile.ReadTable(new MemoryStream("b,a,a\n4,5,6\n"u8.ToArray()), "later.csv", read.Table.Schema).Table["a_2"].Values);
        TableSchema one = Texts.Read("a,b\n1,2\n").Table.Schema;
        Assert.Throws<InvalidDataException>(() => CsvFile.ReadTable(new MemoryStream("b,a,a\n4,5,6\n"u8.ToArray()), "later.csv", one));
        TableSchema other = Texts.Read("b\n1\n").Table.Schema;
        Assert.Equal([4], CsvFile.ReadTable(new MemoryStream("b,a,a\n4,5,6\n"u8.ToArray()), "later.csv", other).Table["b"].Values);
    }
}
