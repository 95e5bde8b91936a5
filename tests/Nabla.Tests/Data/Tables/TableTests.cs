using System.Text.Json;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public class TableTests
{
    private static readonly Person[] People =
    [
        new("Ada", 36, 1.5m, true, new DateOnly(1815, 12, 10), "London"),
        new("Alan", null, 2, false, null, ""),
        new("Grace", 85, 0, null, new DateOnly(1906, 12, 9), "New York"),
        new("Edsger", 72, 3, true, new DateOnly(1930, 5, 11), "London"),
    ];

    private static Table Made => Columns.From(
        People, ("age", p => p.Age), ("city", p => p.City), ("member", p => p.Member), ("born", p => p.Born), ("length", p => p.Name.Length), ("pay", p => p.Pay));

    [Fact]
    public void Records_become_columns_by_named_accessors()
    {
        Table table = Made;
        Assert.Equal(["age", "city", "member", "born", "length", "pay"], table.Schema.Names);
        Assert.Equal([36, double.NaN, 85, 72], table["age"].Values);
        Assert.Equal([0, double.NaN, 1, 0], table["city"].Values);
        Assert.Equal(["London", "New York"], table["city"].Schema.Levels);
        Assert.Equal([1, 0, double.NaN, 1], table["member"].Values);
        Assert.Equal("1906-12-09", table["born"].Text(2));
        Assert.Null(table["born"].Text(1));
        Assert.Equal(ColumnKind.Date, table["born"].Schema.Kind);
        Assert.Equal([3, 4, 5, 6], table["length"].Values);
        Assert.Equal(1, table["city"].Missing);
    }

    [Fact]
    public void Dictionaries_become_columns()
    {
        Dictionary<string, object?>[] rows =
        [
            new() { ["x"] = 1, ["c"] = "a", ["when"] = new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc) },
            new() { ["c"] = null, ["x"] = 2.5f, ["when"] = null },
        ];
        Table table = Columns.FromDictionaries(rows);
        Assert.Equal([1, 2.5], table["x"].Values);
        Assert.Equal("2024-02-29T01:02:03", table["when"].Text(0));
        Assert.Equal(1, table["c"].Missing);

        rows[1].Remove("c");
        Assert.Equal("row 1 has no 'c', but row 0 has", Assert.Throws<InvalidDataException>(() => Columns.FromDictionaries(rows)).Message);
        rows[1]["c"] = "b";
        rows[1]["d"] = 1;
        Assert.Equal("row 1 has 'd', but row 0 has not", Assert.Throws<InvalidDataException>(() => Columns.FromDictionaries(rows)).Message);
        rows[1]["d"] = new object();
        Assert.Throws<ArgumentException>(() => Columns.FromDictionaries(Array.Empty<Dictionary<string, object?>>()));
        Assert.Throws<ArgumentException>(() => Columns.FromDictionaries([rows[1]]));
    }

    [Fact]
    public void A_column_of_several_kinds_is_refused_with_its_place()
    {
        var refused = Assert.Throws<InvalidDataException>(() => TableColumn.From("age", [default, 1, "abc"]));
        Assert.Equal("row 2, column 'age': 'abc' is not a number, as the rows before have", refused.Message);
        Assert.Equal(
            "row 1, column 'x': Infinity is not a finite number",
            Assert.Throws<InvalidDataException>(() => TableColumn.From("x", [1, double.PositiveInfinity])).Message);
        Assert.Equal(ColumnKind.Number, TableColumn.From("x", [default, default]).Schema.Kind);
    }

    [Fact]
    public void Encoded_values_that_stand_for_nothing_are_refused()
    {
        AssertRefused("row 0, column 'c': 2 is not a code from -1 to 1", ColumnSchema.Category("c", "a", "b"), 2);
        AssertRefused("row 0, column 'c': 0.5 is not a code from -1 to 1", ColumnSchema.Category("c", "a", "b"), 0.5);
        AssertRefused("row 0, column 'c': -1 is not a code from 0 to 3", ColumnSchema.Hashed("c", 4), -1);
        AssertRefused("row 0, column 'b': 2 is not 0 or 1", ColumnSchema.Boolean("b"), 2);
        AssertRefused("row 0, column 'd': 1E+20 is not the value of a date", ColumnSchema.Date("d"), 1e20);
        static void AssertRefused(string message, ColumnSchema schema, double value)
            => Assert.Equal(message, Assert.Throws<InvalidDataException>(() => new TableColumn(schema, [value])).Message);
    }

    [Fact]
    public void Columns_and_rows_can_be_chosen()
    {
        Table table = Made;
        Assert.Equal(["city", "age"], table.Select("city", "age").Schema.Names);
        Assert.Equal(["member", "born", "length", "pay"], table.Without("age", "city").Schema.Names);
        Assert.Equal([72, 36, 72], table.SelectRows([3, 0, 3])["age"].Values);
        Assert.Equal([36, 72], table.WithoutMissing("age", "member")["age"].Values);
        Assert.Same(table, table.WithoutMissing("length"));
        Assert.Equal([1, 0, 0, 0], table.With(new TableColumn(ColumnSchema.Number("age"), [1, 0, 0, 0]))["age"].Values);
        Assert.Equal(
            "there is no column 'agee': there are age, city, member, born, length, pay",
            Assert.Throws<InvalidDataException>(() => table.Select("agee")).Message);
        Assert.StartsWith(
            "column 'b' has 2 rows, column 'a' has 1",
            Assert.Throws<ArgumentException>(() => new Table(TableColumn.From("a", [1]), TableColumn.From("b", [1, 2]))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Table(TableColumn.From("a", [1]), TableColumn.From("a", [1])));
        Assert.Throws<ArgumentException>(() => new Table());
    }

    [Fact]
    public void A_schema_encodes_other_tables_by_name_kind_and_text()
    {
        TableSchema schema = new([ColumnSchema.Category("city", "Oslo", "London"), ColumnSchema.Number("member"), ColumnSchema.Date("born"), ColumnSchema.Boolean("length", "6", "3")]);
        Matrix<double> rows = schema.Encode(Made.SelectRows([0, 3]));
        Assert.Equal([1, 1, DateValue.From(new DateTime(1815, 12, 10, 0, 0, 0, DateTimeKind.Utc)), 1], rows.Row(0));
        Assert.Equal([1, 1, DateValue.From(new DateTime(1930, 5, 11, 0, 0, 0, DateTimeKind.Utc)), 0], rows.Row(1).ToArray());
        Assert.Equal(
            "row 2, column 'length': '4' is not '6' or '3'",
            Assert.Throws<InvalidDataException>(() => schema.Encode(Made.SelectRows([0, 3, 1]))).Message);
        Assert.Equal(-1, new TableSchema([ColumnSchema.Category("city", "Oslo")]).Encode(Made)[0, 0]);
        Assert.Equal(0, new TableSchema([ColumnSchema.Category("age", "36")]).Encode(Made)[0, 0]);
        Assert.Equal(
            "row 0, column 'city': 'London' is not a number",
            Assert.Throws<InvalidDataException>(() => new TableSchema([ColumnSchema.Number("city")]).Encode(Made)).Message);
        Assert.Equal(
            "row 0, column 'age': '36' is not a date",
            Assert.Throws<InvalidDataException>(() => new TableSchema([ColumnSchema.Date("age")]).Encode(Made)).Message);
    }

    [Fact]
    public void A_row_by_name_is_encoded_as_in_a_table()
    {
        TableSchema schema = Made.Schema;
        var row = new Dictionary<string, object?>
        {
            ["extra"] = new object(),
            ["age"] = "36",
            ["city"] = "London",
            ["member"] = true,
            ["born"] = "1815-12-10",
            ["length"] = (byte)3,
            ["pay"] = null,
        };
        var values = new double[6];
        schema.Encode(row, values);
        Assert.Equal(schema.Encode(Made).Row(0)[..5], values.AsSpan(0, 5));
        Assert.True(double.IsNaN(values[5]));

        row["city"] = "Atlantis";
        schema.Encode(row, values);
        Assert.Equal(-1, values[1]);
        var json = JsonSerializer.Deserialize<Dictionary<string, object?>>("""{"age": 36, "city": "London", "member": true, "born": null, "length": 3, "pay": 1.5}""")!;
        schema.Encode(json, values);
        Assert.Equal([36, 0, 1, double.NaN, 3, 1.5], values);

        row["age"] = "abc";
        Assert.Equal("column 'age': 'abc' is not a number", Assert.Throws<InvalidDataException>(() => schema.Encode(row, values)).Message);
        row.Remove("age");
        Assert.StartsWith(
            "column 'age' has no value: use null for a missing one",
            Assert.Throws<ArgumentException>(() => schema.Encode(row, values)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => schema.Encode(row, new double[5]));
    }

    [Fact]
    public void Hashes_of_texts_never_change()
    {
        TableColumn hashed = TableColumn.From("c", ["Paris", "Rome", default, "Paris", "日本"]).Hashed(1000);
        Assert.Equal([Hash("Paris"), Hash("Rome"), double.NaN, Hash("Paris"), Hash("日本")], hashed.Values);
        Assert.Equal([694, 422, 358], new[] { Hash("Paris"), Hash("Rome"), Hash("日本") });
        Assert.Null(hashed.Text(0));
        Assert.Equal(
            "column 'c' keeps hashes in 1000 buckets only, the schema wants texts",
            Assert.Throws<InvalidDataException>(() => new TableSchema([ColumnSchema.Category("c", "Paris")]).Encode(new Table(hashed))).Message);
        static double Hash(string text) => ColumnSchema.Hashed("c", 1000).TryEncode(text.AsSpan(), out double code) ? code : double.NaN;
    }

    [Fact]
    public void Names_and_levels_must_differ()
    {
        Assert.Throws<ArgumentException>(() => ColumnSchema.Category("c", "a", "a"));
        Assert.Throws<ArgumentException>(() => ColumnSchema.Category("c", "a", "b", "a"));
        Assert.Throws<ArgumentException>(() => ColumnSchema.Boolean("c", "a", "a"));
        Assert.Throws<ArgumentException>(() => new TableSchema([ColumnSchema.Number("a"), ColumnSchema.Number("b"), ColumnSchema.Number("b")]));
        Assert.Throws<ArgumentException>(() => new ColumnSchema("c", ColumnKind.Number, ["a"], 0));
        Assert.Throws<ArgumentException>(() => new ColumnSchema("c", ColumnKind.Category, ["a"], 5));
        Assert.Throws<ArgumentException>(() => new ColumnSchema("c", (ColumnKind)9, [], 0));
    }

    [Fact]
    public void The_first_and_the_last_date_are_dates()
    {
        foreach (DateTime date in new[] { DateTime.MinValue, DateTime.MaxValue })
            Assert.Equal(date.Date, DateValue.ToDate(DateValue.From(date)).Date);
        Assert.Throws<ArgumentOutOfRangeException>(() => DateValue.ToDate(1e12));
    }

    [Theory]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("2024-02-29T23:59:59.125Z", "2024-02-29T23:59:59.125")]
    [InlineData("2024-02-29 23:59:59+02:00", "2024-02-29T23:59:59")]
    [InlineData("0001-01-01", "0001-01-01")]
    [InlineData("9999-12-31T23:59:59", "9999-12-31T23:59:59")]
    [InlineData("31.12.1969 23:00", "1969-12-31T23:00:00")]
    public void Dates_are_kept_as_they_are_written(string text, string shown)
    {
        using var culture = new GermanCulture();
        Assert.True(DateValue.TryParse(text, out double value));
        Assert.Equal(shown, DateValue.ToText(value));
    }

    private sealed record Person(string Name, int? Age, decimal Pay, bool? Member, DateOnly? Born, string City);
}
