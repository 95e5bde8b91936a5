using Nabla.Data;
using Nabla.Inspection;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Selection;

namespace Nabla.Tests.Inspection;

/// <summary>Ties, a single class, empty classes, weights, constant predictions: each has a defined result, or is refused in one sentence.</summary>
public class EdgeCaseTests
{
    private static readonly Dataset Iris = Datasets.Iris();

    /// <summary>A model that predicts the same for every row.</summary>
    private static readonly MlpSettings Constant = new() { Network = new(2) { WeightInitializer = new Constant(0) }, Training = new() { Epochs = 0 } };

    [Fact]
    public void Of_equal_outputs_the_first_class_is_predicted()
    {
        Model model = ModelTrainer.Train(new DataParts(Iris), Constant).Model;
        Assert.All(model.PredictClassIndices(Iris.Features), label => Assert.Equal(0, label));
        Assert.All(model.PredictProbabilities(Iris.Features).Data, p => Assert.Equal(1 / 3.0, p, 1e-7));
    }

    [Fact]
    public void Constant_predictions_have_every_score()
    {
        PredictorScores scores = ModelEvaluation.Of(ModelTrainer.Train(new DataParts(Iris), Constant).Model, Iris).Model;
        ClassifierScores classes = scores.Classification!;
        Assert.Equal(1 / 3.0, classes.Accuracy, 1e-15);
        Assert.Equal(0.5, classes.RocArea);
        Assert.Equal(1 / 3.0, classes.AveragePrecision, 1e-15);
        Assert.Equal(0, classes.Confusion.CohensKappa);
        Assert.Equal(0, classes.Confusion.MatthewsCorrelation);
        Assert.Equal(Math.Log(3), classes.LogLoss, 1e-6);
        Assert.Equal(0, classes.CalibrationError, 1e-6);
        Assert.Single(classes.Calibration.Bins);

        Dataset sine = Datasets.Load("sine");
        RegressionScores values = ModelEvaluation.Of(ModelTrainer.Train(new DataParts(sine), Constant).Model, sine).Model.Regression!.Overall;
        Assert.Equal(0, values.RSquared, 1e-6);
        Assert.Equal(0, values.ExplainedVariance, 1e-6);
    }

    [Fact]
    public void A_model_that_looks_at_nothing_is_explained_by_nothing()
    {
        Model model = ModelTrainer.Train(new DataParts(Iris), Constant).Model;
        Assert.All(PermutationImportance.Of(model, Iris, repeats: 2).Features, feature => Assert.Equal(new Spread(0, 0), feature.Drop));
        Assert.All(PartialDependence.Of(model, Iris, 2, 3).Points, point => Assert.All(point.Outputs, output => Assert.Equal(1 / 3.0, output.Mean, 1e-7)));
        Assert.All(RowExplanation.Of(model, Iris, 7).Features, feature => Assert.Equal((new Spread(0, 0), new Spread(0, 0)), (feature.IntegratedGradient, feature.GradientTimesInput)));
    }

    [Fact]
    public void Rows_of_a_single_class_have_scores_but_no_area()
    {
        Dataset setosa = Iris.SelectRows([.. Enumerable.Range(0, 50)]);
        Model model = ModelTrainer.Train(new DataParts(Iris), new MlpSettings { Training = new() { Epochs = 30 } }).Model;
        ModelEvaluation evaluation = ModelEvaluation.Of(model, setosa);
        Assert.InRange(evaluation.Model.Classification!.Accuracy, 0.9, 1);
        Assert.Equal(double.NaN, evaluation.Model.Classification.RocArea);
        Assert.Equal(1, evaluation.Baselines[1].Classification!.Accuracy);
        Assert.Equal(3, evaluation.Model.Classification.Confusion.Classes);
    }

    [Fact]
    public void A_class_without_rows_is_learned_as_such()
    {
        Dataset two = Iris.SelectRows([.. Enumerable.Range(0, 100)]);
        Model model = ModelTrainer.Train(new DataParts(two), new MlpSettings { Training = new() { Epochs = 50 }, ClassWeights = ClassWeights.Balanced }).Model;
        Assert.Equal(1, model.Score(two).Accuracy);
        CrossValidation scores = CrossValidation.Run(two, new MlpSettings { Training = new() { Epochs = 50 } }, Folds.Of(two));
        Assert.Equal(1, scores.Test.Mean);
        Assert.Equal("class 'virginica' has 0 of 100 rows, 0 %", Assert.Single(Doctor.Examine(two), finding => finding.Kind == FindingKind.RareClass).Observation);
    }

