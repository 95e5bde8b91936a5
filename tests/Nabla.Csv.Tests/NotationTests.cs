using System.Globalization;
using System.Text;
using Nabla.Data;
using Nabla.Tests.Data;

namespace Nabla.Csv.Tests;

/// <summary>Numbers and dates that are written otherwise: recognised where nothing else fits, said, kept, and in doubt left alone and said.</summary>
public class NotationTests
{
    [Theory]
    [InlineData("1,234|12|1,234,567", "1234 12 1234567", "thousands ,")]
    [InlineData("1,234|5,678", "1234 5678", "thousands ,")]
    [InlineData("1,234.50|0.5", "1234.5 0.5", "thousands ,")]
    [InlineData("12,34,567|1,00,000", "1234567 100000", "thousands ,")]
    [InlineData("5%|12.5 %|0", "0.05 0.125 0", "percent")]
    [InlineData("-5%|(5%)|+5％", "-0.05 -0.05 0.05", "percent")]
    [InlineData("$5.50|$1,000|-$3|($2.00)", "5.5 1000 -3 -2", "thousands ,|currency $")]
    [InlineData("5 €|7.5 €", "5 7.5", "currency €")]
    [InlineData("USD 5|USD 7", "5 7", "currency USD")]
    [InlineData("R$ 5|R$ 7", "5 7", "currency R$")]
    [InlineData("(5)|3|(2.5)", "-5 3 -2.5", "")]
    [InlineData("−5|–3|4", "-5 -3 4", "")]
    [InlineData("0,75|12,5|3", "0.75 12.5 3", "decimal comma")]
    [InlineData("1.234,5|0,75", "1234.5 0.75", "decimal comma|thousands .")]
    [InlineData("1 234|12", "1234 12", "thousands  ")]
    [InlineData("1\u00a0234,5|1\u202f000", "1234.5 1000", "decimal comma|thousands  ")]
    [InlineData("1'234.50|2’000", "1234.5 2000", "thousands '")]
    [InlineData("1.5|2|-3e2", "1.5 2 -300", "")]
    public void Numbers_are_recognised(string values, string numbers, string notation)
    {
        using var culture = new GermanCulture();
        Table table = Texts.Read("x\ty\n" + string.Concat(values.Split('|').Select(value => $"{value}\t1\n")), new CsvOptions { HasHeader = true }).Table;
        Assert.Equal(ColumnKind.Number, table["x"].Schema.Kind);
        Assert.Equal(numbers.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)), table["x"].Values.ToArray());
        Assert.Equal(notation, string.Join('|', table["x"].Schema.Notation ?? []));
    }

    [Theory]
    [InlineData("5%|7|9")] // with and without
    [InlineData("$5|€7")] // two currencies
    [InlineData("12,34|1,2,3")]
    [InlineData("1,23|x")]
    [InlineData("0,750,000|1")]
    [InlineData("1-2|3-4")]
    [InlineData("$|$$|$$$")]
    [InlineData("5 km|7 km")]
    [InlineData("%|5%%")]
    [InlineData("()|(5))")]
    public void What_is_no_number_for_sure_stays_a_text(string values)
        => Assert.Equal(ColumnKind.Category, Texts.Read("x\ty\n" + string.Concat(values.Split('|').Select(value => $"{value}\t1\n")), new CsvOptions { HasHeader = true }).Table["x"].Schema.Kind);

    [Fact]
    public void In_a_file_with_semicolons_a_comma_stands_before_decimals()
    {
        CsvTable read = Texts.Read("a;b;c\n1,234;0,75;1.234\n5,678;1,5;2.500\n");
        Assert.Equal([1.234, 5.678], read.Table["a"].Values);
        Assert.Equal([0.75, 1.5], read.Table["b"].Values);
        Assert.Equal([1234, 2500], read.Table["c"].Values); // since decimals stand behind commas here
        Assert.Contains(read.Remarks, remark => remark == "column 'b': '0,75' is read as the number 0.75");
    }

    [Fact]
    public void Another_column_decides_what_stays_in_doubt()
    {
        Assert.Equal([1234, 5678], Texts.Read("a;b\n1,234;0.75\n5,678;1.5\n").Table["a"].Values);
        Assert.Equal([1.234, 5.678], Texts.Read("a\tb\n1,234\t0,75\n5,678\t1,5\n").Table["a"].Values);
    }

    [Fact]
    public void What_is_read_otherwise_than_it_looks_is_said()
    {
        Assert.Equal(["column 'x': '5%' is read as the number 0.05"], Texts.Read("x\n5%\n7%\n").Remarks);
        Assert.Equal(["column 'x': '1,234' is read as the number 1234; --decimal-comma reads decimals"], Texts.Read("x,y\n\"1,234\",1\n\"2,000\",1\n").Remarks);
        Assert.Equal(["column 'x': '1,234' is read as the number 1.234; --decimal-point reads thousands"], Texts.Read("x;y\n1,234;1\n2,000;1\n").Remarks);
        Assert.Equal([1.234, 2], Texts.Read("x,y\n\"1,234\",1\n\"2,000\",1\n", new CsvOptions { Decimal = ',' }).Table["x"].Values);
        Assert.Equal([1234, 2000], Texts.Read("x;y\n1,234;1\n2,000;1\n", new CsvOptions { Decimal = '.' }).Table["x"].Values);
        Assert.Empty(Texts.Read("x,y\n1,2\n3,4\n").Remarks);
    }

    [Theory]
    [InlineData("03-03-2012|14-02-2020", "2012-03-03 2020-02-14", "day-first")]
    [InlineData("7/1/2015|7/31/2015", "2015-07-01 2015-07-31", "month-first")]
    [InlineData("7/1/2015|31/1/2015", "2015-01-07 2015-01-31", "day-first")]
    [InlineData("2014-7-1|2014-12-31", "2014-07-01 2014-12-31", "")]
    [InlineData("2014/7/1|2014.12.31", "2014-07-01 2014-12-31", "")]
    [InlineData("1.7.2014|31.12.2014", "2014-07-01 2014-12-31", "")]
    [InlineData("14 Feb 2020|1 March 2021", "2020-02-14 2021-03-01", "")]
    [InlineData("Feb 14, 2020|March 1, 2021", "2020-02-14 2021-03-01", "")]
    [InlineData("14-Feb-20|01-Mar-21", "2020-02-14 2021-03-01", "")]
    [InlineData("25/12/99|01/02/03", "1999-12-25 2003-02-01", "day-first-yy")]
    [InlineData("12/25/99|01/02/03", "1999-12-25 2003-01-02", "month-first-yy")]
    [InlineData("14/02/2020 13:45|01/02/2020 9:05", "2020-02-14T13:45:00 2020-02-01T09:05:00", "day-first")]
    [InlineData("2/14/2020 1:45 PM|2/1/2020 9:05 AM", "2020-02-14T13:45:00 2020-02-01T09:05:00", "month-first")]
    public void Dates_are_recognised_where_some_value_decides(string values, string dates, string order)
    {
        using var culture = new GermanCulture();
        Table table = Texts.Read("x\ty\n" + string.Concat(values.Split('|').Select(value => $"{value}\t1\n"))).Table;
        Assert.Equal(ColumnKind.Date, table["x"].Schema.Kind);
        Assert.Equal(dates.Split(' '), table.Column("x"));
        Assert.Equal(order, string.Join('|', table["x"].Schema.Notation ?? []));
    }

    [Fact]
    public void Dates_in_doubt_stay_texts_and_that_is_said()
    {
        CsvTable read = Texts.Read("d,x\n03-03-2012,1\n04-05-2012,2\n");
        Assert.Equal(ColumnKind.Category, read.Table["d"].Schema.Kind);
        Assert.Equal(["column 'd': '03-03-2012' does not tell day and month apart, so the dates are read as texts: --date-formats d-M-yyyy or M-d-yyyy sets the format"], read.Remarks);
        Assert.Equal(["2012-03-03", "2012-05-04"], Texts.Read("d,x\n03-03-2012,1\n04-05-2012,2\n", new CsvOptions { DateFormats = ["d-M-yyyy"] }).Table.Column("d"));
    }

    [Fact]
    public void The_notation_holds_for_later_rows()
    {
        TableSchema schema = Texts.Read("p;m;d\n5%;1.234,5;14/02/2020\n7%;2,5;01/02/2020\n").Table.Schema;
        Table later = CsvFile.ReadTable(new MemoryStream(Encoding.UTF8.GetBytes("d;m;p\n01/02/2021;1.000;50%\n")), "later.csv", schema).Table;
        Assert.Equal([0.5], later["p"].Values);
        Assert.Equal([1000], later["m"].Values);
        Assert.Equal(["2021-02-01"], later.Column("d"));

        var row = new double[3];
        schema.Encode(new Dictionary<string, object?> { ["p"] = "50%", ["m"] = "1.000", ["d"] = "01/02/2021" }, row);
        Assert.Equal([0.5, 1000, DateValue.From(new DateTime(2021, 2, 1))], row);

        string wrong = Assert.Throws<InvalidDataException>(() => CsvFile.ReadTable(new MemoryStream("p;m;d\n50;1;01/02/2021\n"u8.ToArray()), "later.csv", schema)).Message;
        Assert.Equal("later.csv: line 2, column 'p': '50' is not a percentage such as 5% with a decimal comma", wrong);
    }

    [Fact]
    public void A_notation_that_options_name_is_kept_too()
    {
        TableSchema schema = Texts.Read("x,d\n\"1,5\",20240229\n\"2\",20240301\n", new CsvOptions { DecimalComma = true, DateFormats = ["yyyyMMdd"] }).Table.Schema;
        Table later = CsvFile.ReadTable(new MemoryStream("x,d\n\"2,5\",20240302\n"u8.ToArray()), "later.csv", schema).Table;
        Assert.Equal([2.5], later["x"].Values);
        Assert.Equal(["2024-03-02"], later.Column("d"));
    }
}
