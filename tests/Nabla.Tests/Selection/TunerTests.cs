using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Selection;
using Nabla.Tests.Data;

namespace Nabla.Tests.Selection;

public class TunerTests
{
    private static readonly Dataset Iris = Datasets.Iris();
    private static readonly SearchSpace Space = new(Dimension.Parse("hidden=2;8"), Dimension.Parse("learning-rate=0.0001..0.1:log"));
    private static readonly MlpSettings Given = new() { Network = new(4), Training = new() { Epochs = 9 } };

    public static TheoryData<SearchMethod> Methods => [.. Enum.GetValues<SearchMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_result_does_not_depend_on_threads(SearchMethod method)
    {
        using var folder = new TemporaryFolder();
        TuningResult one = Search(1), three = Search(3);
        Assert.Equal(one.Best.Candidate, three.Best.Candidate);
        Assert.Equal(one.Confirmation!.Best.Folds, three.Confirmation!.Best.Folds);
        Assert.Equal(File.ReadAllBytes(folder.File("1")), File.ReadAllBytes(folder.File("3")));

        TuningResult Search(int threads) => Tuner.Run(Iris, Space, SettingsOf, new TuningOptions
        {
            Method = method,
            Trials = method == SearchMethod.Grid ? null : 9,
            Folds = 3,
            Threads = threads,
            LogPath = folder.File($"{threads}"),
        });
    }

    [Fact]
    public void A_grid_tries_the_settings_as_given_and_every_combination()
    {
        TuningResult result = Tuner.Run(Iris, Space, SettingsOf, new TuningOptions { Method = SearchMethod.Grid, Folds = 3 });
        Assert.Equal(11, result.Trials.Count);
        Assert.Equal("as given", result.Base.Candidate.ToString());
        Assert.Equal(CrossValidation.Run(Iris, Given, Folds.Of(Iris, 3)).Folds, result.Base.Scores!.Folds);
        Assert.Equal(result.Trials.Max(trial => trial.Score), result.Best.Score);
        Assert.Equal(SettingsOf(result.Best.Candidate), result.BestSettings);
    }

    [Fact]
    public void Halving_gives_the_best_third_three_times_the_epochs()
    {
        TuningResult result = Tuner.Run(Iris, Space, SettingsOf, new TuningOptions { Trials = 9, Folds = 3 });
        Assert.Equal([9, .. Enumerable.Repeat(1, 9), 3, 3, 3, 9], result.Trials.Select(trial => trial.Epochs));
        IEnumerable<int> best = result.Trials.Skip(1).Take(9).OrderByDescending(trial => trial.Score).ThenBy(trial => trial.Scores!.TestLoss.Mean).Take(3).Select(trial => trial.Number);
        Assert.Equal(best.Order(), result.Trials.Skip(10).Take(3).Select(trial => trial.Number));
        Assert.Equal(9, result.Best.Epochs);
    }

    [Fact]
    public void Each_candidate_has_its_share_of_its_own_epochs()
    {
        // Epochs that nobody sets follow from the batch size: of 150 rows, 32 at a time make 5 steps, and 8 at a time 19.
        var space = new SearchSpace(Dimension.Parse("l2=0.1..0.9"));
        MlpSettings given = new() { Network = new(2) };
        TuningResult result = Tuner.Run(
            Iris, space, candidate => candidate.Values.Count == 0 ? given : Eight(candidate), new TuningOptions { Trials = 3, Folds = 2 });
        Assert.Equal([600, 52, 52, 52, 158], result.Trials.Select(trial => trial.Epochs));

        MlpSettings Eight(Candidate candidate)
            => given with { Training = given.Training with { BatchSize = 8 }, Network = given.Network with { L2 = double.Parse(candidate["l2"], CultureInfo.InvariantCulture) } };
    }

    [Theory]
    [InlineData(SearchMethod.Halving)]
    [InlineData(SearchMethod.Random)]
    [InlineData(SearchMethod.Grid)]
    public void Equal_candidates_count_once(SearchMethod method)
    {
        var space = new SearchSpace(Dimension.Parse("l2=0,0.0,1"));
        TuningResult result = Tuner.Run(Iris, space, SettingsOfTwo, new TuningOptions { Method = method, Trials = method == SearchMethod.Grid ? null : 27, Folds = 2 });
        Assert.Equal(2, result.Trials.Select(trial => trial.Number).Distinct().Count()); // l2=0 is that of the settings as given

        static MlpSettings SettingsOfTwo(Candidate candidate) => new()
        {
            Network = new(2) { L2 = candidate.Values.Count == 0 ? 0 : double.Parse(candidate["l2"], CultureInfo.InvariantCulture) },
            Training = new() { Epochs = 1 },
        };
    }

    [Fact]
    public void Few_epochs_make_few_rungs()
    {
        TuningResult result = Tuner.Run(Iris, Space, Short, new TuningOptions { Trials = 9, Folds = 2 });
        Assert.Equal([4, .. Enumerable.Repeat(1, 9), 4, 4, 4], result.Trials.Select(trial => trial.Epochs));

        static MlpSettings Short(Candidate candidate)
        {
            MlpSettings settings = SettingsOf(candidate);
            return settings with { Training = settings.Training with { Epochs = 4 } };
        }
    }

    [Fact]
    public void A_loss_that_is_no_number_ranks_last()
    {
        Trial[] trials = [.. ((double[])[double.NaN, 2, 1]).Select((loss, i) => new Trial(i, new Candidate([]), 1, new CrossValidation([new FoldScore(new Scores(loss, 0.5), new Scores(loss, 0.5))])))];
        Assert.Equal([2, 1, 0], Trial.Rank(trials).Select(trial => trial.Number));
    }

    [Fact]
    public void The_best_is_confirmed_on_folds_that_nothing_was_chosen_by()
    {
        TuningResult result = Tuner.Run(Iris, Space, SettingsOf, new TuningOptions { Method = SearchMethod.Random, Trials = 6, Folds = 3 });
        IReadOnlyList<Fold> fresh = [.. Folds.Of(Iris, 3, seed: 1, repeats: 2).Skip(3)];
        Assert.Equal(CrossValidation.Run(Iris, result.BestSettings, fresh).Folds, result.Confirmation!.Best.Folds);
        Assert.Equal(CrossValidation.Run(Iris, Given, fresh).Folds, result.Confirmation.Base.Folds);
        double[] differences = [.. result.Confirmation.Best.Folds.Zip(result.Confirmation.Base.Folds, (b, g) => b.Test.Accuracy!.Value - g.Test.Accuracy!.Value)];
        Assert.Equal(differences.Average(), result.Confirmation.Difference.Mean, 1e-12);
        double variance = differences.Sum(d => (d - differences.Average()) * (d - differences.Average())) / 2;
        Assert.Equal(Math.Sqrt(((1 / 3.0) + (1 / 2.0)) * variance), result.Confirmation.StandardError, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_goes_on_from_any_line_of_its_log(SearchMethod method)
    {
        using var folder = new TemporaryFolder();
        TuningOptions options = new() { Method = method, Trials = method == SearchMethod.Grid ? null : 9, Folds = 3, LogPath = folder.File("log"), Resume = true };
        TuningResult whole = Tuner.Run(Iris, Space, SettingsOf, options);
        byte[] bytes = File.ReadAllBytes(folder.File("log"));
        foreach (int length in (int[])[10, bytes.Length / 2, bytes.Length - 1, bytes.Length])
        {
            File.WriteAllBytes(folder.File("log"), bytes[..length]);
            int run = 0;
            TuningResult again = Tuner.Run(Iris, Space, candidate => Count(candidate, ref run), options);
            Assert.Equal(bytes, File.ReadAllBytes(folder.File("log")));
            Assert.Equal(whole.Best.Candidate, again.Best.Candidate);
            Assert.Equal(whole.Best.Scores!.Folds, again.Best.Scores!.Folds);
        }

        static MlpSettings Count(Candidate candidate, ref int run)
        {
            run++;
            return SettingsOf(candidate);
        }
    }

    [Fact]
    public void Trials_in_the_log_are_not_run_again()
    {
        using var folder = new TemporaryFolder();
        var options = new TuningOptions { Method = SearchMethod.Random, Trials = 4, Folds = 3, LogPath = folder.File("log"), Resume = true };
        Tuner.Run(Iris, Space, SettingsOf, options);
        string[] lines = File.ReadAllLines(folder.File("log"));
        lines[2] = lines[2].Replace("\"accuracy\":0.", "\"accuracy\":1.0,\"rSquared\":0.", StringComparison.Ordinal);
        File.WriteAllLines(folder.File("log"), lines);
        Assert.Equal(1, Tuner.Run(Iris, Space, SettingsOf, options).Trials[1].Score);
        Assert.Equal(7, Tuner.Run(Iris, Space, SettingsOf, options with { Trials = 6 }).Trials.Count);
    }

    [Fact]
    public void A_log_of_another_search_is_refused()
    {
        using var folder = new TemporaryFolder();
        var options = new TuningOptions { Method = SearchMethod.Random, Trials = 1, Folds = 3, LogPath = folder.File("log"), Resume = true };
        Tuner.Run(Iris, Space, SettingsOf, options);
        Refuses("its data was 'iris' with other numbers or rows", Datasets.Iris().SelectRows([.. Enumerable.Range(20, 100)]), options);
        Refuses("its data was 'iris' with other numbers or rows", Iris.WithWeights([.. Enumerable.Range(1, Iris.Rows).Select(row => (double)row)]), options);
        Refuses("it was random with 3 folds, 1 repeats and seed 1", Iris, options with { Seed = 2 });
        Refuses("it tried hidden=2;8 learning-rate=0.0001..0.1:log:5", Iris, options, new SearchSpace(Dimension.Parse("hidden=2;8")));
        string header = File.ReadLines(folder.File("log")).First();
        foreach (string text in (string[])["no json\n", "null\n", "{}\n", $"{header}\nnull\n", $"{header}\n{{}}\n"])
        {
            File.WriteAllText(folder.File("log"), text);
            Refuses("is not a log of a search", Iris, options);
        }

        using FileStream other = File.Open(folder.File("log"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.ThrowsAny<IOException>(() => Tuner.Run(Iris, Space, SettingsOf, options));

        static void Refuses(string sentence, Dataset data, TuningOptions options, SearchSpace? space = null)
            => Assert.Contains(sentence, Assert.Throws<InvalidDataException>(() => Tuner.Run(data, space ?? Space, SettingsOf, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_make_no_sense_together_are_a_refused_trial()
    {
        var space = new SearchSpace(Dimension.Parse("learning-rate=0.01;-1"));
        TuningResult result = Tuner.Run(Iris, space, SettingsOf, new TuningOptions { Method = SearchMethod.Grid, Folds = 3 });
        Assert.Equal("a learning rate of -1, expected more than 0", result.Trials[2].Refusal);
        Assert.Equal(double.NegativeInfinity, result.Trials[2].Score);
        Assert.Equal(1, result.Best.Number);
    }

    [Fact]
    public void No_time_leaves_the_settings_as_given()
    {
        TuningResult result = Tuner.Run(Iris, Space, SettingsOf, new TuningOptions { TimeBudget = TimeSpan.Zero, Folds = 3 });
        Assert.Equal(0, Assert.Single(result.Trials).Number);
        Assert.Null(result.Confirmation);
        Assert.Equal(Given, result.BestSettings);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Tuner.Run(Iris, Space, SettingsOf, new TuningOptions { Trials = 0 }));
        Assert.Throws<ArgumentException>(() => Tuner.Run(Iris, Space, SettingsOf, new TuningOptions { Folds = 1 }));
        Assert.Throws<ArgumentException>(() => Tuner.Run(Iris, new SearchSpace(Dimension.Parse("epochs=1..9")), SettingsOf));
        Assert.Throws<ArgumentException>(() => Tuner.Run(Iris, Space, _ => Given with { Training = Given.Training with { LearningRate = -1 } }, new TuningOptions { Folds = 3 }));
        Assert.Throws<OperationCanceledException>(() => Tuner.Run(Iris, Space, SettingsOf, new TuningOptions { Cancellation = new CancellationToken(canceled: true) }));
    }

    private static MlpSettings SettingsOf(Candidate candidate)
    {
        MlpSettings settings = Given;
        foreach ((string name, string value) in candidate.Values)
        {
            settings = name == "hidden"
                ? settings with { Network = settings.Network with { HiddenLayers = [int.Parse(value, CultureInfo.InvariantCulture)] } }
                : settings with { Training = settings.Training with { LearningRate = double.Parse(value, CultureInfo.InvariantCulture) } };
        }

        return settings;
    }
}
