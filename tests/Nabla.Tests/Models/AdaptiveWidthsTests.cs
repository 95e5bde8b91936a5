using System.Globalization;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Tests.Learning;

namespace Nabla.Tests.Models;

/// <summary>Intervals that are wide where the noise is large.</summary>
public class AdaptiveWidthsTests
{
    private static readonly MlpSettings Adaptive = new() { Uncertainty = new() { Intervals = 0.9, AdaptiveWidths = true } };

    [Fact]
    public void Coverage_is_as_asked_and_widths_follow_the_noise()
    {
        // The mean coverage of so many models, each calibrated by 120 rows of its own, has a standard error of about .01.
        const int Runs = 8;
        (string Name, MlpSettings Settings)[] ways =
        [
            ("`--intervals 0.9`", new() { Uncertainty = new() { Intervals = 0.9 } }),
            ("`--intervals 0.9 --adaptive-widths`", Adaptive),
        ];
        double[][] figures = [.. ways.Select(way => Means([.. Enumerable.Range(1, Runs).Select(run => FiguresOf(way.Settings, run))]))];
        PageBlock.Holds("uncertainty.md", "widths", PageBlock.Table(
            ["trained with", "covered", "covered where quiet", "covered where noisy", "mean width", "width where quiet", "width where noisy"],
            ways.Zip(figures, (way, row) => (string[])[way.Name, .. row.Select((value, i) => value.ToString(i < 3 ? "0.000" : "0.00", CultureInfo.InvariantCulture))])));
        double[] one = figures[0], adaptive = figures[1];
        Assert.InRange(adaptive[0], 0.88, 0.93);
        Assert.True(adaptive[1..3].All(covered => covered is > 0.84 and < 0.96));
        Assert.True(one[2] < 0.75);
        Assert.InRange(adaptive[5] / adaptive[4], 4, 9); // the noise in the right tenth is 6.6 times that in the left
        Assert.True(adaptive[3] < one[3]);
    }

    [Fact]
    public void The_network_predicts_the_same_values()
    {
        Dataset training = Noisy(200, seed: 4);
        Model adaptive = new MlpRegressor(Adaptive).Fit(training), one = new MlpRegressor(Adaptive with { Uncertainty = new() { Intervals = 0.9 } }).Fit(training);
        Assert.Equal(one.PredictValues(training.Features).Data, adaptive.PredictValues(training.Features).Data);
    }

    [Fact]
    public void A_file_has_them_and_a_run_repeats_them()
    {
        Dataset data = Noisy(300, seed: 1);
        Model model = new MlpRegressor(Adaptive).Fit(data);
        byte[] bytes = SampleModels.ToBytes(model);
        Model read = Model.Load(new MemoryStream(bytes));
        Assert.Equal(bytes, SampleModels.ToBytes(read));
        Assert.Equal(model.Info.Widths, read.Info.Widths);
        Assert.Equal(model.ParameterCount, read.ParameterCount);
        Assert.True(model.ParameterCount > 2 * 64 * 64);
        (Matrix<double> low, Matrix<double> high) = read.PredictIntervals(data.Features);
        Assert.Equal(model.PredictIntervals(data.Features).High.Data, high.Data);
        Assert.Equal((low[7, 0], high[7, 0]), model.PredictInterval<double>(data.Features.Row(7)));
        Assert.Contains("their widths by a second network, 2-64-64-1", read.ToString(), StringComparison.Ordinal);
        Verification verified = Verification.Of(read, new DataParts(data));
        Assert.True(verified.IsVerified, verified.Sentence);
        Verification hashes = Verification.OfHashes(read, new DataParts(data));
        Assert.True(hashes.IsVerified, hashes.Sentence);
    }

    [Fact]
    public void A_network_of_ones_own_has_them_too_where_values_are_missing()
    {
        // Such a network has a column for the missing values of a few rows, and the recipe that learns the widths has not.
        var random = new Random(1);
        double?[] values = [.. Enumerable.Range(0, 120).Select(i => i % 20 == 0 ? (double?)null : random.NextDouble())];
        Table table = Columns.From(Enumerable.Range(0, values.Length), ("a", i => values[i]), ("b", i => i / 120.0), ("y", i => (values[i] ?? 0) + random.NextDouble()));
        Dataset data = Dataset.FromTable("gaps", table, TargetSchema.Of(table, ["y"], LearningTask.Regression));
        Model model = new MlpRegressor(Adaptive with { Network = new(4), Training = new() { Epochs = 5 } }).Fit(data);
        (Matrix<double> low, Matrix<double> high) = Model.Load(new MemoryStream(SampleModels.ToBytes(model))).PredictIntervals(data.Features);
        Assert.All(low.Data.Zip(high.Data), interval => Assert.True(interval.First < interval.Second));
    }

