using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

/// <summary>Temperatures of models that are too sure.</summary>
public class TemperatureTests
{
    private static readonly MlpSettings Sure = new()
    {
        Network = new(64, 64),
        Training = new() { Epochs = 150, LearningRate = 0.01, EarlyStopping = false },
        Uncertainty = new() { Temperature = true, CalibrationFraction = 0.5 },
    };

    private static readonly Dataset Noisy = NoisyTable.Of(400, 1), Fresh = NoisyTable.Of(2000, 2);
    private static readonly Model Model = new MlpClassifier(Sure).Fit(Noisy);

    [Fact]
    public void A_temperature_is_where_the_log_loss_is_least()
    {
        // Probabilities of a model that is twice as sure as it should be: the true ones to the power 2.
        var random = new CounterRandom(5, 900);
        const int Rows = 4000;
        var sure = new Matrix<double>(Rows, 2);
        var labels = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            double p = random.Uniform((uint)row, 0);
            labels[row] = random.Uniform((uint)row, 1) < p ? 1 : 0;
            double squares = (p * p) + ((1 - p) * (1 - p));
            (sure[row, 0], sure[row, 1]) = ((1 - p) * (1 - p) / squares, p * p / squares);
        }

        int[] all = [.. Enumerable.Range(0, Rows)];
        double temperature = TemperatureScaling.Fit(sure, labels, [], all);
        Assert.InRange(temperature, 1.85, 2.15);
        double least = TemperatureScaling.LogLoss(sure, labels, [], all, temperature);
        foreach (double other in (double[])[0.5, 1, temperature - 0.01, temperature + 0.01, 4])
            Assert.True(TemperatureScaling.LogLoss(sure, labels, [], all, other) > least);
    }

    [Fact]
    public void One_that_helps_is_kept_and_helps_new_rows()
    {
        TemperatureScaling found = Model.Info.Temperature!;
        Assert.True(found.Temperature > 1.5);
        Assert.Equal(200, found.Rows);
        Assert.True(found.LogLossAfter < found.LogLossBefore);
        Assert.Equal(Model.WithoutTemperature().PredictClassIndices(Fresh.Features), Model.PredictClassIndices(Fresh.Features));
        Assert.True(Model.Score(Fresh).Loss < Model.WithoutTemperature().Score(Fresh).Loss);
        Assert.True(Error(Model) < Error(Model.WithoutTemperature()));

        double Error(Model of) => Nabla.Inspection.CalibrationError.Of(Fresh.Labels, of.PredictProbabilities(Fresh.Features)).Value;
    }

    [Fact]
    public void It_is_that_of_the_rows_that_were_kept_judged_by_halves()
    {
        Dataset kept = Split.TrainValidationTest(Noisy, 0, 0.5, seed: 1).Test!;
        var rows = new CalibrationRows(kept, null, Model.WithoutTemperature().PredictProbabilities(kept.Features));
        int[] all = [.. Enumerable.Range(0, kept.Rows)];
        Assert.Equal(TemperatureScaling.Fit(rows.Results, kept.Labels, [], all), Model.Info.Temperature!.Temperature, 1e-10);
        Assert.Equal(TemperatureScaling.LogLoss(rows.Results, kept.Labels, [], all, 1) / kept.Rows, Model.Info.Temperature.LogLossBefore, 1e-10);
    }

    [Fact]
    public void One_that_does_not_help_is_left_out()
    {
        // What the rows say is just right: a half fits a temperature to chance, and the other half is worse for it.
        var random = new CounterRandom(3, 903);
        int left = 0;
        for (uint trial = 0; trial < 20; trial++)
        {
            double[] p = [.. Enumerable.Range(0, 100).Select(row => random.Uniform(trial, (uint)row))];
            var results = new Matrix<double>([.. p.SelectMany(one => (double[])[1 - one, one])], 100, 2);
            int[] labels = [.. p.Select((one, row) => random.Uniform(trial + 100, (uint)row) < one ? 1 : 0)];
            var data = Dataset.Classification("just right", new Matrix<double>(100, 1), ["x"], labels, ["no", "yes"]);
            var found = TemperatureScaling.Find(new CalibrationRows(data, null, results), [[.. Enumerable.Range(0, 50)], [.. Enumerable.Range(50, 50)]]);
            left += found is null ? 1 : 0;
            Assert.True(found is null || found.LogLossAfter < found.LogLossBefore);
        }

        Assert.InRange(left, 5, 20);
    }

    [Fact]
    public void Rows_of_a_fold_have_no_say_in_the_temperature_of_their_scores()
    {
        Dataset kept = Split.TrainValidationTest(Noisy, 0, 0.5, seed: 1).Test!;
        Matrix<double> results = Model.WithoutTemperature().PredictProbabilities(kept.Features);
        int[] folds = [.. Enumerable.Range(0, kept.Rows).Select(row => row % 4)];
        UncertaintySettings settings = new() { Sets = 0.8 };
        ConformalInfo one = Scores(kept), other = Scores(Dataset.Classification("other", kept.Features, kept.FeatureNames, [.. kept.Labels.Select((label, row) => row % 4 == 2 ? 1 - label : label)], kept.ClassNames));
        Assert.NotNull(one.Groups[2].Temperature);
        Assert.Equal(one.Groups[2].Temperature, other.Groups[2].Temperature);
        Assert.NotEqual(one.Groups[1].Temperature, other.Groups[1].Temperature);

        ConformalInfo Scores(Dataset data)
            => Calibration.Of(new CalibrationRows(data, folds, results), CalibrationGroups.OfFolds(LearningTask.Classification, folds, 4, settings), settings, 1).Conformal!;
    }

    [Fact]
    public void Of_kept_rows_one_half_is_for_it_and_the_other_for_scores()
    {
        var groups = CalibrationGroups.OfKept(Noisy, new UncertaintySettings { Temperature = true, Sets = 0.9 }, seed: 1);
        Assert.Equal([100, 100], groups.ForTemperature.Select(group => group.Length));
        Assert.Equal(200, Assert.Single(groups.ForScores).Length);
        Assert.Empty(groups.ForTemperature.SelectMany(group => group).Intersect(groups.ForScores[0]));
        Model both = new MlpClassifier(Sure with { Uncertainty = Sure.Uncertainty! with { Sets = 0.9 } }).Fit(Noisy);
        Assert.Equal(100, both.Info.Temperature!.Rows);
        Assert.Equal(100, both.Info.Conformal!.Rows);
    }

    [Fact]
    public void It_can_be_left_out_of_an_ensemble()
        => Assert.Null(new MlpClassifier(Sure with { Training = new() { Epochs = 40 }, Ensemble = new() { Folds = 3 }, Uncertainty = new() { Temperature = false } }).Fit(Noisy).Info.Temperature);
}
