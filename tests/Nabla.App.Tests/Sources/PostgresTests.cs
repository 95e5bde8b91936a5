using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Tests;
using Npgsql;

namespace Nabla.App.Tests.Sources;

/// <summary>Tests that measure the memory of the process run alone.</summary>
[CollectionDefinition(nameof(MeasuresMemory), DisableParallelization = true)]
public sealed class MeasuresMemory;

/// <summary>A real PostgreSQL: types, nulls, and a million rows in the memory of a block.</summary>
[Collection(nameof(MeasuresMemory))]
public sealed class PostgresTests : IDisposable
{
    private readonly PostgresServer? server;
    private readonly NpgsqlConnection? connection;

    public PostgresTests()
    {
        if (!SlowTests.AreWanted)
            return;
        this.server = new PostgresServer();
        this.connection = new NpgsqlConnection(this.server.ConnectionString);
        this.connection.Open();
    }

    public void Dispose()
    {
        this.connection?.Dispose();
        this.server?.Dispose();
    }

    [Fact]
    public void Types_and_nulls_are_read_and_a_million_rows_fit_in_the_memory_of_a_block()
    {
        SlowTests.SkipUnlessWanted();
        this.Types();
        this.Million();
    }

    private void Types()
    {
        const string Values = """
            select * from (values
              (1::smallint, 2::integer, 3::bigint, 1.5::real, 2.5::double precision, 12.25::numeric, true, 'Oslo'::text, 'x'::varchar(3), date '2024-02-29',
               timestamp '2024-02-29 12:30:00', timestamptz '2024-02-29 12:30:00+00', time '06:00', interval '2 hours', '00000000-0000-0000-0000-000000000001'::uuid),
              (null, null, null, 'NaN'::real, null, null, null, null, null, null, null, null, null, null, null))
            as t(small, whole, big, single, real, exact, yes, city, code, day, moment, zoned, clock, span, key)
            """;
        Table table;
        using (NpgsqlDataReader reader = this.Query(Values))
            table = Table.From(reader);
        Assert.Equal(
            [
                ColumnKind.Number, ColumnKind.Number, ColumnKind.Number, ColumnKind.Number, ColumnKind.Number, ColumnKind.Number, ColumnKind.Boolean,
                ColumnKind.Category, ColumnKind.Category, ColumnKind.Date, ColumnKind.Date, ColumnKind.Date, ColumnKind.Date, ColumnKind.Number, ColumnKind.Category,
            ],
            table.Schema.Columns.Select(column => column.Kind));
        Assert.All(table.Columns, column => Assert.Equal(1, column.Missing));
        Assert.Equal([1, 2, 3, 1.5, 2.5, 12.25, 1], table.Columns.Take(7).Select(column => column.Values[0]));
        Assert.Equal(["Oslo", "x", "2024-02-29", "2024-02-29T12:30:00", "2024-02-29T12:30:00"], table.Columns.Skip(7).Take(5).Select(column => column.Text(0)));
        Assert.Equal(7200, table["span"].Values[0]);

        using NpgsqlDataReader list = this.Query("select 1 as a, array[1, 2] as b");
        Assert.Contains("column 'b' of type integer[]", Assert.Throws<InvalidDataException>(() => Table.From(list)).Message, StringComparison.Ordinal);
    }

    private void Million()
    {
        const string Rows = "select (i % 97)::double precision as x, case i % 3 when 0 then 'a' when 1 then 'b' end as c, (i % 97) * 2.0 as y from generate_series(1, {0}) i";
        Model model;
        using (NpgsqlDataReader few = this.Query(string.Format(System.Globalization.CultureInfo.InvariantCulture, Rows, 2000)))
            model = new MlpRegressor(new() { Network = new(8), Training = new() { Epochs = 5 }, Seed = 1 }).Fit(Table.From(few), target: "y");

        using NpgsqlDataReader reader = this.Query(string.Format(System.Globalization.CultureInfo.InvariantCulture, Rows, 1_000_000));
        CellRows rows = DbRows.Open(reader, model.Preprocessor.Schema);
        var block = new Matrix<double>(4096, rows.Columns.Count);
        (long read, long most) = (0, 0);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int count = rows.Read(block); count > 0; count = rows.Read(block))
        {
            Assert.True(double.IsFinite(model.PredictValues(block.View.RowRange(0, count)).Data[^1]));
            read += count;
            if (read % (4096 * 50) == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(1_000_000, read);
        Assert.True(most < 4 << 20, $"{most} bytes");
    }

    private NpgsqlDataReader Query(string sql)
    {
        using var command = new NpgsqlCommand(sql, this.connection);
        return command.ExecuteReader();
    }
}
