using System.Globalization;
using System.Text.Json;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Reports;
using Nabla.Tests.Data;
using DataTable = Nabla.Data.Table;

namespace Nabla.Cli.Tests;

/// <summary>A table with numbers, categories, dates and gaps, by a model that knows its columns.</summary>
public sealed class FlatsTests(Flats flats) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void ColumnsAndWhatBecomesOfThemAreShown()
    {
        GoldenText.Check("inspect-flats", CommandLine.Succeed("inspect", flats.Model).Out);
        using var json = JsonDocument.Parse(CommandLine.Succeed("inspect", flats.Model, "--json").Out);
        Assert.Equal(
            ["district=Airport", "district=Harbour", "district=North", "district=Old Town", "district=St. John, lower", "district=St. John, upper", "district=West", "district is missing"],
            json.RootElement.GetProperty("columns")[2].GetProperty("features").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void TheTargetIsFoundByItsName()
        => GoldenText.Check("evaluate-flats", this.Masked(CommandLine.Succeed("evaluate", flats.Model, Flats.File, "--part", "test")));

    [Fact]
    public void ExplanationsAreOfTheFilesColumns()
    {
        GoldenText.Check("explain-flats", CommandLine.Succeed("explain", flats.Model, Flats.File, "--repeats", "3").Out);
        GoldenText.Check("explain-flats-district", CommandLine.Succeed("explain", flats.Model, Flats.File, "--feature", "district").Out);
        GoldenText.Check("explain-flats-row", CommandLine.Succeed("explain", flats.Model, Flats.File, "--row", "3").Out);
    }

    [Fact]
    public void PredictionsAreTheSameBitsEverywhere()
    {
        string[] lines = CommandLine.Succeed("predict", flats.Model, Flats.File).Lines;
        Assert.Equal("predicted_rent", lines[0]);
        double[] printed = [.. lines[1..].Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(400, printed.Length);

        var model = Model.Load(flats.Model);
        DataTable table = CsvFile.ReadTable(Flats.File, model.Preprocessor.Schema).Table;
        Matrix<double> rows = model.Preprocessor.Schema.Encode(table);
        Assert.Equal(printed, model.PredictValues(rows, threads: 2).Data);
        Assert.Equal(printed, Enumerable.Range(0, rows.Rows).Select(row => model.PredictValues(rows.View.RowRange(row, 1))[0, 0]));
        Assert.Equal(printed, Enumerable.Range(0, 40).SelectMany(batch => model.PredictValues(rows.View.RowRange(10 * batch, 10)).Data));

        string file = this.folder.File("predicted.csv");
        Assert.Empty(CommandLine.Succeed("predict", flats.Model, Flats.File, "--output", file).Out);
        Assert.Equal(lines, File.ReadAllText(file).TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void ColumnsAreFoundByNameInAnyOrderAndOthersAreNotLookedAt()
    {
        DataTable table = CsvFile.ReadTable(Flats.File, new CsvOptions { Categorical = ["id"] }).Table;
        string file = this.folder.File("other.csv");
        using (FileStream stream = File.Create(file))
        using (var writer = new CsvTableWriter(stream, ';'))
            writer.Write(new DataTable([.. table.Without("rent").Columns.Reverse(), TableColumn.From("more", Enumerable.Repeat<Cell>("x; y", table.Rows))]));
        string[] kept = CommandLine.Succeed("predict", flats.Model, file, "--keep", "more,id").Lines;
        Assert.Equal("more,id,predicted_rent", kept[0]);
        Assert.StartsWith("x; y,F001,", kept[1], StringComparison.Ordinal);
        Assert.Equal(CommandLine.Succeed("predict", flats.Model, Flats.File).Lines[1..], kept[1..].Select(line => line.Split(',')[^1]));
        Assert.StartsWith($"nabla: {file}: there is no column 'rent': there are heating, listed", CommandLine.Run("evaluate", flats.Model, file).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownTextsAreCountedAndARowThatCannotBeReadIsRefusedOrSkipped()
    {
        const string Names = "area,rooms,district,floor,balcony,built,listed,heating\n";
        string good = Names + "50,2,Moon,1,yes,1999,2025-01-01,gas\n60,2,Mars,,no,NA,2025-01-01,gas\n", bad = good + "sixty,2,West,1,no,1999,2025-01-01,gas\n";
        Outcome outcome = CommandLine.RunWith(good, "predict", flats.Model, "-");
        Assert.Equal("nabla: warning: column 'district' has a text not seen in training in 2 rows\n", outcome.Error);
        Assert.Equal(3, outcome.Lines.Length);

        string file = this.folder.File("predicted.csv");
        Outcome refused = CommandLine.RunWith(bad, "predict", flats.Model, "-", "--output", file);
        Assert.Equal((1, $"nabla: standard input: line 4, column 'area': 'sixty' is not a number. To read it anyway: nabla predict {flats.Model} - --output {file} --missing sixty\n"), (refused.ExitCode, refused.Error));
        Assert.Empty(Directory.EnumerateFileSystemEntries(this.folder.Path));

        Outcome skipped = CommandLine.RunWith(bad, "predict", flats.Model, "-", "--on-error", "skip");
        Assert.Contains("1 row cannot be read and is left out", skipped.Error, StringComparison.Ordinal);
        Assert.Equal(outcome.Out, skipped.Out);
    }

    [Fact]
    public void SettingsAndColumnsAreRepeatedOnNewRows()
    {
        string again = this.folder.File("again.safetensors");
        CommandLine.Succeed("train", Flats.File, "--like", flats.Model, "--output", again);
        Assert.Equal(File.ReadAllBytes(flats.Model), File.ReadAllBytes(again));

        CommandLine.Succeed("train", Flats.File, "--like", flats.Model, "--target", "heating", "--ignore", "id,rent", "--max-levels", "3", "--output", again);
        var other = Model.Load(again);
        Assert.Equal(["district heating", "gas", "heat pump"], other.ClassNames);
        Assert.Equal(["heating"], other.Target!.Names);
        Assert.Equal([8], other.Info.Settings.Network.HiddenLayers);
        Assert.Equal("predicted_heating", CommandLine.Succeed("predict", again, Flats.File).Lines[0]);
    }

    [Fact]
    public void AReportShowsRowsAndCategoriesAsTheyStandInTheFile()
    {
        Assert.SkipUnless(Report.CanDrawCharts, "built without Node: no charts");
        string html = this.folder.File("heating.html"), path = this.folder.File("heating.safetensors");
        CommandLine.Succeed("train", Flats.File, "--target", "heating", "--ignore", "id", "--hidden", "4", "--epochs", "5", "--output", path, "--report", html);
        string page = File.ReadAllText(html);
        Assert.Contains("\"values\":[\"", page, StringComparison.Ordinal);
        Assert.Contains("North", page, StringComparison.Ordinal);
        CommandLine.Succeed("report", flats.Model, Flats.File, "--output", html);
        Assert.Contains("Predictions by district", File.ReadAllText(html), StringComparison.Ordinal);
        Assert.Contains("is each of 7 values", File.ReadAllText(html), StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsAreLearnedTogether()
    {
        string file = this.folder.File("labels.csv"), path = this.folder.File("labels.safetensors");
        File.WriteAllLines(file, ["a,b,large,even", .. Enumerable.Range(0, 80).Select(i => $"{i},{i % 2},{(i > 40 ? "yes" : "no")},{(i % 2 == 0 ? "yes" : "no")}")]);
        Outcome outcome = CommandLine.Succeed("train", file, "--target", "large,even", "--epochs", "60", "--learning-rate", "0.01", "--output", path);
        Assert.Contains("task: multilabel, since all 2 targets are yes and no", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("all labels right", outcome.Out, StringComparison.Ordinal);
        string[] lines = CommandLine.Succeed("predict", path, file).Lines;
        Assert.Equal(["predicted_large,predicted_even", "0,1", "0,0"], lines[..3]);
        Assert.Equal("large,even", CommandLine.Succeed("predict", path, file, "--probabilities").Lines[0]);
        using var json = JsonDocument.Parse(CommandLine.Succeed("evaluate", path, file, "--json").Out);
        Assert.InRange(json.RootElement.GetProperty("test").GetProperty("labelAccuracy").GetDouble(), 0.95, 1);
        Assert.StartsWith("accuracy ", CommandLine.Succeed("explain", path, file).Out, StringComparison.Ordinal);
        Assert.Equal(3, CommandLine.Succeed("explain", path, file, "--feature", "b", "--points", "2").Lines.Length - 1);

        JsonElement baselines = json.RootElement.GetProperty("baselines");
        Assert.Equal(["linear", "frequency"], baselines.EnumerateObject().Select(p => p.Name));
        Assert.Equal(0.5, baselines.GetProperty("frequency").GetProperty("labelAccuracy").GetDouble(), 0.1);
        Assert.Equal(["large", "even"], json.RootElement.GetProperty("model").GetProperty("labels").EnumerateArray().Select(label => label.GetProperty("name").GetString()));
        GoldenText.Check("evaluate-labels", CommandLine.Succeed("evaluate", path, file).Out);
    }

    [Fact]
    public void ReportsOfLabelsHaveEachLabel()
    {
        Assert.SkipUnless(Report.CanDrawCharts, "built without Node: no charts");
        string file = this.folder.File("labels.csv"), path = this.folder.File("labels.safetensors"), html = this.folder.File("labels.html");
        File.WriteAllLines(file, ["a,b,large,even", .. Enumerable.Range(0, 80).Select(i => $"{i},{i % 2},{(i > 40 ? "yes" : "no")},{(i % 2 == 0 ? "yes" : "no")}")]);
        CommandLine.Succeed("train", file, "--target", "large,even", "--epochs", "20", "--output", path, "--report", html);
        Assert.Contains("of the labels of 20 unseen rows are right", File.ReadAllText(html), StringComparison.Ordinal);
        File.Delete(html);
        CommandLine.Succeed("report", path, file, "--output", html);
        Assert.Contains("ROC of each label", File.ReadAllText(html), StringComparison.Ordinal);
    }

    private string Masked(Outcome outcome)
        => (outcome.Error + "--\n" + outcome.Out).Replace(Flats.File, "flats.csv", StringComparison.Ordinal).Replace(this.folder.Path, "FOLDER", StringComparison.Ordinal);
}
