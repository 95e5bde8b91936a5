using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Tests.Models;

public class WarmStartTests
{
    private static readonly DataParts Iris = Split.TrainTest(Datasets.Iris(), 0.3, 1);

    private static readonly MlpSettings Settings = new() { Network = new(5), Training = new() { Epochs = 3, LearningRate = 0.01 } };
    private static readonly MlpClassifier Classifier = new(Settings);

    [Fact]
    public void A_run_goes_on_from_the_parameters_and_the_scaling_of_a_model()
    {
        Model first = Classifier.Fit(Iris.Train);
        Model untrained = new MlpClassifier(Settings with { Training = Settings.Training with { Epochs = 0 } }).Fit(Iris.Train.SelectRows([.. Enumerable.Range(0, 40)]), from: first);
        Assert.Equal(first.Outputs(Iris.Test!.Features).Data, untrained.Outputs(Iris.Test.Features).Data);
        Assert.Same(first.Info.Scaler, untrained.Info.Scaler);

        Model second = Classifier.Fit(Iris.Train, from: first);
        Assert.True(second.LossCurve[0] < first.LossCurve[0] && second.LossCurve[^1] < first.LossCurve[^1]);
    }

    [Fact]
    public void Gradient_descent_in_two_runs_is_that_in_one()
    {
        MlpSettings descent = Settings with { Network = Settings.Network with { Normalization = Normalization.Batch }, Training = Settings.Training with { Optimizer = new SGD(), BatchSize = null }, Precision = Precision.Double };
        Model whole = new MlpClassifier(descent with { Training = descent.Training with { Epochs = 6 } }).Fit(Iris.Train);
        Model parts = new MlpClassifier(descent).Fit(Iris.Train, from: new MlpClassifier(descent).Fit(Iris.Train));
        Assert.Equal(whole.Networks[0].AllSlices.SelectMany(whole.Networks[0].Bytes), parts.Networks[0].AllSlices.SelectMany(parts.Networks[0].Bytes));
    }

    [Fact]
    public void Many_small_portions_teach_a_model()
    {
        Model model = new MlpClassifier(Settings with { Training = Settings.Training with { Epochs = 0 } }).Fit(Iris.Train);
        for (int portion = 0; portion < 60; portion++)
            model = new MlpClassifier(Settings with { Training = Settings.Training with { Epochs = 1 }, Seed = (ulong)portion }).Fit(Iris.Train.SelectRows([.. Enumerable.Range(0, 35).Select(i => (i * 3) + (portion % 3))]), from: model);
        Assert.True(model.Score(Iris.Test!).Accuracy > 0.9);
    }

    [Fact]
    public void Rows_that_come_from_no_table_go_on_with_the_columns_of_the_model()
    {
        Table table = Columns.From([(1.0, 2.0, 3.0), (double.NaN, 1, 2), (3, 4, 7), (2, 5, 7)], ("a", r => r.Item1), ("b", r => r.Item2), ("y", r => r.Item3));
        MlpSettings settings = new() { Network = new(3), Training = new() { Epochs = 2 } };
        Model first = new MlpRegressor(settings).Fit(table, "y");
        Dataset more = Dataset.Regression("more", Matrix<double>.From([1, 2], [2, 3], [5, 8]), ["x0", "x1"], Matrix<double>.From([3], [5], [13]), ["y"]);
        Model second = new MlpRegressor(settings with { Training = settings.Training with { Epochs = 0 } }).Fit(more, from: first);
        Assert.Equal(["a", "b"], second.FeatureNames);
        Preprocessor preprocessor = Model.Load(new MemoryStream(SampleModels.ToBytes(second))).Preprocessor;
        Assert.Equal((first.Preprocessor.Schema, first.Preprocessor.Encodings, first.Preprocessor.Scaler), (preprocessor.Schema, preprocessor.Encodings, preprocessor.Scaler));
        Assert.Equal(new ColumnRanges([1, 1], [5, 8]), preprocessor.Ranges); // those of all rows that trained it
        Assert.Equal(first.PredictValues(table).Data, second.PredictValues(table).Data);
    }

    [Fact]
    public void A_model_of_another_kind_is_refused()
    {
        Model first = Classifier.Fit(Iris.Train);
        Assert.Equal(
            "the model to continue from is 4-5-3, the settings say 4-6-3",
            Assert.Throws<ArgumentException>(() => new MlpClassifier(Settings with { Network = Settings.Network with { HiddenLayers = [6] } }).Fit(Iris.Train, from: first)).Message);
        Assert.Equal(
            "the model to continue from computes in single precision, the settings say another",
            Assert.Throws<ArgumentException>(() => new MlpClassifier(Settings with { Precision = Precision.Double }).Fit(Iris.Train, from: first)).Message);
        Assert.Equal(
            "the model to continue from is 4-5-3, the settings say 4-5-3 with layer normalization",
            Assert.Throws<ArgumentException>(() => new MlpClassifier(Settings with { Network = Settings.Network with { Normalization = Normalization.Layer } }).Fit(Iris.Train, from: first)).Message);
        Assert.Throws<ArgumentException>(() => Classifier.Fit(Datasets.Load("moons", new DatasetOptions { Rows = 20 }), from: first));
    }

    [Fact]
    public void The_rate_finder_proposes_a_rate_that_trains()
    {
        foreach (Optimizer optimizer in (Optimizer[])[new Adam(), new SGD()])
        {
            MlpSettings settings = new() { Network = new(16), Training = new() { Optimizer = optimizer, Epochs = 15 } };
            var search = ModelTrainer.FindLearningRate(Datasets.Digits(), settings, new RunControl { Threads = 1 });
            Assert.True(search.Points.Count > 50);
            Assert.Equal(search.Points.Select(point => point.LearningRate).Order(), search.Points.Select(point => point.LearningRate));
            Model model = ModelTrainer.Train(new DataParts(Datasets.Digits()), settings with { Training = settings.Training with { LearningRate = search.Proposal } }, new RunControl { Threads = 1 }).Model;
            Assert.True(model.Info.Scores.Training!.Accuracy > 0.95, $"{optimizer}: {search.Proposal}, {model.Info.Scores.Training.Accuracy}");
        }
    }

    [Fact]
    public void The_rate_finder_refuses_what_training_refuses()
        => Assert.Throws<ArgumentException>(() => ModelTrainer.FindLearningRate(Datasets.Iris(), new MlpSettings { Training = new() { BatchSize = 0 } }));
}
