using System.Globalization;
using Nabla.Data;
using Nabla.Tests.Data;

namespace Nabla.Csv.Tests;

public class KindTests
{
    [Fact]
    public void Kinds_are_found_from_the_values()
    {
        using var culture = new GermanCulture();
        Table table = Texts.Read("""
            n,text,yes,when,time,german,gap,empty
            1.5,a,Yes,2024-02-29,2024-02-29T23:59:59,29.02.2024,1,
            -2e3,b,no,2024-03-01,2024-03-01 12:00,01.03.2024,NA,
            ?,a,,,,,2,NA
            """).Table;
        Assert.Equal("n:Number text:Category yes:Boolean when:Date time:Date german:Date gap:Number empty:Number", table.Kinds());
        Assert.Equal([1.5, -2000, double.NaN], table["n"].Values);
        Assert.Equal(["Yes", "no", "-"], table.Column("yes"));
        Assert.Equal(["2024-02-29", "2024-03-01", "-"], table.Column("german"));
        Assert.Equal(["2024-02-29T23:59:59", "2024-03-01T12:00:00", "-"], table.Column("time"));
        Assert.Equal(3, table["empty"].Missing);
    }

    [Theory]
    [InlineData("1 2 3 4 5 6 7 8 9", ColumnKind.Number)]
    [InlineData("1 2 3 4 5 6 7 8 x", ColumnKind.Category)]
    [InlineData("0 1 0 1", ColumnKind.Number)]
    [InlineData("yes no maybe", ColumnKind.Category)]
    [InlineData("yes yes yes", ColumnKind.Boolean)]
    [InlineData("TRUE false True", ColumnKind.Boolean)]
    [InlineData("yes false", ColumnKind.Category)]
    [InlineData("n y Y", ColumnKind.Boolean)]
    [InlineData("01/02/2024 03/02/2024", ColumnKind.Category)]
    [InlineData("2024-01-01 2024-13-01", ColumnKind.Category)]
    [InlineData("NA NA", ColumnKind.Number)]
    public void The_kind_of_a_column(string values, ColumnKind kind)
        => Assert.Equal(kind, Texts.Read("x,y\n" + string.Concat(values.Split(' ').Select(v => v + ",1.5\n"))).Table["x"].Schema.Kind);

    [Fact]
    public void Dates_of_another_format_are_read_when_it_is_named()
    {
        Table table = Texts.Read("d,x\n02/29/2024,1\n12/31/2024,2\n", new CsvOptions { DateFormats = ["MM/dd/yyyy"] }).Table;
        Assert.Equal(["2024-02-29", "2024-12-31"], table.Column("d"));
    }

    [Theory]
    [InlineData("MMM dd yyyy", "Feb 29 2024", "2024-02-29")]
    [InlineData("yyyyMMdd", "20240229", "2024-02-29")]
    [InlineData("HH:mm", "23:30", "0001-01-01T23:30:00")]
    [InlineData("yyyy-MM-ddTHH:mmzzz", "2024-02-29T23:30-08:00", "2024-02-29T23:30:00")]
    public void What_a_named_format_says_is_a_date_whatever_today_is(string format, string text, string date)
        => Assert.Equal([date], Texts.Read($"d,x\n{text},1\n", new CsvOptions { DateFormats = [format] }).Table.Column("d"));

    [Theory]
    [InlineData("MM/dd")]
    [InlineData("dd. HH:mm")]
    [InlineData("M")]
    public void Dates_without_a_year_are_refused(string format) => Assert.Equal(
        $"the format of dates '{format}' has no year",
        Assert.Throws<ArgumentException>(() => Texts.Read("d,x\n02/28,1\n", new CsvOptions { DateFormats = [format] })).Message);

    [Fact]
    public void A_few_texts_among_many_numbers_are_refused_with_their_place()
    {
        string text = "age,x\n" + string.Concat(Enumerable.Range(0, 15).Select(i => $"{i},1\n")) + "abc,1\n";
        Assert.Equal(
            "data.csv: line 17, column 'age': 'abc' is not a number, as most of its values are: say that it is missing, or that the column is categorical",
            Texts.Refusal(text));
        Assert.Equal(1, Texts.Read(text, new CsvOptions { Missing = ["abc"] }).Table["age"].Missing);
        Assert.Equal(16, Texts.Read(text, new CsvOptions { Categorical = ["age"] }).Table["age"].Schema.Levels.Count);
        Assert.Equal("data.csv: line 17, column 'age': 'abc' is not a number", Texts.Refusal(text, new CsvOptions { Numeric = ["age"] }));
    }

