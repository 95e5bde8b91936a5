using System.Text;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Csv.Tests;

public class RowsTests
{
    private static readonly TableSchema Schema = new(
        [ColumnSchema.Number("age"), ColumnSchema.Category("city", "Paris", "Rome"), ColumnSchema.Boolean("member", "no", "yes"), ColumnSchema.Date("born")]);

    [Fact]
    public void Rows_come_in_file_order_by_the_names_of_a_schema()
    {
        string text = "born,extra,city,member,age\n1970-01-02,\"a, b\",Rome,yes,39\n,\"\",Oslo,FALSE,NA\nNA,z,Paris,1,1e3\n";
        using CsvRows rows = Open(text, keep: ["extra", "city"]);
        var block = new Matrix<double>(2, 4);
        Assert.Equal(2, rows.Read(block));
        Assert.Equal([39, 1, 1, 86400, double.NaN, -1, 0, double.NaN], block.Data);
        Assert.Equal(["a, b", "Rome"], rows.Kept(0));
        Assert.Equal(["", "Oslo"], rows.Kept(1));
        Assert.Equal([2, 3], [rows.Line(0), rows.Line(1)]);
        Assert.Equal(1, rows.Read(block));
        Assert.Equal([1000, 0, 1, double.NaN], block.Row(0));
        Assert.Equal(["z", "Paris"], rows.Kept(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Kept(1));
        Assert.Equal(0, rows.Read(block));
        Assert.Equal([0, 1, 0, 0], rows.Unknown);
    }

    [Fact]
    public void Without_a_header_the_columns_stand_as_in_the_schema()
    {
        var options = new CsvOptions { HasHeader = false };
        using CsvRows rows = Open("39,Paris,no,1970-01-01\n", options);
        var block = new Matrix<double>(5, 4);
        Assert.Equal(1, rows.Read(block));
        Assert.Equal([39, 0, 0, 0], block.Row(0));
        using CsvRows wide = Open("39,Paris,no,1970-01-01,x\n", options);
        Assert.Equal(
            "data.csv: line 1: 5 fields, the schema has 4",
            Assert.Throws<InvalidDataException>(() => wide.Read(block)).Message);
    }

    [Fact]
    public void Columns_of_a_file_without_a_header_are_found_by_position()
    {
        Table table = Texts.Read("1,a,10\n2,b,20\n3,a,30\n").Table;
        TableSchema schema = table.Select("column_3", "column_2").Schema;
        foreach (string text in (string[])["5,b,50\n", "5,b,50,more\n", "column_2,column_3\nb,50\n"])
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            using CsvRows rows = CsvRows.Open(stream, "data.csv", schema);
            var block = new Matrix<double>(5, 2);
            Assert.Equal(1, rows.Read(block));
            Assert.Equal([50, 1], block.Row(0));
            Assert.Equal(text.StartsWith('c'), rows.HasHeader);
        }

        using var narrow = new MemoryStream("5,b\n"u8.ToArray());
        using CsvRows refused = CsvRows.Open(narrow, "data.csv", schema);
        Assert.Equal(
            "data.csv: line 1: 2 fields, expected at least 3",
            Assert.Throws<InvalidDataException>(() => refused.Read(new Matrix<double>(5, 2))).Message);
    }

    [Fact]
    public void Names_are_those_of_the_first_line()
    {
        Assert.Equal(["a", "b c"], CsvFile.ReadNames(new MemoryStream("a;b c\n1;x\n"u8.ToArray()), "data.csv"));
        Assert.Equal(["column_1", "column_2"], CsvFile.ReadNames(new MemoryStream("1;2\n3;4\n"u8.ToArray()), "data.csv"));
    }

