using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>The verb <c>tables</c> of the benchmarks on a folder of two small tables.</summary>
public sealed class BenchmarkTablesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void Each_run_is_judged_by_its_test_part_and_stands_on_the_page()
    {
        this.Write("moons", "class", Datasets.Load("moons", new() { Rows = 120 }));
        this.Write("waves", "y", Datasets.Load("sine", new() { Rows = 100 }));
        this.WriteList("""{ "name": "moons", "target": "class", "kind": "c", "splits": 1, "rows": 120 }""", """{ "name": "waves", "target": "y", "kind": "r", "splits": 1, "rows": 100 }""");
        File.WriteAllLines(
            this.folder.File("peers.jsonl"),
            ["""{"table":"moons","split":0,"system":"hgb","acc":0.5,"ll":0.9,"conf":0.8,"cpu":0.1}""", """{"table":"waves","split":0,"system":"hgb","rmse":9,"r2":-2,"cpu":0.1}"""]);
        string[] printed = this.Run("fast").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["fast-waves-0", "fast-moons-0"], printed.Select(line => line.Split('\t')[0])); // the smaller first

        JsonElement[] runs = [.. File.ReadLines(this.folder.File("runs.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(2, runs.Length);
        Scores numbers = this.ScoresOf("waves", "y", LearningTask.Regression), classes = this.ScoresOf("moons", "class", LearningTask.Classification);
        Assert.Equal(numbers.RSquared!.Value, runs[0].GetProperty("r2").GetDouble(), 12);
        Assert.Equal(numbers.RootMeanSquaredError!.Value, runs[0].GetProperty("rmse").GetDouble(), 12);
        Assert.Equal(classes.Accuracy!.Value, runs[1].GetProperty("acc").GetDouble(), 12);
        Assert.Equal(classes.Loss, runs[1].GetProperty("ll").GetDouble(), 6);

        string page = File.ReadAllText(this.folder.File("page.md"));
        Assert.Contains("| mean rank (1 is best) | fast | HistGB |\n|---|--:|--:|\n| accuracy or R², 2 tables | 1.00 | 2.00 |\n| log-loss, 1 tables | 1.00 | 2.00 |\n", page, StringComparison.Ordinal);
        Assert.Contains("| better than HistGB: accuracy or R², log-loss | 2 of 2, 1 of 1 |", page, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| moons | 120 | accuracy | {classes.Accuracy:F4} | .5000 |").Replace("| 0.", "| .", StringComparison.Ordinal), page, StringComparison.Ordinal);
        Assert.Contains("| waves | 100 | 0.", page[page.IndexOf("### RMSE", StringComparison.Ordinal)..], StringComparison.Ordinal);

        // What stands in the file is not run again; another preset is added, and the page has both.
        Assert.Empty(this.Run("fast"));
        Assert.Contains("default-moons-0", this.Run("default"), StringComparison.Ordinal);
        Assert.Equal(4, File.ReadLines(this.folder.File("runs.jsonl")).Count());
        Assert.Contains("| mean rank (1 is best) | fast | default | HistGB |", File.ReadAllText(this.folder.File("page.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_may_have_tables_of_one_kind_and_no_other_programs()
    {
        this.Write("waves", "y", Datasets.Load("sine", new() { Rows = 60 }));
        this.WriteList("""{ "name": "waves", "target": "y", "kind": "r", "splits": 1, "rows": 60 }""");
        this.Run("fast");
        string page = File.ReadAllText(this.folder.File("page.md"));
        Assert.Contains("1 tables, 0 of them with classes, 1 splits.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("log-loss, 0", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    private string Run(string preset)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Path.Join(Repository.Root, "benchmarks", "Nabla.Benchmarks", "bin", configuration, "net10.0", "Nabla.Benchmarks.dll");
        string[] args = ["exec", program, "tables", this.folder.Path, "--presets", preset, "--threads", "1", "--runs", this.folder.File("runs.jsonl"), "--page", this.folder.File("page.md")];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", args) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    // Seven rows in ten for training.
    private void Write(string name, string target, Dataset data)
    {
        Directory.CreateDirectory(this.folder.File(name));
        int[] order = [.. Enumerable.Range(0, data.Rows).OrderBy(row => (row * 37) % data.Rows)];
        string head = string.Join(',', data.FeatureNames.Append(target));
        foreach ((string part, IEnumerable<int> rows) in ((string, IEnumerable<int>)[])[("train", order.Take(data.Rows * 7 / 10)), ("test", order.Skip(data.Rows * 7 / 10))])
        {
            File.WriteAllLines(Path.Join(this.folder.File(name), $"{part}.0.csv"), rows.Select(row => string.Join(
                ',', data.Features.Row(row).ToArray().Select(x => x.ToString("R", CultureInfo.InvariantCulture)).Append(data.Targets is { } y ? y[row, 0].ToString("R", CultureInfo.InvariantCulture) : $"class {data.ClassNames[data.Labels[row]]}"))).Prepend(head));
        }
    }

    private void WriteList(params string[] tables) => File.WriteAllText(this.folder.File("meta.json"), $"[{string.Join(',', tables)}]");

    private Scores ScoresOf(string name, string target, LearningTask task)
    {
        Table train = CsvFile.ReadTable(Path.Join(this.folder.File(name), "train.0.csv")).Table;
        MlpSettings settings = Presets.Of(Preset.Fast, task) with { Seed = 1 };
        Dataset data = Dataset.FromTable(name, train, TargetSchema.Of(train, [target], task));
        Model model = task == LearningTask.Regression ? new MlpRegressor(settings).Fit(data) : new MlpClassifier(settings).Fit(data);
        return model.Score(CsvFile.ReadTable(Path.Join(this.folder.File(name), "test.0.csv"), train.Schema).Table);
    }
}
