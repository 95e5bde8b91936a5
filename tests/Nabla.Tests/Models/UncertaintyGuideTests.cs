using System.Globalization;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Tests.Learning;

namespace Nabla.Tests.Models;

/// <summary>The figures of docs/guide/ensembles.md and docs/guide/uncertainty.md.</summary>
public class UncertaintyGuideTests
{
    private const int Rows = 400, Fresh = 2000;

    private static readonly MlpSettings Large = new() { Network = new(64, 64), Training = new() { Epochs = 100 } };
    private static readonly MlpSettings Small = new() { Network = new(16), Training = new() { Epochs = 40 } };

    [Fact]
    public void Ensembles_beside_one_network()
    {
        const int Seeds = 4;
        (string Name, MlpSettings Settings)[] ways =
        [
            ("one network", Large),
            ("one network, `--validation-size 0.2`", Large with { ValidationFraction = 0.2 }),
            ("`--seeds 5`", Large with { Ensemble = new() { Seeds = 5 } }),
            ("`--ensemble 5`", Large with { Ensemble = new() { Folds = 5 }, Uncertainty = new() { Temperature = false } }),
        ];
        double[][] scores = [.. ways.Select(way =>
        {
            Scores[] classes = [.. Enumerable.Range(1, Seeds).Select(seed => new MlpClassifier(way.Settings with { Seed = (ulong)seed }).Fit(NoisyTable.Of(Rows, (ulong)seed)).Score(NoisyTable.Of(Fresh, 1000 + (ulong)seed)))];
            double error = Mean(Seeds, seed => new MlpRegressor(way.Settings with { Seed = seed }).Fit(Generators.Friedman1(Rows, seed: seed)).Score(Generators.Friedman1(Fresh, seed: 1000 + seed)).RootMeanSquaredError!.Value);
            return (double[])[error, classes.Average(score => score.Loss), classes.Average(score => score.Accuracy!.Value)];
        })];
        PageBlock.Holds("ensembles.md", "gain", PageBlock.Table(
            ["model", "Friedman1: RMSE", "noisy table: log-loss", "noisy table: accuracy"],
            ways.Zip(scores, (way, score) => (string[])[way.Name, .. score.Select(Three)])));
        Assert.True(scores[3][0] < scores[0][0] && scores[3][1] < scores[0][1]);
    }

    [Fact]
    public void Coverage_of_new_rows()
    {
        SlowTests.SkipUnlessWanted();

        // The mean coverage of so many models, each calibrated by other rows, has a standard error of about .007.
        const int Models = 20;
        EnsembleSettings folds = new() { Folds = 5 };
        UncertaintySettings intervals = new() { Intervals = 0.9 }, sets = new() { Sets = 0.9 };
        (string Name, MlpSettings Settings)[] ways =
        [
            ("intervals", Small with { Uncertainty = intervals }),
            ("intervals, `--ensemble 5`", Small with { Uncertainty = intervals, Ensemble = folds }),
            ("sets", Small with { Uncertainty = sets }),
            ("sets, `--set-score adaptive`", Small with { Uncertainty = sets with { SetScore = SetScore.Adaptive } }),
            ("sets, `--set-score adaptive --randomized-sets`", Small with { Uncertainty = sets with { SetScore = SetScore.Adaptive, RandomizedSets = true } }),
            ("sets, `--ensemble 5`", Small with { Uncertainty = sets, Ensemble = folds }),
        ];
        GroupCoverage[][] found = [.. ways.Select(way => Enumerable.Range(1, Models).Select(seed => Of(way.Settings with { Seed = (ulong)seed }, (ulong)seed)).ToArray())];
        PageBlock.Holds("uncertainty.md", "coverage", PageBlock.Table(
            ["asked for 0.9", "covered", "mean width, or classes", "empty"],
            ways.Zip(found, (way, of) => (string[])[way.Name, Three(of.Average(one => one.Covered)), Two(of.Average(one => one.Size)), Three(of.Average(one => one.Empty))])));
        for (int way = 0; way < ways.Length; way++)
        {
            // Split conformal prediction covers 0.9 to 0.9 + 1 ÷ 81; CV+ and sets that are not randomized may cover more.
            bool exact = ways[way].Settings.Ensemble is null && (ways[way].Settings.Uncertainty!.Intervals is not null || ways[way].Settings.Uncertainty!.RandomizedSets);
            Assert.InRange(found[way].Average(one => one.Covered), 0.88, exact ? 0.93 : 1);
        }

        static GroupCoverage Of(MlpSettings settings, ulong seed) => settings.Uncertainty!.Intervals is null
            ? Coverage.Of(new MlpClassifier(settings).Fit(Generators.Gaussians(Rows, seed: seed)), Generators.Gaussians(Fresh, seed: 1000 + seed))!.Groups[0]
            : Coverage.Of(new MlpRegressor(settings).Fit(Generators.Friedman1(Rows, seed: seed)), Generators.Friedman1(Fresh, seed: 1000 + seed))!.Groups[0];
    }

