using System.Globalization;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Selection;
using Nabla.Tests.Data;
using Nabla.Tests.Models;

namespace Nabla.Tests.Selection;

/// <summary>Ensembles of the trials of a search.</summary>
public class EnsembleSelectionTests
{
    private static readonly SearchSpace Space = new(Dimension.Parse("hidden=2;8;16"), Dimension.Parse("learning-rate=0.003..0.1:log"));
    private static readonly TuningOptions Options = new() { Method = SearchMethod.Random, Trials = 6, Folds = 4, Ensemble = 10 };
    private static readonly DataParts Parts = Split.TrainTest(Datasets.Iris(), 0.3, 1);
    private static readonly TuningResult Found = Tuner.Run(Parts.Train, Space, SettingsOf, Options);
    private static readonly Model Whole = Found.Ensemble!.Train(Parts).Model;

    [Fact]
    public void Members_are_trials_trained_on_all_rows_and_their_mean_is_by_weight()
    {
        IReadOnlyList<ChosenTrial> members = Found.Ensemble!.Members;
        Assert.True(members.Count > 1);
        Assert.Equal(1, members.Sum(member => member.Weight), 12);
        Assert.All(members, member => Assert.Equal(0, member.Weight * 10 % 1, 9));
        Assert.Equal(members.Select(member => member.Weight), members.Select(member => member.Weight).OrderDescending());
        Dataset test = Parts.Test!;
        Model[] alone = [.. members.Select(member => ModelTrainer.Train(new DataParts(Parts.Train), member.Settings).Model)];
        Assert.Equal(alone.Select(model => model.ParametersSha256()), Whole.Members.Select(model => model.ParametersSha256()));
        Matrix<double> whole = Whole.WithoutTemperature().PredictProbabilities(test.Features);
        Matrix<double>[] each = [.. alone.Select(model => model.PredictProbabilities(test.Features))];
        for (int i = 0; i < whole.Data.Length; i++)
            Assert.Equal(members.Zip(each, (member, of) => member.Weight * of.Data[i]).Sum(), whole.Data[i], 12);
        Assert.Equal(Found.Ensemble.Info, Whole.Info.Selection);
        Assert.Equal(Whole.Info.Scores.Test, Whole.Score(test));
    }

    [Fact]
    public void The_choice_is_that_of_the_out_of_fold_predictions_of_all_candidates()
    {
        IReadOnlyList<Fold> folds = Folds.Of(Parts.Train, Options.Folds, Options.Seed);
        Matrix<double>[] predictions = [.. Found.Trials.OrderBy(trial => trial.Number).Select(trial =>
        {
            var all = new Matrix<double>(Parts.Train.Rows, 3);
            foreach (Fold fold in folds)
            {
                Model model = new MlpClassifier(SettingsOf(trial.Candidate)).Fit(Parts.Train.SelectRows(fold.Training));
                Matrix<double> held = model.PredictProbabilities(Parts.Train.SelectRows(fold.Test).Features);
                for (int i = 0; i < fold.Test.Length; i++)
                {
                    for (int k = 0; k < 3; k++)
                        all[fold.Test[i], k] = (float)held[i, k];
                }
            }

            return all;
        })];
        int[] counts = GreedySelection.Choose(predictions, Parts.Train, Options.Ensemble!.Value);
        Assert.Equal(
            counts.Select((count, number) => (number, weight: (double)count / counts.Sum())).Where(one => one.weight > 0),
            Found.Ensemble!.Members.Select(member => (member.Trial.Number, member.Weight)).OrderBy(one => one.Number));
    }

    [Fact]
    public void What_judges_a_choice_was_seen_by_none_of_its_models()
    {
        // For a row of fold 0 and a choice without fold 2: the model of folds 1 and 3.
        IReadOnlyList<Fold> folds = Folds.Of(Parts.Train, 4, seed: 1);
        MlpSettings settings = SettingsOf(new Candidate([]));
        (CrossValidation scores, NestedPredictions nested) = NestedPredictions.Run(Parts.Train, settings, folds, new RunControl());
        Assert.Equal(CrossValidation.Run(Parts.Train, settings, folds).Folds, scores.Folds);
        Model model = new MlpClassifier(settings).Fit(Parts.Train.SelectRows([.. folds[1].Test.Concat(folds[3].Test).Order()]));
        Matrix<double> expected = model.PredictProbabilities(Parts.Train.SelectRows(folds[0].Test).Features), found = nested.Without(2, Parts.Train.Rows);
        for (int i = 0; i < folds[0].Test.Length; i++)
            Assert.Equal(expected.Row(i).ToArray().Select(p => (double)(float)p), found.Row(folds[0].Test[i]).ToArray());
        Assert.Equal(nested.ToBytes(), NestedPredictions.Of(nested.ToBytes(), 4).ToBytes());
    }