    [Fact]
    public void A_class_of_one_row_is_missing_from_all_training_parts_but_those_of_the_other_folds()
    {
        Dataset lonely = Iris.SelectRows([.. Enumerable.Range(0, 101)]);
        IReadOnlyList<Fold> folds = Folds.Of(lonely);
        Assert.Single(folds, fold => fold.Test.Contains(100));
        Assert.All(CrossValidation.Run(lonely, new MlpSettings { Training = new() { Epochs = 5 } }, folds).Folds, fold => Assert.True(double.IsFinite(fold.Test.Loss)));
    }

    [Fact]
    public void A_weight_of_0_is_refused_for_data_and_leaves_a_row_out_of_a_score()
    {
        var weights = new double[Iris.Rows];
        Array.Fill(weights, 1);
        weights[17] = 0;
        Assert.Equal("row 17: weight 0, expected a finite number above 0", Assert.Throws<InvalidDataException>(() => Iris.WithWeights(weights)).Message);

        int[] wrong = [.. Iris.Labels];
        wrong[17] = 2;
        Assert.Equal(1, ClassificationMetrics.Accuracy(Iris.Labels, wrong, weights));
        Assert.Equal(double.NaN, ClassificationMetrics.Accuracy(Iris.Labels, wrong, new double[Iris.Rows]));
    }

    [Fact]
    public void A_row_of_weight_2_counts_as_two_in_every_score()
    {
        int[] twice = [.. Enumerable.Range(0, 150), .. Enumerable.Range(40, 30)];
        double[] weights = [.. Enumerable.Range(0, 150).Select(row => row is >= 40 and < 70 ? 2.0 : 1)];
        Model model = ModelTrainer.Train(new DataParts(Iris), new MlpSettings { Training = new() { Epochs = 5 } }).Model;
        (Dataset repeated, Dataset weighted) = (Iris.SelectRows(twice), Iris.WithWeights(weights));
        (ClassifierScores a, ClassifierScores b) = (ModelEvaluation.Of(model, repeated, Iris).Model.Classification!, ModelEvaluation.Of(model, weighted, Iris).Model.Classification!);
        Assert.Equal(a.Accuracy, b.Accuracy, 1e-12);
        Assert.Equal(a.LogLoss, b.LogLoss, 1e-12);
        Assert.Equal(a.BrierScore, b.BrierScore, 1e-12);
        Assert.Equal(a.RocArea, b.RocArea, 1e-12);
        Assert.Equal(a.AveragePrecision, b.AveragePrecision, 1e-12);
        Assert.Equal(a.CalibrationError, b.CalibrationError, 1e-12);
        Assert.Equal(a.TopK[0].Accuracy, b.TopK[0].Accuracy, 1e-12);
        Assert.Equal(model.Score(weighted).Accuracy!.Value, b.Accuracy, 1e-12);

        // A feature that is put into the same order again costs nothing, whatever the weights.
        Dataset constant = Dataset.Classification("constant", new Matrix<double>(150, 4), Iris.FeatureNames, Iris.Labels, Iris.ClassNames).WithWeights(weights);
        Assert.All(PermutationImportance.Of(model, constant, 2).Features, feature => Assert.Equal(new Spread(0, 0), feature.Drop));
    }

    [Fact]
    public void Weights_keep_a_regression_a_regression()
    {
        Dataset sine = Datasets.Load("sine");
        double[] weights = [.. Enumerable.Range(0, sine.Rows).Select(row => 1 + (row % 2.0))];
        Dataset weighted = sine.WithWeights(weights);
        Assert.Equal(LearningTask.Regression, weighted.Task);
        Model model = ModelTrainer.Train(new DataParts(weighted), new MlpSettings { Training = new() { Epochs = 20 } }).Model;
        ModelEvaluation evaluation = ModelEvaluation.Of(model, weighted);
        Assert.Equal(model.Score(weighted).RSquared, evaluation.Model.Regression!.Overall.RSquared);
        Assert.NotEqual(ModelEvaluation.Of(model, sine).Model.Regression!.Overall.RSquared, evaluation.Model.Regression.Overall.RSquared);
    }

    [Fact]
    public void Constant_targets_have_an_R_squared_in_every_fold()
    {
        Dataset sine = Datasets.Load("sine");
        var targets = new Matrix<double>(sine.Rows, 1);
        Array.Fill(targets.Data, 3.5);
        Dataset flat = Dataset.Regression("flat", sine.Features, sine.FeatureNames, targets, ["y"]);
        Assert.All(CrossValidation.Run(flat, Constant, Folds.Of(flat, 4)).Folds, fold => Assert.Equal(1, fold.Test.RSquared));
    }

    [Fact]
    public void Of_equal_trials_the_first_wins()
    {
        var space = new SearchSpace(Dimension.Parse("seed=1;2;3"));
        TuningResult result = Tuner.Run(Iris, space, _ => Constant, new TuningOptions { Method = SearchMethod.Grid, Folds = 3 });
        Assert.Equal(0, result.Best.Number);
        Assert.Single(result.Trials.Select(trial => trial.Score).Distinct());
    }
}
