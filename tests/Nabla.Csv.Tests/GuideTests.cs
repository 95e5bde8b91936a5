using Nabla.Data;
using Nabla.Models;

namespace Nabla.Csv.Tests;

/// <summary>The snippets of docs/guide/your-data.md that read a file, compiled and run.</summary>
public class GuideTests
{
    [Fact]
    public void Flats()
    {
        string path = Path.Combine(Root(), "docs", "guide", "flats.csv");

        Table flats = CsvFile.ReadTable(path, new CsvOptions { Ignored = ["id"] }).Table.WithoutMissing("rent");
        Model rent = new MlpRegressor(new() { Training = new() { EarlyStopping = true } }).Fit(flats, target: "rent");

        Assert.InRange(rent.Info.Scores.Training!.RSquared!.Value, 0.5, 1);
        Assert.Equal(396, rent.PredictValues(flats).Rows);

        Dataset data = Dataset.FromTable("flats", flats, TargetSchema.Of(flats, ["rent"]));
        DataParts parts = Split.TrainTest(data, testFraction: 0.25, seed: 1);
        Model judged = ModelTrainer.Train(parts, new MlpSettings()).Model; // .Info.Scores.Test

        Assert.InRange(judged.Info.Scores.Test!.RSquared!.Value, 0.5, 1);
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Nabla.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
