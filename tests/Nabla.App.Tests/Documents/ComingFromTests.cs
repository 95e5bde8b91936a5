using Nabla.Data;
using Nabla.Models;

namespace Nabla.App.Tests.Documents;

/// <summary>Nabla's program on docs/guide/coming-from.md, and the promises of the page of questions.</summary>
public sealed class ComingFromTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"nabla-iris-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(this.path);

    [Fact]
    public void The_same_task()
    {
        DataParts iris = Split.TrainTest(Datasets.Iris(), testFraction: 0.25, seed: 1);
        var classifier = new MlpClassifier(new() { Network = new(32, 16) { Dropout = [0.1] }, Training = new() { LearningRate = 0.01, BatchSize = 16, Epochs = 100 }, Seed = 1 });
        Model model = classifier.Fit(iris.Train);
        double accuracy = model.Score(iris.Test!).Accuracy!.Value;
        model.Save(path);
        string species = Model.Load(path).PredictClass(iris.Test!.Features.Row(0));
        Assert.InRange(accuracy, 0.85, 1);
        Assert.Contains(species, model.ClassNames);
    }

    [Fact]
    public void A_row_of_weight_two_counts_as_two_rows()
    {
        var builder = new TableBuilder("x", "copies", "y");
        var twice = new TableBuilder("x", "y");
        var random = new Random(1);
        for (int i = 0; i < 60; i++)
        {
            double x = random.NextDouble();
            int copies = 1 + (i % 2);
            builder.Add(x, copies, (3 * x) + random.NextDouble());
        }

        Table table = builder.ToTable();
        (Table train, Table validation) = table.Split(0.25, seed: 1);
        var regressor = new MlpRegressor(new() { Network = new(8), Training = new() { Epochs = 30 }, Seed = 1 });
        Model weighted = regressor.Fit(train, "y", validation: validation, weight: "copies");
        Assert.Equal(["x"], weighted.FeatureNames);
        Assert.NotNull(weighted.Info.Scores.Validation);

        // The score of weighted rows is that of the rows written so many times.
        foreach (int row in Enumerable.Range(0, validation.Rows))
        {
            for (int copy = 0; copy < validation["copies"].Values[row]; copy++)
                twice.Add(validation["x"].Values[row], validation["y"].Values[row]);
        }

        Assert.Equal(weighted.Info.Scores.Validation!.RootMeanSquaredError!.Value, weighted.Score(twice.ToTable()).RootMeanSquaredError!.Value, 1e-12);
        Table wrong = train.With(new TableColumn(train["copies"].Schema, [.. train["copies"].Values.ToArray().Select(_ => -1.0)]));
        Assert.Equal("row 0, column 'copies': the weight is -1: expected a number above 0", Assert.Throws<InvalidDataException>(() => regressor.Fit(wrong, "y", null, weight: "copies")).Message);
    }

    [Fact]
    public void A_split_of_a_table_is_that_of_its_data_set()
    {
        var builder = new TableBuilder("x", "kind");
        for (int i = 0; i < 90; i++)
            builder.Add(i, (i % 3) switch { 0 => "c", 1 => "a", _ => "b" });
        Table table = builder.ToTable();
        DataParts parts = Split.TrainValidationTest(Dataset.FromTable("t", table, TargetSchema.Of(table, ["kind"])), 0.2, 0.25, 7);
        (Table train, Table? validation, Table? test) = table.Split(0.2, 0.25, seed: 7, stratify: "kind");
        Assert.Equal(parts.Train.Features.Data, train["x"].Values.ToArray());
        Assert.Equal(parts.Validation!.Features.Data, validation!["x"].Values.ToArray());
        Assert.Equal(parts.Test!.Features.Data, test!["x"].Values.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Split(0));
    }
}
