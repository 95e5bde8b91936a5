using System.Globalization;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Tests.Data;
using Nabla.Training;
using Xunit;

namespace Nabla.Tests.Models;

/// <summary>A part of the rows chooses the number of epochs, then all of them are trained on.</summary>
public sealed class RefitTests : IDisposable
{
    private static readonly Dataset Iris = Datasets.Iris();

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Named =>
        ["hidden", "dropout", "l2", "weight-decay", "early-stopping", "patience", "class-weights", "solver", "no-part", "no-refit"];

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void The_model_is_that_of_all_rows_trained_for_the_chosen_epochs()
    {
        Model model = new MlpClassifier(new() { Training = new() { Epochs = 30 } }).Fit(Iris);
        MlpSettings settings = model.Info.Settings;
        Assert.Equal([64, 64], settings.Network.HiddenLayers);
        Assert.Equal((0.15, true, 23), (settings.ValidationFraction, settings.Refit, model.Info.HeldOutRows));

        MlpSettings once = settings with { Refit = false, Training = settings.Training with { Epochs = model.Info.ChosenEpoch } };
        Model all = ModelTrainer.Train(new DataParts(Iris), once).Model;
        Assert.Equal(Parameters(all), Parameters(model));
        Assert.Equal(all.Info.Scores.Training, model.Info.Scores.Training);
    }

