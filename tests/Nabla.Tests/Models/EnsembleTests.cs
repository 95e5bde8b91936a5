using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Tests.Data;

namespace Nabla.Tests.Models;

/// <summary>Models of several networks.</summary>
public class EnsembleTests
{
    private static readonly MlpSettings Bag = new()
    {
        Network = new(8),
        Training = new() { Epochs = 12, LearningRate = 0.02 },
        Ensemble = new() { Folds = 3, Seeds = 2 },
    };

    private static readonly Dataset People200 = Dataset.FromTable("people", People.Table(200).Without("spends"), TargetSchema.Of(People.Table(200).Without("spends"), ["buys"], LearningTask.Classification));
    private static readonly Dataset Numbers = Generators.Friedman1(150, seed: 2);
    private static readonly Model Classes = new MlpClassifier(Bag).Fit(People200);
    private static readonly Model Values = new MlpRegressor(Bag with { Precision = Precision.Double }).Fit(Numbers);

    [Fact]
    public void What_it_predicts_is_the_mean_of_its_members()
    {
        Assert.Equal(6, Values.Members.Count);
        Assert.Equal([0, 1, 2, 0, 1, 2], Values.Info.Members!.Select(member => member.Fold!.Value));
        Assert.Equal(6, Values.Members.Select(member => member.ParametersSha256()).Distinct().Count());
        Matrix<double> whole = Values.PredictValues(Numbers.Features);
        for (int row = 0; row < 20; row++)
            Assert.Equal(Values.Members.Average(member => member.PredictValue<double>(Numbers.Features.Row(row))), whole[row, 0], 12);
    }

    [Fact]
    public void The_model_is_the_same_with_any_number_of_threads()
    {
        var trainer = new MlpRegressor(Values.Info.Settings);
        byte[] one = SampleModels.ToBytes(trainer.Fit(Numbers, control: new RunControl { Threads = 1 }));
        Assert.Equal(one, SampleModels.ToBytes(trainer.Fit(Numbers, control: new RunControl { Threads = 4 })));
    }

    [Fact]
    public void Each_member_is_told_of_when_it_is_trained()
    {
        var told = new List<MemberProgress>();
        Model model = new MlpRegressor(Bag).Fit(Numbers, control: new RunControl { Threads = 3, Members = new Listed(told) });
        Assert.Equal([1, 2, 3, 4, 5, 6], told.Select(member => member.Trained));
        Assert.Equal([1, 2, 3, 4, 5, 6], told.Select(member => member.Member).Order());
        Assert.All(told, member => Assert.Equal((6, model.Members[member.Member - 1].Info.ChosenEpoch), (member.Members, member.Chosen.Epoch)));
    }