    [Fact]
    public void Of_pure_noise_the_estimate_is_chance_where_the_choosing_rows_say_more()
    {
        const int Tables = 6, Rows = 120;
        (double estimate, double choosing) = (0, 0);
        for (ulong table = 1; table <= Tables; table++)
        {
            var random = new CounterRandom(table, RandomPurpose.Trials);
            var x = new Matrix<double>(Rows, 4);
            for (int i = 0; i < x.Data.Length; i++)
                x.Data[i] = random.Uniform((uint)i, 0);
            int[] labels = [.. Enumerable.Range(0, Rows).Select(row => random.Uniform((uint)row, 1) < 0.5 ? 0 : 1)];
            Dataset noise = Dataset.Classification("noise", x, ["a", "b", "c", "d"], labels, ["no", "yes"]);
            SelectionInfo info = Tuner.Run(noise, Space, SettingsOf, Options with { Trials = 15, Folds = 3, Seed = table }).Ensemble!.Info;
            estimate += info.Estimate.Accuracy!.Value / Tables;
            choosing += info.OnChoosingRows.Accuracy!.Value / Tables;
            Assert.True(info.Estimate.Loss > Math.Log(2) - 0.02, $"table {table}: a loss of {info.Estimate.Loss}");
        }

        // 720 rows: the standard error of chance is .019.
        Assert.InRange(estimate, 0.44, 0.56);
        Assert.True(choosing > estimate + 0.02, $"{choosing} on the rows that chose, {estimate} estimated");
    }

    [Fact]
    public void The_model_is_the_same_with_any_number_of_threads_and_from_its_file()
    {
        TuningResult one = Tuner.Run(Parts.Train, Space, SettingsOf, Options with { Threads = 1 });
        Model again = one.Ensemble!.Train(Parts, new RunControl { Threads = 1 }).Model;
        Assert.Equal(SampleModels.ToBytes(Whole), SampleModels.ToBytes(again));
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(Whole)));
        Assert.Equal(SampleModels.ToBytes(Whole), SampleModels.ToBytes(read));
        Matrix<double> batch = Whole.PredictProbabilities(Parts.Test!.Features, threads: 3);
        var result = new double[3];
        for (int row = 0; row < batch.Rows; row++)
        {
            read.PredictProbabilities<double>(Parts.Test.Features.Row(row), result);
            Assert.Equal(batch.Row(row).ToArray(), result);
        }

        Assert.Equal(0, Allocated.By(() => read.PredictProbabilities<double>(Parts.Test.Features.Row(0), result)));
    }

    [Fact]
    public void It_is_verified_and_explained_as_a_whole()
    {
        Verification verified = Verification.Of(Whole, new DataParts(Datasets.Iris()));
        Assert.True(verified.IsVerified, verified.Sentence);
        Assert.Contains("which members it has, their weights", verified.Sentence, StringComparison.Ordinal);
        Dataset numbers = Generators.Friedman1(80, seed: 2);
        TuningResult result = Tuner.Run(numbers, Space, candidate => SettingsOf(candidate) with { Precision = Precision.Double }, Options with { Folds = 3 });
        Model values = result.Ensemble!.Train(new DataParts(numbers)).Model;
        var explanation = RowExplanation.Of(values, numbers, row: 3);
        Assert.Equal(values.PredictValue<double>(numbers.Features.Row(3)), explanation.Prediction, 8);
        Assert.Equal(explanation.Prediction - explanation.Reference, explanation.Features.Sum(feature => feature.IntegratedGradient.Mean), 2);
        Assert.InRange(result.Ensemble.Info.Estimate.RSquared!.Value, -1, 1);
        Assert.Null(values.Info.Temperature);
    }

    [Fact]
    public void A_search_goes_on_from_its_log_to_the_same_ensemble()
    {
        using var folder = new TemporaryFolder();
        TuningOptions logged = Options with { LogPath = folder.File("log") };
        Tuner.Run(Parts.Train, Space, SettingsOf, logged);
        byte[] whole = File.ReadAllBytes(folder.File("log"));
        File.WriteAllBytes(folder.File("log"), whole[..(whole.Length / 2)]);
        TuningResult resumed = Tuner.Run(Parts.Train, Space, SettingsOf, logged with { Resume = true });
        Assert.Equal(whole, File.ReadAllBytes(folder.File("log")));
        Assert.Equal(SampleModels.ToBytes(Whole), SampleModels.ToBytes(resumed.Ensemble!.Train(Parts).Model));
        Assert.Contains("it was for an ensemble", Assert.Throws<InvalidDataException>(() => Tuner.Run(Parts.Train, Space, SettingsOf, logged with { Resume = true, Ensemble = null })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        Refused("a search by halving trains most candidates for a part of their epochs", Options with { Method = SearchMethod.Halving });
        Refused("use 3 or more (--folds)", Options with { Folds = 2 });
        Refused("leave out --repeats", Options with { Repeats = 2 });
        Refused("an ensemble of 0 choices, expected 1 to 1000", Options with { Ensemble = 0 });
        Refused("members of an ensemble of trials are single networks", Options, new MlpSettings { Ensemble = new() { Folds = 3 } });
        Assert.Contains("a validation part has no effect", Assert.Throws<ArgumentException>(() => Found.Ensemble!.Train(Parts with { Validation = Parts.Test })).Message, StringComparison.Ordinal);
        Assert.Contains("a model of several networks cannot continue from another", Assert.Throws<ArgumentException>(() => Whole.Continue(Parts.Train, 1)).Message, StringComparison.Ordinal);

        static void Refused(string sentence, TuningOptions options, MlpSettings? given = null)
            => Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => Tuner.Run(Parts.Train, Space, candidate => given ?? SettingsOf(candidate), options)).Message, StringComparison.Ordinal);
    }

    private static MlpSettings SettingsOf(Candidate candidate) => candidate.Values.Count == 0
        ? new MlpSettings { Network = new(4), Training = new() { Epochs = 15 } }
        : new MlpSettings
        {
            Network = new(int.Parse(candidate["hidden"], CultureInfo.InvariantCulture)),
            Training = new() { Epochs = 15, LearningRate = double.Parse(candidate["learning-rate"], CultureInfo.InvariantCulture) },
        };
}