    [Fact]
    public void History_and_validation_score_are_of_the_run_that_chose()
    {
        Model model = new MlpClassifier(new() { Training = new() { Epochs = 30 } }).Fit(Iris);
        DataParts parts = Split.TrainValidationTest(Iris, 0.15, 0, seed: 1);
        Model chosen = ModelTrainer.Train(parts, model.Info.Settings).Model;
        Assert.Null(chosen.Info.HeldOutRows); // a part that is given is not trained on
        Assert.Equal(chosen.Info.History, model.Info.History);
        Assert.Equal(
            (chosen.Info.ChosenEpoch, chosen.Info.Stop, chosen.Info.Scores.Validation),
            (model.Info.ChosenEpoch, model.Info.Stop, model.Info.Scores.Validation));
        Assert.Equal(Iris.Fingerprint(), model.Info.DataFingerprint);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_interrupted_run_goes_on_to_the_same_bytes(bool inSecondRun)
    {
        MlpSettings settings = DefaultRecipe.Apply(new() { Training = new() { Epochs = 20 } }, Iris);
        byte[] whole = Bytes(ModelTrainer.Train(new DataParts(Iris), settings).Model);

        using var cancellation = new CancellationTokenSource();
        var checkpoints = new CheckpointOptions(this.folder.File("run")) { EveryEpochs = 3 };
        var stop = new Told(progress =>
        {
            if (progress.IsRefit == inSecondRun && progress.Epoch == 7)
                cancellation.Cancel();
        });
        Model half = ModelTrainer.Train(new DataParts(Iris), settings, new RunControl { Checkpoints = checkpoints, Progress = stop, Cancellation = cancellation.Token }).Model;
        Assert.Equal((StopReason.Cancelled, false), (half.Info.Stop, half.Info.IsRefit));
        Assert.NotEqual(whole, Bytes(half));

        Model resumed = ModelTrainer.Train(new DataParts(Iris), settings, new RunControl { Checkpoints = checkpoints with { Resume = true } }).Model;
        Assert.Equal(whole, Bytes(resumed));
    }

    [Fact]
    public void Interrupted_in_the_second_run_the_model_is_that_of_the_first()
    {
        MlpSettings settings = DefaultRecipe.Apply(new() { Training = new() { Epochs = 10 } }, Iris);
        DataParts parts = Split.TrainTest(Iris, 0.2, seed: 1);
        using var cancellation = new CancellationTokenSource();
        var stop = new Told(progress =>
        {
            if (progress.IsRefit)
                cancellation.Cancel();
        });
        Model model = ModelTrainer.Train(parts, settings, new RunControl { Progress = stop, Cancellation = cancellation.Token }).Model;
        DataParts inner = Split.TrainValidationTest(parts.Train, 0.15, 0, seed: 1);
        Model first = ModelTrainer.Train(inner, model.Info.Settings).Model;
        Assert.Equal(Parameters(first), Parameters(model));
        Assert.Equal(first.Score(parts.Test!), model.Info.Scores.Test);
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void What_is_named_is_not_changed(string named)
    {
        var usual = new MlpSettings();
        MlpSettings settings = named switch
        {
            "hidden" => usual with { Network = new(64) },
            "dropout" => usual with { Network = new() { Dropout = [0.2] } },
            "l2" => usual with { Network = new() { L2 = 0.1 } },
            "weight-decay" => usual with { Training = new() { WeightDecay = 0.1 } },
            "early-stopping" => usual with { Training = new() { EarlyStopping = false } },
            "patience" => usual with { Training = new() { Patience = 3 } },
            "class-weights" => usual with { ClassWeights = ClassWeights.Balanced },
            "solver" => usual with { Training = new() { Optimizer = new LBFGS() } },
            "no-part" => usual with { ValidationFraction = 0 },
            _ => usual with { Refit = false },
        };
        Assert.Same(settings, DefaultRecipe.Apply(settings, Iris));
    }

    [Fact]
    public void Fewer_than_50_rows_have_no_part_to_spare()
    {
        var usual = new MlpSettings();
        Assert.Same(usual, DefaultRecipe.Apply(usual, Tables(49)));
        Assert.NotEqual(usual, DefaultRecipe.Apply(usual, Tables(50)));
    }

    [Fact]
    public void Large_tables_have_more_epochs()
    {
        Assert.Equal((300, 20), Epochs(50_000));
        Assert.Equal((1500, 125), Epochs(150));

        static (int?, int?) Epochs(int rows)
        {
            TrainingSettings training = DefaultRecipe.Apply(new(), Tables(rows)).Training;
            return (training.Epochs, training.Patience);
        }
    }

    [Fact]
    public void A_validation_part_of_its_own_stops_the_run_and_is_not_trained_on()
    {
        DataParts parts = Split.TrainValidationTest(Iris, 0.2, 0, seed: 1);
        Model model = new MlpClassifier(new() { Training = new() { Epochs = 20 } }).Fit(parts.Train, parts.Validation);
        Assert.Equal([64, 64], model.Info.Settings.Network.HiddenLayers);
        Assert.Equal((null, null), (model.Info.Settings.Refit, model.Info.HeldOutRows));
        Assert.NotNull(model.Info.Scores.Validation);
    }

    [Fact]
    public void Members_of_folds_have_the_network_and_stop_by_their_folds()
    {
        MlpSettings bag = new() { Training = new() { Epochs = 20 }, Ensemble = new() { Folds = 5 }, Uncertainty = new() { Sets = 0.8 } };
        Model model = new MlpClassifier(bag).Fit(Iris);
        Assert.All(model.Members, member => Assert.Equal([64, 64], member.Info.Settings.Network.HiddenLayers));
        Assert.All(model.Members, member => Assert.Equal((null, null), (member.Info.Settings.Refit, member.Info.HeldOutRows)));
        Assert.Equal((1500, 125), Epochs(new() { Ensemble = new() { Folds = 5 } })); // members of 120 rows, in 4 steps
        Assert.Equal((2000, 167), Epochs(new() { Ensemble = new() { Folds = 2 } })); // of 75 rows, in 3
        MlpSettings named = bag with { Network = new(8) };
        Assert.Same(named, DefaultRecipe.Apply(named, Iris));

        static (int?, int?) Epochs(MlpSettings settings)
        {
            TrainingSettings training = DefaultRecipe.Apply(settings, Tables(150)).Training;
            return (training.Epochs, training.Patience);
        }
    }

    [Fact]
    public void A_group_is_in_one_of_the_two_parts()
    {
        Dataset grouped = Iris.WithGroups([.. Enumerable.Range(0, Iris.Rows).Select(row => row % 30)]);
        var plan = TrainingPlan.Of(new DataParts(grouped), DefaultRecipe.Apply(new(), grouped));
        DataParts parts = plan.Choosing!.Parts;
        Assert.Empty(parts.Train.Groups!.Intersect(parts.Validation!.Groups!));
        Assert.Equal(25, parts.Validation!.Rows); // 22.5 rows, in groups of 5

        Dataset one = Iris.WithGroups(new int[Iris.Rows]);
        var usual = new MlpSettings();
        Assert.Same(usual, DefaultRecipe.Apply(usual, one));
    }

    [Theory]
    [InlineData(29, 1)]
    [InlineData(30, 2)]
    public void A_feature_for_missing_values_needs_30_rows_with_one(int missing, int features)
    {
        Table table = Columns.From(Enumerable.Range(0, 200), ("x", row => row < missing ? double.NaN : row % 7), ("y", row => row % 2 == 0));
        Dataset data = Dataset.FromTable("t", table, TargetSchema.Of(table, ["y"], LearningTask.Classification));
        Assert.Equal(features, FeaturesOf(DefaultRecipe.Apply(new(), data)));
        Assert.Equal(2, FeaturesOf(DefaultRecipe.Without(new())));

        int FeaturesOf(MlpSettings settings) => TrainingPlan.Of(new DataParts(data), settings).Preprocessor.FeatureCount;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_model_is_the_same_with_any_number_of_threads(int threads)
    {
        Dataset moons = Datasets.Load("moons", new() { Rows = 400 });
        MlpSettings settings = DefaultRecipe.Apply(new() { Training = new() { Epochs = 10, BatchSize = 256 } }, moons);
        byte[] two = Bytes(ModelTrainer.Train(new DataParts(moons), settings, new RunControl { Threads = 2 }).Model);
        Assert.Equal(two, Bytes(ModelTrainer.Train(new DataParts(moons), settings, new RunControl { Threads = threads }).Model));
    }

    [Fact]
    public void It_can_be_verified_and_gone_on_from()
    {
        var classifier = new MlpClassifier(new() { Training = new() { Epochs = 12 } });
        Model model = classifier.Fit(Iris);
        Assert.True(model.Info.IsRefit);
        Verification verified = Verification.Of(model, new DataParts(Iris));
        Assert.True(verified.IsVerified, verified.Sentence);

        Model further = classifier.Fit(Iris, from: model);
        Assert.Equal(model.Network.Sizes, further.Network.Sizes);
        Assert.Equal((12, null), (further.Info.ChosenEpoch, further.Info.HeldOutRows));
        Assert.Equal(3, model.Continue(Iris, 3).Info.ChosenEpoch);
    }

    [Fact]
    public void Out_of_time_the_model_is_that_of_the_first_run()
    {
        MlpSettings settings = DefaultRecipe.Apply(new() { Training = new() { Epochs = 1_000_000, Patience = null } }, Iris) with { Training = new() { Epochs = 1_000_000, Patience = 1_000_000 } };
        (Model model, TrainingResult result) = ModelTrainer.Train(new DataParts(Iris), settings, new RunControl { TimeBudget = TimeSpan.FromMilliseconds(200) });
        Assert.Equal((StopReason.TimeBudget, StopReason.TimeBudget), (result.Stop, model.Info.Stop));
        Assert.Equal((false, 23), (model.Info.IsRefit, model.Info.HeldOutRows!.Value));
        Assert.False(model.Info.Provenance!.Repeatable);
        Assert.Equal(Iris.Fingerprint(), model.Info.DataFingerprint);
    }

    [Fact]
    public void What_makes_no_sense_together_is_refused()
    {
        MlpSettings settings = DefaultRecipe.Apply(new(), Iris);
        Assert.Throws<ArgumentException>(() => TrainingPlan.Of(new DataParts(Iris), settings with { Training = new() { EarlyStopping = false } }));
        Assert.Throws<ArgumentException>(() => TrainingPlan.Of(new DataParts(Iris), settings with { Ensemble = new() { Folds = 3 } }));
        Assert.Throws<ArgumentException>(() => TrainingSession.Begin(TrainingPlan.Of(new DataParts(Iris), settings)));
    }

    private static Dataset Tables(int rows) => Datasets.Load("moons", new() { Rows = rows });

    private static double[] Parameters(Model model) => [.. model.Slices.SelectMany(model.Parameters)];

    private static byte[] Bytes(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private sealed class Told(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
