using System.Data.Common;
using Microsoft.Data.Sqlite;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.App.Tests.Sources;

public sealed class SqliteTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SqliteTests()
    {
        this.connection.Open();
        this.Run("create table flats (id integer, area real, rooms integer, district text, balcony text, built text, photo blob, rent real)");
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            double area = 20 + (100 * random.NextDouble());
            string rooms = i % 17 == 3 ? "null" : $"{1 + (int)(area / 30)}";
            string balcony = random.Next(2) == 0 ? "yes" : "no";
            this.Run(FormattableString.Invariant($"insert into flats values ({i}, {area}, {rooms}, '{(random.Next(3) == 0 ? "old town" : "harbour")}', '{balcony}', '{1900 + random.Next(100)}-05-01', x'00', {300 + (10 * area)})"));
        }
    }

    public void Dispose() => this.connection.Dispose();

    [Fact]
    public void A_query_is_learned_from_and_predicted_in_blocks()
    {
        Table table = Load(this.connection);
        Assert.Equal(
            [ColumnKind.Number, ColumnKind.Number, ColumnKind.Category, ColumnKind.Boolean, ColumnKind.Date, ColumnKind.Number],
            table.Schema.Columns.Select(column => column.Kind));
        Assert.Equal(18, table["rooms"].Missing);
        Model model = new MlpRegressor(new() { Network = new(16), Training = new() { Epochs = 30 }, Seed = 1 }).Fit(table, target: "rent");
        List<double> rents = Predict(model, this.connection);
        Assert.Equal(model.PredictValues(table).Data, rents);
    }

    [Fact]
    public void A_column_of_several_types_is_refused_with_its_place()
    {
        this.Run("insert into flats (id, area) values (300, 'large')");
        using DbCommand command = this.connection.CreateCommand();
        command.CommandText = "select area from flats";
        using DbDataReader reader = command.ExecuteReader();
        Assert.Equal(
            "the query: row 300, column 'area': 'large' is not a number, as most of its values are: say that it is missing, or that the column is categorical",
            Assert.Throws<InvalidDataException>(() => Table.From(reader)).Message);
    }

    [Fact]
    public void Two_columns_of_one_name_are_refused()
    {
        using DbCommand command = this.connection.CreateCommand();
        command.CommandText = "select a.area, b.area from flats a join flats b on a.id = b.id";
        using DbDataReader reader = command.ExecuteReader();
        Assert.Equal("the query: two columns are named 'area': give each a name of its own", Assert.Throws<InvalidDataException>(() => Table.From(reader)).Message);
    }

    private static Table Load(DbConnection connection)
    {
        // <snippet>
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "select area, rooms, district, balcony, built, rent from flats";
        using DbDataReader reader = command.ExecuteReader();
        Table table = Table.From(reader);
        // </snippet>
        return table;
    }

    private static List<double> Predict(Model model, DbConnection connection)
    {
        var rents = new List<double>();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "select * from flats";
        using DbDataReader reader = command.ExecuteReader();
        CellRows rows = DbRows.Open(reader, model.Preprocessor.Schema);
        var block = new Matrix<double>(1000, rows.Columns.Count);
        for (int count = rows.Read(block); count > 0; count = rows.Read(block))
            rents.AddRange(model.PredictValues(block.View.RowRange(0, count)).Data);
        return rents;
    }

    private void Run(string sql)
    {
        using SqliteCommand command = this.connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
