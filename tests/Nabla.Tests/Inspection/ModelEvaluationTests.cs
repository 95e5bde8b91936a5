using System.Text.Json;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Inspection;

public class ModelEvaluationTests
{
    private static readonly DataParts Iris = Split.TrainTest(Datasets.Iris(), 0.3, seed: 1);
    private static readonly Model IrisModel = Train(Iris);

    [Fact]
    public void Baselines_learn_from_the_training_part_where_there_is_one()
    {
        ModelEvaluation evaluation = ModelEvaluation.Of(IrisModel, Iris.Test!, Iris.Train);
        Assert.Equal(IrisModel.Info.Scores.Test, evaluation.Scores);
        Assert.Equal(evaluation.Scores.Accuracy, evaluation.Model.Classification!.Accuracy);
        Assert.Equal(["linear", "majority"], evaluation.Baselines.Select(baseline => baseline.Name));

        MajorityBaseline majority = MajorityBaseline.Of(Iris.Train.Labels, 3);
        int right = Iris.Test!.Labels.Count(label => label == majority.Label);
        Assert.Equal((double)right / Iris.Test.Rows, evaluation.Baselines[1].Classification!.Accuracy);
        Assert.True(evaluation.Baselines[0].Classification!.Accuracy > 0.9);
    }

    [Fact]
    public void Without_a_training_part_no_baseline_has_seen_the_row_it_predicts()
    {
        // Noise without a pattern: a linear model that had seen the rows would be right more often than chance.
        Dataset noise = Noise(rows: 40, features: 30);
        ModelEvaluation evaluation = ModelEvaluation.Of(Train(new DataParts(noise)), noise);
        Assert.True(evaluation.Model.Classification!.Accuracy > 0.9);
        Assert.True(evaluation.Baselines[0].Classification!.Accuracy < 0.75);
        Assert.Contains("5 folds", evaluation.BaselineTraining, StringComparison.Ordinal);
    }

    [Fact]
    public void The_linear_baseline_is_scikit_learns_logistic_and_ridge_regression()
    {
        JsonElement fixture = Fixture.Json("Selection/linear-baselines.json");
        Matrix<double> probabilities = LinearModels.Logistic.PredictProbabilities(LinearModels.Iris.Features);
        double[][] expected = fixture.GetProperty("logistic").Rows();
        for (int i = 0; i < expected.Length; i++)
            Assert.All(expected[i].Zip(probabilities.Row(15 * i).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));

        Matrix<double> values = LinearModels.Ridge.PredictValues(LinearModels.PetalWidths.Features);
        double[] ridge = fixture.GetProperty("ridge").Doubles();
        for (int i = 0; i < ridge.Length; i++)
            Assert.Equal(ridge[i], values[15 * i, 0], 1e-5);
    }

    [Fact]
    public void A_regression_has_the_mean_beside_it()
    {
        DataParts parts = Split.TrainTest(Datasets.Load("friedman1"), 0.25, seed: 1);
        ModelEvaluation evaluation = ModelEvaluation.Of(Train(parts), parts.Test!, parts.Train);
        Assert.Equal(["linear", "mean"], evaluation.Baselines.Select(baseline => baseline.Name));
        Assert.Equal(evaluation.Scores.RSquared, evaluation.Model.Regression!.Overall.RSquared);
        Assert.True(evaluation.Baselines[1].Regression!.Overall.RSquared < 0.01);
        Assert.Null(evaluation.Model.Classification);
    }

    [Fact]
    public void Few_rows_or_one_class_have_defined_scores()
    {
        Dataset setosa = Datasets.Iris().SelectRows([0, 1, 2, 3]);
        ModelEvaluation evaluation = ModelEvaluation.Of(IrisModel, setosa);
        Assert.Equal(1, evaluation.Model.Classification!.Accuracy);
        Assert.Equal(double.NaN, evaluation.Model.Classification.RocArea);
        Assert.Contains("4 folds", evaluation.BaselineTraining, StringComparison.Ordinal);
        Assert.Empty(ModelEvaluation.Of(IrisModel, setosa.SelectRows([0])).Baselines);
    }

    [Fact]
    public void Parts_are_made_again_from_the_model_file()
    {
        Model read = Model.Load(new MemoryStream(Nabla.Tests.Models.SampleModels.ToBytes(IrisModel)));
        DataParts again = TrainedParts.Of(read, new DataParts(Datasets.Iris()));
        Assert.Equal(Iris.Test!.Features.Data, again.Test!.Features.Data);
        Assert.Equal(Iris.Train.Labels, again.Train.Labels);
    }

    [Fact]
    public void Other_data_is_not_taken_for_that_of_the_training()
    {
        DataParts parts = Split.TrainTest(Datasets.Load("moons"), 0.25, seed: 1);
        Model model = Train(parts);
        var other = new DataParts(Datasets.Load("moons", new DatasetOptions { Seed = 9 }));
        Assert.Contains("is not the data that the model was trained on", Assert.Throws<ArgumentException>(() => TrainedParts.Of(model, other)).Message, StringComparison.Ordinal);
        var more = new DataParts(Datasets.Load("moons", new DatasetOptions { Rows = 300 }));
        Assert.Contains("has 300 rows, the parts were made of 200", Assert.Throws<ArgumentException>(() => TrainedParts.Of(model, more)).Message, StringComparison.Ordinal);
        Matrix<double> huge = parts.Train.Features.SelectRows(Enumerable.Range(0, 200).Select(row => row % 150).ToArray());
        Array.Fill(huge.Data, 1e300); // no loss is a number
        Dataset strange = Dataset.Classification("moons", huge, parts.Train.FeatureNames, [.. Enumerable.Range(0, 200).Select(row => row % 2)], parts.Train.ClassNames);
        Assert.Throws<ArgumentException>(() => TrainedParts.Of(model, new DataParts(strange)));
        Model unsplit = Train(new DataParts(parts.Train));
        Assert.Contains("does not say how", Assert.Throws<ArgumentException>(() => TrainedParts.Of(unsplit, parts)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_come_with_a_test_part_keep_it()
    {
        DataParts loaded = Datasets.LoadParts("sleep-study");
        DataParts parts = Split.TrainTest(loaded.Train, 0, seed: 1) with { Test = loaded.Test };
        Assert.Same(loaded.Test, TrainedParts.Of(Train(parts), loaded).Test);
    }

    private static Model Train(DataParts parts)
        => ModelTrainer.Train(parts, new MlpSettings { Network = new(16), Training = new() { LearningRate = 0.01, BatchSize = 8 } }).Model;

    private static Dataset Noise(int rows, int features)
    {
        var x = new Matrix<double>(rows, features);
        var random = new CounterRandom(3, 99);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = random.Normal((uint)i);
        return Dataset.Classification("noise", x, [.. Enumerable.Range(0, features).Select(i => $"x{i}")], [.. Enumerable.Range(0, rows).Select(i => i % 2)], ["a", "b"]);
    }
}