    [Fact]
    public void A_misfit_behind_the_sample_is_refused_with_its_place()
    {
        var few = new CsvOptions { SampleRows = 10 };
        string numbers = "a,b,c\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},yes,2024-01-01\n"));
        Assert.Equal("data.csv: line 22, column 'a': 'x' is not a number", Texts.Refusal(numbers + "x,yes,2024-01-01\n", few));
        Assert.Equal("data.csv: line 22, column 'b': 'maybe' is not 'no' or 'yes'", Texts.Refusal(numbers + "1,maybe,2024-01-01\n", few));
        Assert.Equal("data.csv: line 22, column 'c': '5' is not a date", Texts.Refusal(numbers + "1,no,5\n", few));
        Assert.Equal("data.csv: line 22, column 'a': '1e999' is not a finite number", Texts.Refusal(numbers + "1e999,yes,2024-01-01\n", few));
        Assert.Equal(21, Texts.Read(numbers + "1,FALSE,NA\n", few).Table.Rows);
    }

    [Fact]
    public void Missing_texts_replace_the_usual_ones_and_travel_in_the_schema()
    {
        Table table = Texts.Read("a,b\n-999,none\n1,?\n-999.0,x\n", new CsvOptions { Missing = ["-999", "none"] }).Table;
        Assert.Equal([double.NaN, 1, double.NaN], table["a"].Values);
        Assert.Equal(["-", "?", "x"], table.Column("b"));
        Assert.Equal(["-999", "none"], table.Schema.MissingTexts!);
        Assert.Null(Texts.Read("a\n1\n").Table.Schema.MissingTexts);
        Assert.Equal(["-999", "none"], table.Without("a").SelectRows([0]).Schema.MissingTexts!);
    }

    [Fact]
    public void Columns_can_be_ignored_or_hashed()
    {
        string text = "id,x,name\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"k{i},{i},n{i}\n"));
        Assert.Equal(["x"], Texts.Read(text).Table.Schema.Names);
        Table table = Texts.Read(text, new CsvOptions { Ignored = ["id"], Hashed = ["name"], HashBuckets = 16 }).Table;
        Assert.Equal("x:Number name:Category", table.Kinds());
        Assert.Equal(16, table["name"].Schema.HashBuckets);
        Assert.Equal(16, table["name"].Values.ToArray().Distinct().Count());
        Assert.Equal(200, Texts.Read(text, new CsvOptions { Ignored = ["id"], Categorical = ["name"] }).Table["name"].Schema.Levels.Count);
    }

    [Fact]
    public void More_levels_than_a_category_may_have_are_refused_where_they_appear()
    {
        string text = "name\n" + string.Concat(Enumerable.Range(0, 10_001).Select(i => $"n{i}\n"));
        Assert.Equal(
            "data.csv: line 10002, column 'name': 'n10000' is one text more than the 10000 that a category may have: ignore the column, or hash it",
            Texts.Refusal(text, new CsvOptions { Categorical = ["name"] }));
    }

    [Fact]
    public void Options_that_name_no_column_or_one_twice_are_refused()
    {
        Assert.Equal("data.csv: there is no column 'agee': did you mean 'age'? There are age, x", Texts.Refusal("age,x\n1,2\n", new CsvOptions { Numeric = ["agee"] }));
        Assert.StartsWith(
            "column 'x' is named both as Ignored and as Hashed",
            Assert.Throws<ArgumentException>(() => Texts.Read("age,x\n1,2\n", new CsvOptions { Ignored = ["x"], Hashed = ["x"] })).Message,
            StringComparison.Ordinal);
        Assert.Equal("data.csv: all columns are ignored", Texts.Refusal("x\n1\n", new CsvOptions { Ignored = ["x"] }));
    }

    [Fact]
    public void Numbers_are_read_to_the_last_bit()
    {
        var random = new Random(7);
        double[] numbers = [.. Enumerable.Range(0, 5000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64())).Where(double.IsFinite)];
        string text = "x\n" + string.Concat(numbers.Select(x => x.ToString("R", CultureInfo.InvariantCulture) + "\n"));
        Assert.Equal(numbers, Texts.Read(text).Table["x"].Values.ToArray());
    }
}