    [Fact]
    public void A_row_has_the_same_bits_as_in_a_batch_and_as_from_a_file()
    {
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(Classes)));
        Assert.Equal(SampleModels.ToBytes(Classes), SampleModels.ToBytes(read));
        Matrix<double> batch = Classes.PredictProbabilities(People200.Features, threads: 3);
        Assert.Equal(batch.Data, read.PredictProbabilities(People200.Features).Data);
        var result = new double[2];
        for (int row = 0; row < 30; row++)
        {
            read.PredictProbabilities<double>(People200.Features.Row(row), result);
            Assert.Equal(batch.Row(row).ToArray(), result);
        }
    }

    [Fact]
    public void A_row_is_predicted_without_allocation()
    {
        var result = new double[2];
        for (int i = 0; i < 3; i++)
            Classes.PredictProbabilities<double>(People200.Features.Row(i), result);
        long bytes = Allocated.By(() =>
        {
            for (int i = 0; i < 100; i++)
                Classes.PredictProbabilities<double>(People200.Features.Row(i), result);
        });
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void The_validation_score_is_of_rows_that_the_members_judged_were_not_trained_on()
    {
        // Each row by the members of its fold, found again by the same folds.
        IReadOnlyList<Fold> folds = Folds.Of(Numbers, 3, Values.Info.Settings.Seed);
        double sum = 0;
        for (int fold = 0; fold < 3; fold++)
        {
            foreach (int row in folds[fold].Test)
            {
                double predicted = Values.Members.Where((_, m) => m % 3 == fold).Average(member => member.PredictValue<double>(Numbers.Features.Row(row)));
                sum += Math.Pow(predicted - Numbers.Targets![row, 0], 2);
            }
        }

        Assert.Equal(Math.Sqrt(sum / Numbers.Rows), Values.Info.Scores.Validation!.RootMeanSquaredError!.Value, 10);
        Assert.True(Values.Info.Scores.Training!.RootMeanSquaredError < Values.Info.Scores.Validation.RootMeanSquaredError);
    }

    [Fact]
    public void An_explanation_of_the_whole_sums_to_the_difference_of_its_predictions()
    {
        var explanation = RowExplanation.Of(Values, Numbers, row: 3);
        Assert.Equal(Values.PredictValue<double>(Numbers.Features.Row(3)), explanation.Prediction, 8);
        Assert.Equal(explanation.Prediction - explanation.Reference, explanation.Features.Sum(feature => feature.IntegratedGradient.Mean), 2);
    }

    [Fact]
    public void Seeds_alone_train_each_member_on_all_rows()
    {
        Model model = new MlpRegressor(Bag with { Ensemble = new() { Seeds = 3 } }).Fit(Numbers);
        Assert.Equal([1UL, 2, 3], model.Members.Select(member => member.Info.Settings.Seed));
        Model second = new MlpRegressor(Bag with { Ensemble = null, Seed = 2 }).Fit(Numbers);
        Assert.Equal(second.ParametersSha256(), model.Members[1].ParametersSha256());
        Assert.Null(model.Info.Scores.Validation);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Refused("an ensemble of 1 folds, expected 2 or more", Bag with { Ensemble = new() { Folds = 1 } });
        Refused("an ensemble of 200 folds needs as many rows", Bag with { Ensemble = new() { Folds = 200 } });
        Refused("0 seeds", Bag with { Ensemble = new() { Seeds = 0 } });
        Assert.Contains("a model of several networks cannot continue", Assert.Throws<ArgumentException>(() => Values.Continue(Numbers, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("ask one of its Members", Assert.Throws<InvalidOperationException>(Values.ToPredictionNetwork).Message, StringComparison.Ordinal);

        static void Refused(string message, MlpSettings settings)
            => Assert.Contains(message, Assert.Throws<ArgumentException>(() => new MlpRegressor(settings).Fit(Numbers)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_number_of_threads_may_ask_at_the_same_time()
    {
        double[] wanted = Values.PredictValues(Numbers.Features).Data;
        Parallel.For(0, 8, _ =>
        {
            for (int row = 0; row < Numbers.Rows; row++)
                Assert.Equal(wanted[row], Values.PredictValue<double>(Numbers.Features.Row(row)));
        });
    }

    [Fact]
    public void No_group_is_parted_by_folds_or_calibration()
    {
        int[] groups = [.. Enumerable.Range(0, Numbers.Rows).Select(row => row % 30)];
        Dataset grouped = Numbers.WithGroups(groups);
        Assert.All(MemberPlan.Of(TrainingPlan.Of(new DataParts(grouped), Bag)), member =>
        {
            HashSet<int> held = [.. member.Held!.Select(row => groups[row])];
            Assert.Equal(10, held.Count);
            Assert.Empty(member.Run.Parts.Train.Groups!.Intersect(held));
        });
        var plan = TrainingPlan.Of(new DataParts(grouped), Bag with { Ensemble = null, Uncertainty = new() { Intervals = 0.9 } });
        Assert.Equal(6, plan.Calibration!.Groups!.Distinct().Count());
        Assert.Empty(plan.Parts.Train.Groups!.Intersect(plan.Calibration.Groups!));
    }

    [Fact]
    public void A_member_can_be_saved_and_trained_on()
    {
        Model member = Model.Load(new MemoryStream(SampleModels.ToBytes(Values.Members[2])));
        Assert.Equal(Values.Members[2].PredictValues(Numbers.Features).Data, member.PredictValues(Numbers.Features).Data);
        Assert.Single(member.Continue(Numbers, 1).Members);
    }

    [Fact]
    public void Labels_may_have_several_networks()
    {
        var labels = new Matrix<double>(People200.Rows, 2);
        for (int row = 0; row < labels.Rows; row++)
            (labels[row, 0], labels[row, 1]) = (People200.Labels[row], row % 2);
        Dataset data = Dataset.MultiLabel("labels", Numbered(People200.Rows), ["x"], labels, ["a", "b"]);
        Model model = new MlpClassifier(Bag).Fit(data);
        Matrix<double> whole = model.PredictProbabilities(data.Features);
        Assert.Equal(model.Members.Average(member => member.PredictProbabilities(data.Features)[7, 1]), whole[7, 1], 6);
        Assert.NotNull(model.Info.Scores.Validation!.LabelAccuracy);

        static Matrix<double> Numbered(int rows) => new([.. Enumerable.Range(0, rows).Select(row => (double)row)], rows, 1);
    }

    [Fact]
    public void A_model_is_verified_by_training_it_again()
        => Assert.True(Verification.Of(Values, new DataParts(Numbers)).IsVerified);

    [Fact]
    public void A_run_goes_on_from_the_checkpoints_of_its_members()
    {
        using var folder = new TemporaryFolder();
        MlpSettings settings = Bag with { Ensemble = new() { Folds = 2 } };
        var trainer = new MlpRegressor(settings);
        byte[] whole = SampleModels.ToBytes(trainer.Fit(Numbers, control: new RunControl { Checkpoints = new(folder.Path) { EveryEpochs = 3 } }));
        Assert.Equal(["member-1", "member-2"], Directory.GetDirectories(folder.Path).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(whole, SampleModels.ToBytes(trainer.Fit(Numbers, control: new RunControl { Checkpoints = new(folder.Path) { EveryEpochs = 3, Resume = true } })));
    }

    private sealed class Listed(List<MemberProgress> told) : IProgress<MemberProgress>
    {
        public void Report(MemberProgress value) => told.Add(value);
    }
}
