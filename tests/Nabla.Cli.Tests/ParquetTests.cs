using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using Nabla.Tests.Data;
using Parquet;
using Parquet.Schema;
using DataTable = Nabla.Data.Table;

namespace Nabla.Cli.Tests;

/// <summary>The command line reads Parquet as it reads CSV: the same rows give the same model and the same predictions.</summary>
public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public async Task Training_evaluating_and_predicting_are_as_with_CSV()
    {
        string csv = this.folder.File("flats.csv"), parquet = this.folder.File("flats.parquet");
        File.Copy(Flats.File, csv);
        await Write(CsvFile.ReadTable(csv, new CsvOptions { Categorical = ["id"] }).Table, parquet);
        string[] training = ["--target", "rent", "--ignore", "id", "--epochs", "5", "--hidden", "8"];
        CommandLine.Succeed(["train", csv, .. training, "--output", this.folder.File("a.safetensors")]);
        Outcome train = CommandLine.Succeed(["train", parquet, .. training, "--output", this.folder.File("b.safetensors")]);
        Assert.Contains("400 rows, 9 columns", train.Error, StringComparison.Ordinal);
        Model a = Model.Load(this.folder.File("a.safetensors")), b = Model.Load(this.folder.File("b.safetensors"));
        Assert.All(a.Slices.Zip(b.Slices), pair => Assert.Equal(a.Parameters(pair.First), b.Parameters(pair.Second)));

        string model = this.folder.File("a.safetensors");
        Assert.Equal(CommandLine.Succeed("predict", model, csv, "--keep", "id").Out, CommandLine.Succeed("predict", model, parquet, "--keep", "id").Out);
        Assert.Equal(
            CommandLine.Succeed("evaluate", model, csv, "--json").Out.Replace(csv, parquet, StringComparison.Ordinal),
            CommandLine.Succeed("evaluate", model, parquet, "--json").Out);
    }

    [Fact]
    public async Task Options_of_CSV_and_damaged_files_are_refused()
    {
        string csv = this.folder.File("flats.csv"), parquet = this.folder.File("flats.parquet");
        File.Copy(Flats.File, csv);
        await Write(CsvFile.ReadTable(csv, new CsvOptions { Categorical = ["id"] }).Table, parquet);
        Assert.Contains($"option '--separator' is for CSV files, {parquet} is a Parquet file", Fail("train", parquet, "--target", "rent", "--separator", ";"), StringComparison.Ordinal);
        File.WriteAllText(parquet, "PAR1 this is no such file PAR1");
        string message = Fail("train", parquet, "--target", "rent");
        Assert.Contains($"{parquet}: cannot be read as a Parquet file: ", message, StringComparison.Ordinal);
    }

    private static string Fail(params string[] args)
    {
        Outcome outcome = CommandLine.Run(args);
        Assert.Equal(1, outcome.ExitCode);
        return outcome.Error;
    }

    internal static async Task Write(DataTable table, string path)
    {
        DataField[] fields = [.. table.Columns.Select(column => column.Schema.Kind switch
        {
            ColumnKind.Number => (DataField)new DataField<double?>(column.Name),
            ColumnKind.Boolean => new DataField<bool?>(column.Name),
            ColumnKind.Date => new DataField<DateTime?>(column.Name),
            _ => new DataField<string>(column.Name),
        })];
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int i = 0; i < fields.Length; i++)
        {
            TableColumn column = table.Columns[i];
            double[] values = column.Values.ToArray();
            switch (column.Schema.Kind)
            {
                case ColumnKind.Number:
                    await group.WriteAsync<double>(fields[i], Array.ConvertAll(values, value => double.IsNaN(value) ? null : (double?)value));
                    break;
                case ColumnKind.Boolean:
                    await group.WriteAsync<bool>(fields[i], Array.ConvertAll(values, value => double.IsNaN(value) ? null : (bool?)(value == 1)));
                    break;
                case ColumnKind.Date:
                    await group.WriteAsync<DateTime>(fields[i], Array.ConvertAll(values, value => double.IsNaN(value) ? null : (DateTime?)DateTime.SpecifyKind(DateValue.ToDate(value), DateTimeKind.Utc)));
                    break;
                default:
                    await group.WriteAsync(fields[i], Enumerable.Range(0, values.Length).Select(row => column.Text(row)!).ToArray());
                    break;
            }
        }
    }
}
