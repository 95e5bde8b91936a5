using Nabla.Data;
using Nabla.Numerics;
using Nabla.Parquet;
using Parquet;
using Parquet.Schema;

namespace Nabla.App.Tests.Sources;

public sealed class ParquetTests : IAsyncLifetime
{
    private const int Rows = 250, Groups = 3;
    private readonly string path = Path.Combine(Path.GetTempPath(), $"nabla-{Guid.NewGuid():N}.parquet");

    public async ValueTask InitializeAsync() => await Write(this.path);

    public ValueTask DisposeAsync()
    {
        File.Delete(this.path);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void All_row_groups_of_all_types_become_a_table()
    {
        Table table = ParquetFile.ReadTable(this.path, new TableOptions { Ignored = ["bytes"] });
        Assert.Equal(Rows * Groups, table.Rows);
        Assert.Equal(
            [ColumnKind.Number, ColumnKind.Number, ColumnKind.Number, ColumnKind.Category, ColumnKind.Boolean, ColumnKind.Date, ColumnKind.Date, ColumnKind.Number, ColumnKind.Boolean],
            table.Schema.Columns.Select(column => column.Kind));
        for (int row = 0; row < table.Rows; row++)
        {
            Assert.Equal(row, table["id"].Values[row]);
            Assert.Equal(row % 7 == 0 ? double.NaN : row / 2.0, table["height"].Values[row]);
            Assert.Equal(row * 0.25f, table["weight"].Values[row]);
            Assert.Equal(row % 5 == 0 ? null : $"city {row % 3}", table["city"].Text(row));
            Assert.Equal(row % 2, table["member"].Values[row]);
            Assert.Equal(row % 11 == 0 ? null : DateValue.ToText(DateValue.From(new DateTime(2020, 1, 1).AddDays(row))), table["day"].Text(row));
            Assert.Equal(DateValue.From(new DateTime(2020, 1, 1).AddHours(row)), table["moment"].Values[row]);
            Assert.Equal(row + 0.5, table["price"].Values[row]);
            Assert.Equal(row % 4 == 0 ? 1 : 0, table["answer"].Values[row]);
        }
    }

    [Fact]
    public void Rows_by_a_schema_read_only_its_columns()
    {
        var schema = new TableSchema([ColumnSchema.Category("city", "city 2", "city 0"), ColumnSchema.Number("height")]);
        using ParquetRows rows = ParquetRows.Open(this.path, schema, keep: ["id", "day"]);
        var block = new Matrix<double>(100, 2);
        int count = 0;
        for (int read = rows.Read(block); read > 0; read = rows.Read(block))
        {
            for (int row = 0; row < read; row++, count++)
            {
                Assert.Equal(count % 5 == 0 ? double.NaN : (count % 3) switch { 0 => 1, 1 => -1, _ => 0 }, block.Row(row)[0]);
                Assert.Equal(count, int.Parse(rows.Kept(row)[0], System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        Assert.Equal(Rows * Groups, count);
    }

    [Fact]
    public void Names_and_kind_of_file_are_found()
    {
        Assert.Equal(["id", "height", "weight", "city", "member", "day", "moment", "price", "answer", "bytes"], ParquetFile.ReadNames(this.path));
        string renamed = this.path + ".data";
        File.Copy(this.path, renamed);
        Assert.True(ParquetFile.Is(renamed));
        File.WriteAllText(renamed, "a,b\n1,2\n3,4\n");
        Assert.False(ParquetFile.Is(renamed));
        File.Delete(renamed);
    }

    [Fact]
    public void What_no_table_has_is_refused_by_name()
        => Assert.Equal($"{this.path}: column 'bytes' has bytes, which a table cannot hold: leave the column out", Assert.Throws<InvalidDataException>(() => ParquetFile.ReadTable(this.path)).Message);

    [Fact]
    public void A_damaged_file_is_refused_in_a_sentence()
    {
        byte[] bytes = File.ReadAllBytes(this.path);
        var random = new Random(1);
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = [.. bytes.AsSpan(0, i % 3 == 0 ? random.Next(bytes.Length) : bytes.Length)];
            for (int k = 0; k < 20 && damaged.Length > 0; k++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                ParquetFile.ReadTable(new MemoryStream(damaged), "damaged.parquet", new TableOptions { Ignored = ["bytes"] });
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith("damaged.parquet: ", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    private static async Task Write(string path)
    {
        var id = new DataField<int>("id");
        var height = new DataField<double?>("height");
        var weight = new DataField<float>("weight");
        var city = new DataField<string>("city");
        var member = new DataField<bool>("member");
        var day = new DataField<DateOnly?>("day");
        var moment = new DataField<DateTime>("moment");
        var price = new DecimalDataField("price", 10, 2, isNullable: false);
        var answer = new DataField<string>("answer");
        var bytes = new DataField<byte[]>("bytes");
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(id, height, weight, city, member, day, moment, price, answer, bytes), file);
        for (int group = 0; group < Groups; group++)
        {
            int[] rows = [.. Enumerable.Range(group * Rows, Rows)];
            using ParquetRowGroupWriter part = writer.CreateRowGroup();
            await part.WriteAsync<int>(id, rows);
            await part.WriteAsync<double>(height, Array.ConvertAll(rows, row => row % 7 == 0 ? (double?)null : row / 2.0));
            await part.WriteAsync<float>(weight, Array.ConvertAll(rows, row => row * 0.25f));
            await part.WriteAsync(city, Array.ConvertAll(rows, row => row % 5 == 0 ? null! : $"city {row % 3}"));
            await part.WriteAsync<bool>(member, Array.ConvertAll(rows, row => row % 2 == 1));
            await part.WriteAsync<DateOnly>(day, Array.ConvertAll(rows, row => row % 11 == 0 ? (DateOnly?)null : new DateOnly(2020, 1, 1).AddDays(row)));
            await part.WriteAsync<DateTime>(moment, Array.ConvertAll(rows, row => new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(row)));
            await part.WriteAsync<decimal>(price, Array.ConvertAll(rows, row => row + 0.5m));
            await part.WriteAsync(answer, Array.ConvertAll(rows, row => row % 4 == 0 ? "yes" : "no"));
            await part.WriteAsync(bytes, Array.ConvertAll(rows, row => new byte[] { (byte)row }));
        }
    }
}
