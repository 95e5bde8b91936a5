using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>A packed table trains to the bytes of the file it was made of, and all commands take it.</summary>
public sealed class PackTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string csv;

    public PackTests()
    {
        this.csv = this.folder.File("flats.csv");
        File.Copy(Flats.File, this.csv);
    }

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [InlineData("--target rent", "--epochs 3")]
    [InlineData("--target balcony --ignore id", "--epochs 3 --shuffle blocks:2 --validation-size 0.2")]
    [InlineData("--target rent,rooms --categorical floor", "--epochs 3 --hidden 5 --batch-size 100")]
    [InlineData("--target rent --weight rooms --hash district", "--optimizer lbfgs --epochs 4")]
    [InlineData("--target rent --group district", "--epochs 3 --test-size 0.3")]
    [InlineData("--target rent --split-by-time listed --missing NA", "--epochs 3 --ensemble 2")]
    public void The_model_has_the_same_bytes(string columns, string training)
    {
        string packed = this.Pack(columns.Split(' '));
        CommandLine.Succeed(["train", this.csv, .. columns.Split(' '), .. training.Split(' '), "--output", this.folder.File("a.safetensors")]);
        CommandLine.Succeed(["train", packed, .. training.Split(' '), "--output", this.folder.File("b.safetensors")]);
        Assert.Equal(File.ReadAllBytes(this.folder.File("a.safetensors")), File.ReadAllBytes(this.folder.File("b.safetensors")));
    }

    [Fact]
    public async Task A_Parquet_file_is_packed_too()
    {
        string parquet = this.folder.File("flats.parquet");
        await ParquetTests.Write(CsvFile.ReadTable(this.csv, new CsvOptions { Categorical = ["id"] }).Table, parquet);
        CommandLine.Succeed("pack", parquet, "--target", "rent", "--ignore", "id", "--output", this.folder.File("flats.nabla"));
        CommandLine.Succeed("train", parquet, "--target", "rent", "--ignore", "id", "--epochs", "2", "--output", this.folder.File("a.safetensors"));
        CommandLine.Succeed("train", this.folder.File("flats.nabla"), "--epochs", "2", "--output", this.folder.File("b.safetensors"));
        Assert.Equal(File.ReadAllBytes(this.folder.File("a.safetensors")), File.ReadAllBytes(this.folder.File("b.safetensors")));
    }

    [Fact]
    public void Other_commands_take_it()
    {
        // Rows without a target are not packed, and predict has no line for them.
        File.WriteAllLines(this.csv, [.. File.ReadLines(Flats.File).Where(line => !line.EndsWith(','))]);
        string packed = this.Pack("--target", "rent"), model = this.folder.File("m.safetensors");
        CommandLine.Succeed("train", packed, "--epochs", "3", "--output", model);
        foreach (string[] command in (string[][])[["evaluate", model], ["evaluate", model, "--part", "test"], ["predict", model, "--keep", "district,balcony"], ["doctor", model]])
            Assert.Equal(CommandLine.Succeed([.. command[..2], this.csv, .. command[2..]]).Out, CommandLine.Succeed([.. command[..2], packed, .. command[2..]]).Out);
        Assert.StartsWith("verified: ", CommandLine.Succeed("verify", model, packed).Out, StringComparison.Ordinal);
        CommandLine.Succeed("tune", packed, "--trials", "2", "--epochs", "1", "--output", this.folder.File("t.safetensors"), "--log", this.folder.File("t.jsonl"));
        CommandLine.Succeed("train", packed, "--from", model, "--epochs", "1", "--output", this.folder.File("n.safetensors"));

        // By a model that knows the columns otherwise.
        string other = this.folder.File("o.safetensors");
        CommandLine.Succeed("train", this.csv, "--target", "rent", "--ignore", "built", "--hash", "district", "--epochs", "2", "--output", other);
        Assert.Equal(CommandLine.Succeed("evaluate", other, this.csv).Out, CommandLine.Succeed("evaluate", other, packed).Out);
        Assert.Equal(CommandLine.Succeed("predict", other, this.csv).Out, CommandLine.Succeed("predict", other, packed).Out);
    }

    [Fact]
    public void The_snippet_of_the_page()
    {
        (string csv, string packed) = (this.csv, this.folder.File("flats.nabla"));

        using (FileStream file = File.Create(packed))
            PackedTableWriter.Write(file, csv, () => CsvTableRows.Open(csv), new PackSettings(["rent"]));
        Dataset flats = PackedTable.Open(packed).ToDataset("flats");
        DataParts parts = Split.TrainTest(flats, testFraction: 0.25, seed: 1);
        (Model model, _) = ModelTrainer.Train(parts, new MlpSettings { Training = new() { ShuffleBlockRows = 1024, Epochs = 2 } });

        Assert.Equal(2, model.Info.ChosenEpoch);
    }

    [Fact]
    public void What_is_left_out_is_said()
    {
        string path = this.folder.File("ids.csv");
        File.WriteAllLines(path, ["id,x,y", .. Enumerable.Range(0, 30).Select(i => $"{i},{i % 7},{(i == 5 ? string.Empty : i % 5 + 0.5)}")]);
        Outcome packed = CommandLine.Succeed("pack", path, "--target", "y", "--output", this.folder.File("ids.nabla"));
        Assert.Contains("left out column id: its numbers only identify rows", packed.Error, StringComparison.Ordinal);
        Assert.Contains("task: regression, since column 'y' has numbers such as", packed.Error, StringComparison.Ordinal);
        Assert.Contains("left out 1 row without y", packed.Error, StringComparison.Ordinal);
        Assert.StartsWith("packed 29 rows of 1 feature in ", packed.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("option '--target' is missing: which column of", "pack", "CSV")]
    [InlineData("there is no column 'price'", "pack", "CSV", "--target", "price")]
    [InlineData("'iris' is not a CSV or Parquet file, and only these can be packed", "pack", "iris", "--target", "species")]
    [InlineData("packing reads a table twice, but standard input can be read only once: use a file", "pack", "-", "--target", "rent")]
    [InlineData("is a packed table", "pack", "PACKED", "--target", "rent")]
    [InlineData("option '--ignore' is for text files, and", "train", "PACKED", "--ignore", "area")]
    [InlineData("option '--separator' is for text files, and", "evaluate", "MODEL", "PACKED", "--separator", ";")]
    [InlineData("option '--target': area is requested, but", "train", "PACKED", "--target", "area")]
    [InlineData("option '--group': floor is requested, but", "train", "PACKED", "--group", "floor")]
    [InlineData("is packed with none: pack the data again with it", "train", "PACKED", "--weight", "rooms")]
    [InlineData("options '--shuffle' and '--no-shuffle' exclude each other", "train", "iris", "--shuffle", "blocks", "--no-shuffle")]
    [InlineData("option '--shuffle' is for first-order optimizers", "train", "iris", "--shuffle", "blocks", "--optimizer", "lbfgs")]
    [InlineData("option '--shuffle': 'all' is none of rows, blocks, blocks:ROWS", "train", "iris", "--shuffle", "all")]
    [InlineData("option '--shuffle': '0' is not a whole number of 1 or more", "train", "iris", "--shuffle", "blocks:0")]
    [InlineData("damaged or cut off: its last bytes are not those of one", "train", "SHORT")]
    [InlineData("the packed table is damaged", "predict", "MODEL", "DAMAGED")]
    public void What_cannot_be_is_refused_in_a_sentence(string message, params string[] args)
    {
        string packed = this.Pack("--target", "rent"), model = this.folder.File("m.safetensors"), cut = this.folder.File("short.nabla"), damaged = this.folder.File("damaged.nabla");
        if (args.Contains("MODEL"))
            CommandLine.Succeed("train", packed, "--epochs", "1", "--output", model);
        byte[] bytes = File.ReadAllBytes(packed);
        File.WriteAllBytes(cut, bytes[..^1000]);
        bytes[^60] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        Outcome outcome = CommandLine.Run([.. args.Select(arg => arg switch { "CSV" => this.csv, "PACKED" => packed, "MODEL" => model, "SHORT" => cut, "DAMAGED" => damaged, _ => arg }), "--output", this.folder.File("out")]);
        if (args[0] == "evaluate")
            outcome = CommandLine.Run(["evaluate", model, packed, "--separator", ";"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(this.folder.File("out")));
    }

    [Fact]
    public void A_file_that_cannot_be_packed_leaves_no_file()
    {
        string path = this.folder.File("bad.csv");
        File.WriteAllLines(path, ["x,y", .. Enumerable.Range(0, 20_000).Select(i => $"{i},{i + 0.5}"), "here,1"]);
        Outcome outcome = CommandLine.Run("pack", path, "--target", "y", "--output", this.folder.File("bad.nabla"));
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("line 20002, column 'x': 'here' is not a number", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["bad.csv", "flats.csv"], Directory.EnumerateFiles(this.folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_table_of_many_times_the_memory_trains()
    {
        SlowTests.SkipUnlessWanted();
        const int Rows = 820_000, Features = 62, HeapLimit = 100 << 20;
        string packed = this.folder.File("large.nabla");
        using (FileStream file = File.Create(packed))
            PackedTableWriter.Write(file, "large", () => new Noise(Rows, Features), new(["y"]));
        Assert.True(new FileInfo(packed).Length > 4L * HeapLimit / 1.03);

        using CommandProcess process = CommandProcess.Start(
            this.folder.Path,
            [("DOTNET_GCHeapHardLimit", $"0x{HeapLimit:x}"), ("DOTNET_gcServer", "0")],
            "train", packed, "--hidden", "16", "--epochs", "1", "--batch-size", "1024", "--shuffle", "blocks", "--validation-size", "0.1", "--threads", "1", "--output", "large.safetensors");
        double most = 0;
        for (; !process.HasEnded; Thread.Sleep(20))
            most = Math.Max(most, process.AnonymousMegabytes());
        Outcome outcome = process.End();
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.True(most < 2 * (HeapLimit >> 20), $"{most} MB");
        Assert.True(File.Exists(this.folder.File("large.safetensors")));
    }

    private string Pack(params string[] options)
    {
        string packed = this.folder.File("flats.nabla");
        CommandLine.Succeed(["pack", this.csv, .. options, "--output", packed]);
        return packed;
    }

    /// <summary>Rows of random numbers, a category and a target.</summary>
    private sealed class Noise(int rows, int features) : ITableSource
    {
        private readonly CounterRandom random = new(3, 80);
        private int next;

        public IReadOnlyList<ColumnSchema> Columns { get; } =
        [
            .. Enumerable.Range(0, features).Select(i => ColumnSchema.Number($"x{i}")), ColumnSchema.Category("city", "Paris", "Rome", "Oslo"), ColumnSchema.Number("y"),
        ];

        public int Read(MatrixView<double> block)
        {
            int count = Math.Min(block.Rows, rows - this.next);
            for (int row = 0; row < count; row++)
            {
                Span<double> values = block.Row(row);
                this.random.FillUniform(values, (uint)(this.next + row));
                values[^1] = values[0] + (values[1] * values[2]);
                values[^2] = (this.next + row) % 3;
                if (row % 50 == 0)
                    values[3] = double.NaN;
            }

            this.next += count;
            return count;
        }
    }
}
