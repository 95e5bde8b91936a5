using System.Data;
using System.Data.Common;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public class DbRowsTests
{
    [Fact]
    public void A_reader_becomes_a_table()
    {
        using DbDataReader reader = People().CreateDataReader();
        Table table = Table.From(reader, new TableOptions { Ignored = ["photo"] });
        Assert.Equal(["id", "height", "city", "member", "born", "price", "key", "nothing"], table.Schema.Names);
        Assert.Equal(
            [ColumnKind.Number, ColumnKind.Number, ColumnKind.Category, ColumnKind.Boolean, ColumnKind.Date, ColumnKind.Number, ColumnKind.Category, ColumnKind.Category],
            table.Schema.Columns.Select(column => column.Kind));
        Assert.Equal([1.75, double.NaN, 1.5], table["height"].Values.ToArray());
        Assert.Equal([0, -0, 1], table["city"].Values.ToArray().Select(value => double.IsNaN(value) ? 0 : value));
        Assert.Equal("1999-12-31", table["born"].Text(0));
        Assert.Equal(12.25, table["price"].Values[2]);
    }

    [Fact]
    public void A_type_that_is_no_value_is_refused_by_name_unless_it_is_left_out()
    {
        using DbDataReader reader = People().CreateDataReader();
        string message = Assert.Throws<InvalidDataException>(() => Table.From(reader)).Message;
        Assert.Contains("the query: row 0, column 'photo' of type Byte[]", message, StringComparison.Ordinal);
        Assert.Contains("leave the column out, or cast it", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_by_a_schema_come_in_blocks_with_texts_beside_them()
    {
        var schema = new TableSchema([ColumnSchema.Category("city", "Rome", "Oslo"), ColumnSchema.Number("height")]);
        using DbDataReader reader = People().CreateDataReader();
        CellRows rows = DbRows.Open(reader, schema, keep: ["id"]);
        var block = new Matrix<double>(2, 2);
        Assert.Equal(2, rows.Read(block));
        Assert.Equal([-1, 1.75, double.NaN, double.NaN], block.Data);
        Assert.Equal(["2"], rows.Kept(1));
        Assert.Equal(1, rows.Read(block));
        Assert.Equal([0, 1.5], block.Row(0).ToArray());
        Assert.Equal(0, rows.Read(block));
        using DbDataReader again = People().CreateDataReader();
        Assert.Contains("there is no column 'x'", Assert.Throws<InvalidDataException>(() => DbRows.Open(again, TableSchema.OfNumbers(["x"]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_without_rows_is_a_table_without_rows()
    {
        DataTable empty = People().Clone();
        using DbDataReader reader = empty.CreateDataReader();
        Table table = Table.From(reader, new TableOptions { Ignored = ["photo"] });
        Assert.Equal(0, table.Rows);
        Assert.Equal(ColumnKind.Category, table["city"].Schema.Kind);
    }

    private static DataTable People()
    {
        var table = new DataTable();
        foreach ((string name, Type type) in new[] { ("id", typeof(long)), ("height", typeof(double)), ("city", typeof(string)), ("member", typeof(bool)), ("born", typeof(DateTime)), ("price", typeof(decimal)), ("key", typeof(Guid)), ("nothing", typeof(string)), ("photo", typeof(byte[])) })
            table.Columns.Add(name, type);
        table.Rows.Add(1L, 1.75, "Paris", true, new DateTime(1999, 12, 31), 1m, Guid.Empty, DBNull.Value, new byte[] { 1 });
        table.Rows.Add(2L, DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value);
        table.Rows.Add(3L, 1.5, "Rome", false, new DateTime(2001, 2, 3, 4, 5, 6), 12.25m, Guid.Empty, DBNull.Value, DBNull.Value);
        return table;
    }
}