    [Fact]
    public void What_a_temperature_does()
    {
        const int Seeds = 4;
        (string Name, MlpSettings Settings)[] ways =
        [
            ("one network, `--temperature`", Large with { Uncertainty = new() { Temperature = true } }),
            ("`--ensemble 5`", Large with { Ensemble = new() { Folds = 5 } }),
        ];
        PageBlock.Holds("uncertainty.md", "temperature", PageBlock.Table(
            ["model", "found", "log-loss without", "log-loss", "calibration error without", "calibration error"],
            ways.Select(way =>
            {
                Model[] models = [.. Enumerable.Range(1, Seeds).Select(seed => new MlpClassifier(way.Settings with { Seed = (ulong)seed }).Fit(NoisyTable.Of(Rows, (ulong)seed)))];
                double Loss(Func<Model, Model> of) => Mean(Seeds, seed => of(models[(int)seed - 1]).Score(NoisyTable.Of(Fresh, 1000 + seed)).Loss);
                double Error(Func<Model, Model> of) => Mean(Seeds, seed => CalibrationError.Of(NoisyTable.Of(Fresh, 1000 + seed).Labels, of(models[(int)seed - 1]).PredictProbabilities(NoisyTable.Of(Fresh, 1000 + seed).Features)).Value);
                Assert.True(way.Settings.Ensemble is not null || Loss(model => model) < Loss(model => model.WithoutTemperature()));
                return (string[])
                [
                    way.Name,
                    $"{models.Count(model => model.Info.Temperature is not null)} of {Seeds}",
                    Three(Loss(model => model.WithoutTemperature())),
                    Three(Loss(model => model)),
                    Three(Error(model => model.WithoutTemperature())),
                    Three(Error(model => model)),
                ];
            })));
    }

    [Fact]
    public void The_pages_intervals()
    {
        DataParts parts = Split.TrainTest(Generators.Friedman1(rows: 600), testFraction: 0.25, seed: 1);
        MlpSettings settings = new()
        {
            Ensemble = new() { Folds = 5 },
            Uncertainty = new() { Intervals = 0.9 },
        };
        Model model = new MlpRegressor(settings).Fit(parts.Train);
        (double low, double high) = model.PredictInterval<double>(parts.Test!.Features.Row(0));
        Coverage coverage = Coverage.Of(model, parts.Test)!;

        double value = model.PredictValue<double>(parts.Test.Features.Row(0));
        Assert.InRange(value, low, high);
        Assert.Equal(0.9, coverage.Level);
        Assert.InRange(coverage.Groups[0].Covered, 0.84, 0.99);
    }

    private static double Mean(int seeds, Func<ulong, double> score) => Enumerable.Range(1, seeds).Average(seed => score((ulong)seed));

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
