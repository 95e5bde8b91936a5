using Apache.Arrow;
using Apache.Arrow.Types;
using Microsoft.Data.Analysis;
using Nabla.Data;
using Nabla.Parquet;
using Parquet;
using Parquet.Schema;
using DataFrame = Microsoft.Data.Analysis.DataFrame;
using Table = Nabla.Data.Table;

namespace Nabla.App.Tests.Documents;

/// <summary>The snippets of docs/guide/sources.md; those of databases are in Sources/SqliteTests.</summary>
public class SourcesPageTests
{
    [Fact]
    public void Options()
    {
        var options = new TableOptions { Categorical = ["zip"], Numeric = ["price"], Dates = ["built"], Booleans = ["balcony"], Ignored = ["id"], Missing = ["-999"] };
        var builder = new TableBuilder([.. ((string[])["id", "zip", "price", "built", "balcony"]).Select(name => new SourceColumn(name))], options);
        builder.Add(1, 75001, "12.5", "2020-01-01", 1);
        builder.Add(2, 75002, "-999", "2021-01-01", 0);
        Assert.Equal([ColumnKind.Category, ColumnKind.Number, ColumnKind.Date, ColumnKind.Boolean], builder.ToTable().Schema.Columns.Select(column => column.Kind));
    }

    [Fact]
    public async Task A_Parquet_file()
    {
        string path = Path.Combine(Path.GetTempPath(), $"nabla-page-{Guid.NewGuid():N}.parquet");
        var id = new DataField<int>("id");
        var area = new DataField<double>("area");
        await using (FileStream file = File.Create(path))
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(id, area), file, cancellationToken: TestContext.Current.CancellationToken))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync<int>(id, new[] { 1, 2 });
            await group.WriteAsync<double>(area, new[] { 50.0, 60 });
        }

        {
            Table table = ParquetFile.ReadTable(path, new TableOptions { Ignored = ["id"] });
            Assert.Equal([50, 60], table["area"].Values.ToArray());
        }

        File.Delete(path);
    }

    [Fact]
    public void Arrow()
    {
        var schema = new Schema([new Apache.Arrow.Field("area", DoubleType.Default, nullable: true), new Apache.Arrow.Field("district", StringType.Default, nullable: true)], metadata: null);
        var batch = new RecordBatch(
            schema, [new DoubleArray.Builder().Append(50).AppendNull().Append(70).Build(), new StringArray.Builder().Append("harbour").Append("old town").AppendNull().Build()], 3);
        SourceColumn[] columns = [.. batch.Schema.FieldsList.Select(field => new SourceColumn(field.Name))];
        int next = 0;
        CellRows rows = CellRows.Open("the batch", columns, cells =>
        {
            if (next == batch.Length)
                return false;
            for (int i = 0; i < cells.Length; i++)
                cells[i] = batch.Column(i) is DoubleArray numbers ? numbers.GetValue(next) : ((StringArray)batch.Column(i)).GetString(next);
            next++;
            return true;
        });
        Table table = Table.From(rows, batch.Length);
        Assert.Equal([50, double.NaN, 70], table["area"].Values.ToArray());
        Assert.Equal(["harbour", "old town", null], Enumerable.Range(0, 3).Select(table["district"].Text));
    }

    [Fact]
    public void A_data_frame()
    {
        var frame = new DataFrame(new DoubleDataFrameColumn("area", [50, null, 70]), new StringDataFrameColumn("district", ["harbour", "old town", null]), new BooleanDataFrameColumn("balcony", [true, null, false]));
        int next = 0;
        SourceColumn[] columns = [.. frame.Columns.Select(column => new SourceColumn(column.Name))];
        CellRows rows = CellRows.Open("the data frame", columns, cells =>
        {
            if (next == frame.Rows.Count)
                return false;
            for (int i = 0; i < cells.Length; i++)
                cells[i] = Cell.From(frame.Columns[i][next]);
            next++;
            return true;
        });
        Table table = Table.From(rows);
        Assert.Equal([ColumnKind.Number, ColumnKind.Category, ColumnKind.Boolean], table.Schema.Columns.Select(column => column.Kind));
        Assert.All(table.Columns, column => Assert.Equal(1, column.Missing));
    }

    [Fact]
    public void Row_by_row()
    {
        var builder = new TableBuilder("age", "city", "member");
        builder.Add(31, "Paris", true);
        builder.Add(Cell.Missing, "Rome", false);
        Table table = builder.ToTable();
        Assert.Equal(2, table.Rows);
    }
}
