using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public sealed class PackedTableTests : IDisposable
{
    private static readonly Table People = PackedTables.People(1000);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [InlineData("income", LearningTask.Regression)]
    [InlineData("label", LearningTask.Classification)]
    public void A_packed_table_is_the_same_data_set(string target, LearningTask task)
    {
        string other = target == "income" ? "label" : "income";
        Table table = People.Without("id", other);
        PackedTable packed = PackedTables.Pack(People.Without(other), this.folder.File("people.nabla"), new([target]) { Weight = "weight", Group = "household" });
        Table complete = table.WithoutMissing(target);
        Dataset expected = Dataset.FromTable("people", complete.Without("household"), TargetSchema.Of(table, [target]), weight: "weight").WithGroupsOf(complete["household"]);
        Dataset found = packed.ToDataset("people");

        Assert.Equal(task, found.Task);
        Assert.Equal(expected.Features.Data, found.Features.Data);
        Assert.Same(found.Features, found.Features);
        Assert.Equal(expected.Schema, found.Schema);
        Assert.Equal(expected.Target, found.Target);
        Assert.Equal(expected.Labels, found.Labels);
        Assert.Equal(expected.Targets?.Data, found.Targets?.Data);
        Assert.Equal(expected.Weights, found.Weights);
        Assert.Equal(expected.WeightColumn, found.WeightColumn);
        Assert.Equal(expected.Groups, found.Groups);
        Assert.Equal("household", found.GroupColumn);
        Assert.Equal(expected.Fingerprint(), found.Fingerprint());
        Assert.Equal(expected.Fingerprint(), packed.Fingerprint);
        Assert.Equal(expected.SelectRows([5, 900, 6]).Features.Data, found.SelectRows([3, 5, 900, 6]).SelectRows([1, 2, 3]).Features.Data);
        Assert.Equal(PartHashes.Of(expected), PartHashes.Of(found));
    }

    [Fact]
    public void What_was_left_out_is_said()
    {
        using var stream = new MemoryStream();
        PackResult packed = PackedTableWriter.Write(stream, "people", () => new TableRows(People), new(["income"]));
        Assert.Equal(["id"], packed.Counters);
        Assert.Equal(11, packed.LeftOut);
        Assert.Equal(989, packed.Rows);
        Assert.Equal(stream.Length, packed.Bytes);
        Assert.Equal(LearningTask.Regression, packed.Inference!.Task);
        packed = PackedTableWriter.Write(new MemoryStream(), "people", () => new TableRows(People), new(["label"]) { Kept = ["id"], Task = LearningTask.Classification });
        Assert.Empty(packed.Counters);
        Assert.Null(packed.Inference);
        Assert.Equal(["high", "low", "middle"], packed.Target.ClassNames);
    }

    [Fact]
    public void Statistics_are_those_of_the_columns()
    {
        PackedTable packed = PackedTables.Pack(People, this.folder.File("people.nabla"), new(["income"]));
        Table complete = People.WithoutMissing("income");
        foreach ((int i, ColumnSchema column) in packed.Columns.Index())
        {
            double[] values = [.. complete[column.Name].Values.ToArray().Where(value => !double.IsNaN(value))];
            PackedColumnStatistics found = packed.Statistics[i];
            Assert.Equal((complete.Rows - values.Length, values.Min(), values.Max()), (found.Missing, found.Least!.Value, found.Greatest!.Value));
            Assert.Equal(values.Average(), found.Mean!.Value, 1e-9 * Math.Abs(values.Average()));
        }
    }

    [Fact]
    public void Rows_are_read_by_the_schema_of_another()
    {
        PackedTable packed = PackedTables.Pack(People, this.folder.File("people.nabla"), new(["income"]));
        var schema = new TableSchema([ColumnSchema.Category("city", "Lima", "Oslo"), ColumnSchema.Number("age"), ColumnSchema.Hashed("label", 16), ColumnSchema.Number("smoker")]);
        Table complete = People.WithoutMissing("income");
        Assert.Equal(schema.Encode(complete).Data, schema.Encode(Table.From(packed.ReadRows(schema))).Data);
        Assert.Equal(complete["city"].Values.ToArray(), Table.From(packed.ReadRows())["city"].Values.ToArray());
        Assert.Contains("there is no column 'street'", Assert.Throws<InvalidDataException>(() => packed.ReadRows(new TableSchema([ColumnSchema.Number("street")]))).Message, StringComparison.Ordinal);
        Assert.Contains("column 'city': ", Assert.Throws<InvalidDataException>(() => Table.From(packed.ReadRows(new TableSchema([ColumnSchema.Number("city")])))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no column 'wage'", "wage")]
    [InlineData("there is no column 'wage'", "income", "wage")]
    [InlineData("column 'city' has values of the kind Category: weights are numbers above 0", "income", "city")]
    [InlineData("row 0, column 'zero': the weight is 0: expected a number from", "income", "zero")]
    [InlineData("column 'city' has texts, and says when a row was", "income", null, "city")]
    [InlineData("has no value in column 'born', which gives the time of the row", "income", null, "born")]
    public void What_cannot_be_packed_is_refused(string message, string target, string? weight = null, string? time = null)
    {
        var zeros = new Table([.. People.Columns, new TableColumn(ColumnSchema.Number("zero"), new double[People.Rows])]);
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => PackedTableWriter.Write(Stream.Null, "people", () => new TableRows(zeros), new([target]) { Weight = weight, Time = time }));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_changes_between_the_passes_is_refused()
    {
        int calls = 0;
        Table[] tables = [People, People.SelectRows([.. Enumerable.Range(0, 999)])];
        Assert.Equal("people changed while it was packed: pack it again", Assert.Throws<InvalidDataException>(() => PackedTableWriter.Write(Stream.Null, "people", () => new TableRows(tables[calls++]), new(["income"]))).Message);
        calls = 0;
        Array.Reverse(tables);
        Assert.Throws<InvalidDataException>(() => PackedTableWriter.Write(Stream.Null, "people", () => new TableRows(tables[calls++]), new(["income"])));
    }

    [Fact]
    public void A_damaged_file_is_refused_in_a_sentence()
    {
        string path = this.folder.File("people.nabla"), damaged = this.folder.File("damaged.nabla");
        PackedTables.Pack(People, path, new(["income"])).Dispose();
        byte[] whole = File.ReadAllBytes(path);
        int metadata = whole.Length - 48 - (int)BitConverter.ToInt64(whole, whole.Length - 48);
        foreach (int length in (int[])[0, 5, 8, 4095, 4096, 5000, metadata - 1, metadata, whole.Length - 49, whole.Length - 1])
            Refused(whole[..length]);
        foreach (int place in (int[])[0, 7, 8, 12, 16, 17, 23, 24, 27, 31, metadata, metadata + 30, whole.Length - 49, whole.Length - 48, whole.Length - 41, whole.Length - 20, whole.Length - 1])
        {
            byte[] other = [.. whole];
            other[place] ^= 0x41;
            Refused(other);
        }

        Refused([.. whole, 0]);
        byte[] newer = [.. whole];
        newer[8] = 9;
        Refused(newer, "it is a packed table of version 9, and this program reads version 1: pack the data again");
        Refused("a,b\n1,2\n"u8.ToArray(), "it is no packed table");

        void Refused(byte[] bytes, string? sentence = null)
        {
            File.WriteAllBytes(damaged, bytes);
            string message = Assert.Throws<InvalidDataException>(() => PackedTable.Open(damaged)).Message;
            Assert.StartsWith(damaged + ": ", message, StringComparison.Ordinal);
            Assert.EndsWith(sentence ?? string.Empty, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_value_is_refused_when_training_meets_it()
    {
        string path = this.folder.File("people.nabla");
        PackedTables.Pack(People, path, new(["income"])).Dispose();
        byte[] bytes = File.ReadAllBytes(path);
        int width = (int)BitConverter.ToInt64(bytes, 24), city = 2;
        BitConverter.TryWriteBytes(bytes.AsSpan(4096 + (8 * ((7 * width) + city))), 1e9);
        File.WriteAllBytes(path, bytes);
        Dataset data = PackedTable.Open(path).ToDataset("people");
        Assert.Equal("city", data.FeatureNames[city]);
        Assert.Equal("row 7, column 'city': 1000000000 is not a code from -1 to 4", Assert.Throws<InvalidDataException>(() => Preprocessor.Fit(data, new())).Message);
    }

    [Fact]
    public void Counters_are_those_of_a_table_in_memory()
    {
        var random = new CounterRandom(5, 78);
        string[] names = ["id", "column_1", "humid", "PassengerId", "age"];
        for (uint trial = 0; trial < 300; trial++)
        {
            string name = names[random.Below(names.Length, trial)];
            int rows = 5 + random.Below(30, trial, 1), kind = random.Below(6, trial, 2);
            double[] values = [.. Enumerable.Range(0, rows).Select(row => (double)row)];
            if (kind == 1)
                random.Shuffle<double>(values);
            else if (kind == 2)
                values[^1] = values[random.Below(rows, trial, 3)];
            else if (kind == 3)
                values[rows / 2] += 0.5;
            else if (kind == 4)
                values = Array.ConvertAll(values, value => value + 1);
            else if (kind == 5)
                values[1] = double.NaN;
            var search = new CounterSearch(name);
            foreach (double value in values)
            {
                if (search.IsOpen)
                    search.Add(value);
            }

            Assert.Equal(RowCounters.IsOne(new TableColumn(ColumnSchema.Number(name), values)), search.End());
        }
    }
}
