using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Selection;

namespace Nabla.Tests.Selection;

/// <summary>What docs/guide/tuning.md shows in C#.</summary>
public class TuningGuideTests
{
    [Fact]
    public void Settings_are_judged_by_cross_validation_and_curves()
    {
        Dataset iris = Datasets.Iris();
        var settings = new MlpSettings { Training = new() { Epochs = 30 } };
        CrossValidation scores = CrossValidation.Run(iris, settings, Folds.Of(iris, folds: 5, repeats: 2));
        Console.WriteLine($"{scores.Test.Mean:P1} ± {scores.Test.Deviation:P1}");

        ValidationCurve<double> rates = ValidationCurve<double>.Run(
            iris, [0.001, 0.01, 0.1], rate => settings with { Training = settings.Training with { LearningRate = rate } }, Folds.Of(iris));
        LearningCurve rows = LearningCurve.Run(iris, settings, Folds.Of(iris), [0.2, 0.5, 1]);

        Assert.Equal(10, scores.Folds.Count);
        Assert.True(rates.Points[1].Scores.Test.Mean > rates.Points[0].Scores.Test.Mean);
        Assert.True(rows.Points[^1].Scores.Test.Mean > rows.Points[0].Scores.Test.Mean);
    }

    [Fact]
    public void A_search_finds_better_ones()
    {
        Dataset iris = Datasets.Iris();
        var space = new SearchSpace(Dimension.Parse("hidden=4;16"), Dimension.Parse("learning-rate=0.001..0.1:log"));
        TuningResult result = Tuner.Run(iris, space, SettingsOf, new TuningOptions { Trials = 9, Folds = 3 });
        Console.WriteLine($"{result.Best.Candidate}: {result.Confirmation?.Difference.Mean:+0.000;-0.000} on other folds");

        Assert.True(result.Confirmation!.Difference.Mean > 0);

        TuningResult search = Tuner.Run(iris, space, SettingsOf, new TuningOptions { Method = SearchMethod.Random, Trials = 6, Folds = 3, Ensemble = 25 });
        EnsembleSelection ensemble = search.Ensemble!;
        Model model = ensemble.Train(new DataParts(iris)).Model;
        Console.WriteLine($"{ensemble.Members.Count} networks, accuracy {ensemble.Info.Estimate.Accuracy:P1} ± {ensemble.Info.Deviation:P1} by nested folds");

        Assert.Equal(ensemble.Members.Count, model.Members.Count);

        static MlpSettings SettingsOf(Candidate candidate) => candidate.Values.Count == 0
            ? new MlpSettings { Training = new() { Epochs = 18 } }
            : new MlpSettings
            {
                Network = new(int.Parse(candidate["hidden"], CultureInfo.InvariantCulture)),
                Training = new()
                {
                    Epochs = 18,
                    LearningRate = double.Parse(candidate["learning-rate"], CultureInfo.InvariantCulture),
                },
            };
    }
}
