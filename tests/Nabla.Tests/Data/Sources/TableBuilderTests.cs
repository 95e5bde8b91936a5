using Nabla.Data;

namespace Nabla.Tests.Data;

public class TableBuilderTests
{
    [Fact]
    public void Kinds_are_those_of_the_values_and_texts_may_be_dates_or_words()
    {
        var builder = new TableBuilder("age", "city", "member", "since", "words", "born", "empty");
        builder.Add(31, "Paris", true, new DateOnly(2020, 2, 29), "no", "2001-05-01", Cell.Missing);
        builder.Add(Cell.Missing, "Rome", false, Cell.Missing, "yes", "2002-05-01", Cell.Missing);
        builder.Add(52.5, "Paris", Cell.Missing, new DateOnly(2021, 1, 1), Cell.Missing, Cell.Missing, Cell.Missing);
        Table table = builder.ToTable();
        Assert.Equal(3, builder.Rows);
        Assert.Equal(
            [ColumnKind.Number, ColumnKind.Category, ColumnKind.Boolean, ColumnKind.Date, ColumnKind.Boolean, ColumnKind.Date, ColumnKind.Number],
            table.Schema.Columns.Select(column => column.Kind));
        Assert.Equal([31, double.NaN, 52.5], table["age"].Values.ToArray());
        Assert.Equal(["Paris", "Rome"], table["city"].Schema.Levels);
        Assert.Equal([1, 0, double.NaN], table["member"].Values.ToArray());
        Assert.Equal("2020-02-29", table["since"].Text(0));
        Assert.Equal([0, 1, double.NaN], table["words"].Values.ToArray());
        Assert.Equal("2002-05-01", table["born"].Text(1));
        Assert.Equal(3, table["empty"].Missing);
    }

    [Fact]
    public void A_text_of_digits_is_no_number_unless_said()
    {
        Table found = Make(new TableOptions());
        Assert.Equal(["01234", "01235"], found["zip"].Schema.Levels);
        Assert.Equal([1234, 1235], Make(new TableOptions { Numeric = ["zip"] })["zip"].Values.ToArray());

        static Table Make(TableOptions options)
        {
            var builder = new TableBuilder([new SourceColumn("zip")], options);
            builder.Add("01234");
            builder.Add("01235");
            return builder.ToTable();
        }
    }

    [Fact]
    public void Each_kind_can_be_forced()
    {
        string[] names = ["n", "c", "b", "d", "h", "left"];
        var options = new TableOptions { Numeric = ["n"], Categorical = ["c"], Booleans = ["b"], Dates = ["d"], Hashed = ["h"], HashBuckets = 7, Ignored = ["left"], DateFormats = ["yyyyMMdd"] };
        var builder = new TableBuilder([.. names.Select(name => new SourceColumn(name))], options);
        builder.Add("1e3", 12, "1", "20200229", "x", "whatever");
        builder.Add(true, 12.5, "0", new DateTime(2020, 3, 1), 4, 5);
        Table table = builder.ToTable();
        Assert.Equal([ColumnKind.Number, ColumnKind.Category, ColumnKind.Boolean, ColumnKind.Date, ColumnKind.Category], table.Schema.Columns.Select(column => column.Kind));
        Assert.Equal([1000, 1], table["n"].Values.ToArray());
        Assert.Equal(["12", "12.5"], table["c"].Schema.Levels);
        Assert.Equal([1, 0], table["b"].Values.ToArray());
        Assert.Equal("2020-02-29", table["d"].Text(0));
        Assert.Equal(7, table["h"].Schema.HashBuckets);
    }

    [Fact]
    public void A_kind_is_found_from_the_first_rows_and_holds_for_those_after()
    {
        var builder = new TableBuilder([new SourceColumn("a"), new SourceColumn("b")], new TableOptions { SampleRows = 2 });
        builder.Add(1, "x");
        builder.Add(2, "y");
        builder.Add(3, "z");
        var error = Assert.Throws<InvalidDataException>(() => builder.Add("many", "w"));
        Assert.Equal("the table: row 3, column 'a': 'many' is not a number", error.Message);
    }

    [Theory]
    [InlineData("2020-01-01", "is not a number")]
    [InlineData("", null)]
    [InlineData("17", null)]
    public void Texts_in_a_column_declared_to_be_of_numbers(string text, string? problem)
    {
        var builder = new TableBuilder([new SourceColumn("a", ColumnKind.Number)]);
        if (problem is null)
            builder.Add(text);
        else
            Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => builder.Add(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_told()
    {
        Assert.Contains("two columns are named 'a'", Assert.Throws<InvalidDataException>(() => new TableBuilder("a", "a")).Message, StringComparison.Ordinal);
        var builder = new TableBuilder("a", "b");
        Assert.Contains("row 0 has 1 values, the table 2 columns", Assert.Throws<ArgumentException>(() => builder.Add(1)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no column 'c'", Assert.Throws<InvalidDataException>(() => new TableBuilder([new SourceColumn("a", ColumnKind.Number)], new TableOptions { Ignored = ["c"] })).Message, StringComparison.Ordinal);
        Assert.Contains("named both as Ignored and as Numeric", Assert.Throws<ArgumentException>(() => new TableBuilder([new SourceColumn("a", ColumnKind.Number)], new TableOptions { Ignored = ["a"], Numeric = ["a"] })).Message, StringComparison.Ordinal);
        var infinite = new TableBuilder([new SourceColumn("a", ColumnKind.Number)]);
        Assert.Contains("is not a finite number", Assert.Throws<InvalidDataException>(() => infinite.Add(double.PositiveInfinity)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_are_all_different_are_refused()
    {
        var builder = new TableBuilder("id");
        for (int i = 0; i < 500; i++)
            builder.Add($"customer {i}");
        Assert.Equal("the table: too many different texts for a category in id (500 in 500 rows): ignore such a column, hash it, or say that it is categorical", Assert.Throws<InvalidDataException>(builder.ToTable).Message);
    }

    [Fact]
    public void Missing_texts_and_numbers_are_those_of_the_options()
    {
        var builder = new TableBuilder([new SourceColumn("a"), new SourceColumn("b")], new TableOptions { Missing = ["-999", "?"] });
        builder.Add(-999, "?");
        builder.Add(5, "x");
        Table table = builder.ToTable();
        Assert.Equal((1, 1), (table["a"].Missing, table["b"].Missing));
        Assert.Equal(["-999", "?"], table.Schema.MissingTexts!);
    }
}