    [Fact]
    public void Several_targets_and_seeds_have_widths_of_their_own()
    {
        Dataset one = Noisy(300, seed: 2);
        var targets = new Matrix<double>(one.Rows, 2);
        for (int row = 0; row < one.Rows; row++)
            (targets[row, 0], targets[row, 1]) = (one.Targets![row, 0], 1000 - (100 * one.Targets[row, 0]));
        Dataset two = Dataset.Regression("two", one.Features, one.FeatureNames, targets, ["a", "b"]);
        MlpSettings settings = Adaptive with { Ensemble = new() { Seeds = 2 }, Training = new() { Epochs = 30 } };
        Model model = Model.Load(new MemoryStream(SampleModels.ToBytes(new MlpRegressor(settings).Fit(two))));
        Assert.Equal(2, model.Members.Count);
        (Matrix<double> low, Matrix<double> high) = model.PredictIntervals(two.Features);
        double[] ratios = [.. Enumerable.Range(0, two.Rows).Select(row => (high[row, 1] - low[row, 1]) / (high[row, 0] - low[row, 0]))];
        Assert.InRange(ratios.Order().ElementAt(ratios.Length / 2), 30, 300);
        Coverage coverage = Coverage.Of(model, two)!;
        Assert.All(coverage.Groups, group => Assert.InRange(group.Covered, 0.75, 1));
    }

    [Fact]
    public void A_perfect_fit_has_intervals_that_end_at_the_value()
    {
        Dataset data = Noisy(200, seed: 3);
        Dataset constant = Dataset.Regression("constant", data.Features, data.FeatureNames, new Matrix<double>(data.Rows, 1), ["y"]);
        Model model = Model.Load(new MemoryStream(SampleModels.ToBytes(new MlpRegressor(Adaptive).Fit(constant))));
        (double low, double high) = model.PredictInterval<double>([0.3, 0.3]);
        Assert.Equal((0, 0), (low, high));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Refused<ArgumentException>("adaptive widths are those of intervals", new() { Uncertainty = new() { AdaptiveWidths = true } }, 200);
        Refused<ArgumentException>("intervals by folds have no adaptive widths", Adaptive with { Ensemble = new() { Folds = 3 } }, 200);
        Refused<InvalidDataException>("48 training rows are too few to learn adaptive widths from: at least 50 are needed", Adaptive, 60);

        static void Refused<TException>(string part, MlpSettings settings, int rows)
            where TException : Exception
            => Assert.Contains(part, Assert.Throws<TException>(() => new MlpRegressor(settings).Fit(Noisy(rows, seed: 1))).Message, StringComparison.Ordinal);
    }

    // Covered and width: of all rows, and of the left and the right tenth.
    private static double[] FiguresOf(MlpSettings settings, int run)
    {
        Dataset fresh = Noisy(2000, seed: 100 + run);
        Model model = new MlpRegressor(settings with { Seed = (ulong)run }).Fit(Noisy(600, seed: run));
        (Matrix<double> low, Matrix<double> high) = model.PredictIntervals(fresh.Features);
        int[] all = [.. Enumerable.Range(0, fresh.Rows)];
        int[][] groups = [all, [.. all.Where(row => fresh.Features[row, 0] < 0.1)], [.. all.Where(row => fresh.Features[row, 0] > 0.9)]];
        return
        [
            .. groups.Select(rows => rows.Average(row => low[row, 0] <= fresh.Targets![row, 0] && fresh.Targets[row, 0] <= high[row, 0] ? 1.0 : 0)),
            .. groups.Select(rows => rows.Average(row => high[row, 0] - low[row, 0])),
        ];
    }

    private static double[] Means(double[][] runs) => [.. runs[0].Select((_, i) => runs.Average(run => run[i]))];

    // y = 2·x₁ + (0.1 + 0.9·x₀)·ε: the noise grows tenfold from left to right.
    private static Dataset Noisy(int rows, int seed)
    {
        var random = new CounterRandom((ulong)seed + 50, RandomPurpose.Generator);
        (var x, var y) = (new Matrix<double>(rows, 2), new Matrix<double>(rows, 1));
        for (int row = 0; row < rows; row++)
        {
            x[row, 0] = random.Uniform((uint)row, 0);
            x[row, 1] = random.Uniform((uint)row, 1);
            y[row, 0] = (2 * x[row, 1]) + ((0.1 + (0.9 * x[row, 0])) * random.Normal((uint)row, 2));
        }

        return Dataset.Regression("noisy", x, ["noise", "slope"], y, ["y"]);
    }
}