    [Fact]
    public void A_column_that_is_not_there_is_named()
    {
        Assert.Equal(
            "data.csv: there is no column 'born': there are age, city, member",
            Assert.Throws<InvalidDataException>(() => Open("age,city,member\n1,Paris,no\n")).Message);
        Assert.Equal(
            "data.csv: there is no column 'id': there are age, city, member, born",
            Assert.Throws<InvalidDataException>(() => Open("age,city,member,born\n", keep: ["id"])).Message);
        Assert.Equal("data.csv: there is no line with names", Assert.Throws<InvalidDataException>(() => Open("")).Message);
    }

    [Fact]
    public void Bad_rows_are_left_out_and_counted_or_refused()
    {
        string text = "age,city,member,born\n1,Paris,no,\nx,Paris,no,\n2,Paris\n3,Rome,no,\n";
        var block = new Matrix<double>(5, 4);
        using CsvRows rows = Open(text, new CsvOptions { SkipBadRows = true });
        Assert.Equal(2, rows.Read(block));
        Assert.Equal([2, 5], [rows.Line(0), rows.Line(1)]);
        Assert.Equal(2, rows.Skipped.Count);
        using CsvRows strict = Open(text);
        Assert.Equal("data.csv: line 3, column 'age': 'x' is not a number", Assert.Throws<InvalidDataException>(() => strict.Read(block)).Message);
        Assert.Throws<ArgumentException>(() => strict.Read(new Matrix<double>(5, 3)));
    }

    [Fact]
    public void Missing_texts_are_those_of_the_schema_unless_said()
    {
        var schema = new TableSchema([ColumnSchema.Number("x")], ["-1", "none"]);
        var block = new Matrix<double>(3, 1);
        using CsvRows rows = CsvRows.Open(new MemoryStream("x\n-1\nnone\n1\n"u8.ToArray()), Texts.Name, schema);
        Assert.Equal(3, rows.Read(block));
        Assert.Equal([double.NaN, double.NaN, 1], block.Data);
        using CsvRows told = CsvRows.Open(new MemoryStream("x\n-1\nNA\n1\n"u8.ToArray()), Texts.Name, schema, new CsvOptions { Missing = ["NA"] });
        Assert.Equal(3, told.Read(block));
        Assert.Equal([-1, double.NaN, 1], block.Data);
    }

    [Fact]
    public void A_table_by_a_schema_has_its_codes_and_encodes_to_the_same_rows()
    {
        string text = "city,age,member,born\nRome,1,yes,2000-01-01\nOslo,2,no,\nParis,,,2001-01-01T12:00\n";
        Table known = CsvFile.ReadTable(new MemoryStream(Encoding.UTF8.GetBytes(text)), Texts.Name, Schema).Table;
        Assert.Equal([1, -1, 0], known["city"].Values);
        Assert.Equal(Schema, known.Schema);
        Matrix<double> encoded = Schema.Encode(Texts.Read(text).Table);
        Assert.Equal(Schema.Encode(known).Data, encoded.Data);
        Assert.Equal(encoded.Data, Texts.WithFile(Encoding.UTF8.GetBytes(text), path => Schema.Encode(CsvFile.ReadTable(path, Schema).Table)).Data);
        using CsvRows rows = Open(text);
        var block = new Matrix<double>(3, 4);
        rows.Read(block);
        Assert.Equal(encoded.Data, block.Data);
    }

    [Fact]
    public void A_long_file_is_read_in_constant_memory()
    {
        byte[] row = Encoding.UTF8.GetBytes("39.5,Paris,no,1970-01-01\n");
        byte[] text = [.. "age,city,member,born\n"u8, .. Enumerable.Repeat(row, 200_000).SelectMany(bytes => bytes)];
        using CsvRows rows = CsvRows.Open(new MemoryStream(text), Texts.Name, Schema);
        var block = new Matrix<double>(1000, 4);
        int count = rows.Read(block);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int read = rows.Read(block); read > 0; read = rows.Read(block))
            count += read;
        Assert.Equal(200_000, count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    private static CsvRows Open(string text, CsvOptions? options = null, string[]? keep = null)
        => CsvRows.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), Texts.Name, Schema, options, keep);
}
