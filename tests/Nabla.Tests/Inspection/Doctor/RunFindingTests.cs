using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Inspection;

/// <summary>Each fault of a run is found when it is there; runs that go well have none.</summary>
public class RunFindingTests
{
    private static readonly DataParts Moons = PartsOf("moons");

    /// <summary>All of the catalogue that needs no download, but the spirals and the tutorial's test rows.</summary>
    public static TheoryData<string> Healthy =>
        ["digits", "iris", "circles", "moons", "xor", "gaussians", "friedman1", "sine", "sleep-study", "sleep-study-extended"];

    [Theory]
    [MemberData(nameof(Healthy))]
    public void A_run_with_default_settings_has_no_findings(string name)
    {
        DataParts parts = PartsOf(name);
        Assert.Empty(Doctor.Examine(ModelTrainer.Train(parts, new MlpSettings()).Model, parts));
    }

    [Fact]
    public void Spirals_need_more_than_the_default_settings_and_are_well_with_it()
    {
        DataParts parts = PartsOf("spirals");
        Finding finding = Find(FindingKind.Underfitting, parts, new MlpSettings());
        Assert.Contains("% of the training part are right, and the majority class alone has 50 %", finding.Observation, StringComparison.Ordinal);
        Assert.Empty(Examine(parts, new MlpSettings { Network = new(64, 64) { Activation = new Tanh() }, Training = new() { Optimizer = new Adam(), LearningRate = 0.003, Epochs = 200 } }));
    }

    [Fact]
    public void Divergence_names_the_first_layer_and_step()
    {
        (Model model, TrainingResult result) = ModelTrainer.Train(Moons, new MlpSettings { Training = new() { Optimizer = new SGD(), LearningRate = 100 } });
        Divergence where = Assert.IsType<Divergence>(result.Divergence);
        Assert.Equal(where, model.Info.Divergence);
        Finding finding = Assert.Single(Doctor.Examine(model, Moons), finding => finding.Severity == Severity.Critical);
        Assert.Equal(FindingKind.Diverged, finding.Kind);
        Assert.Equal($"the run diverged: in epoch {where.Epoch}, step {where.Step}, {where.What} had a value that is not finite", finding.Observation);
    }

    [Fact]
    public void Units_that_are_0_for_all_rows()
    {
        Finding all = Find(FindingKind.DeadUnits, Moons, new MlpSettings { Network = new() { BiasInitializer = new Constant(-50) }, Training = new() { Epochs = 2 } });
        Assert.Equal((Severity.Critical, "64 of 64 ReLU units of layer 1 are 0 for all 150 rows examined"), (all.Severity, all.Observation));
        Assert.Equal(Severity.Warning, Find(FindingKind.DeadUnits, Moons, new MlpSettings { Training = new() { LearningRate = 1 } }).Severity);
    }

    [Fact]
    public void Units_at_the_ends_of_their_range()
    {
        var tanh = new MlpSettings { Network = new(20, 20) { Activation = new Tanh(), WeightInitializer = new Normal(0, 5) }, Training = new() { Epochs = 20 } };
        Assert.EndsWith("the slope is almost 0, and 1 more layer is like it", Find(FindingKind.SaturatedUnits, Moons, tanh).Observation, StringComparison.Ordinal);
        Assert.Equal("layer 1", Find(FindingKind.SaturatedUnits, Moons, new MlpSettings { Network = new() { Activation = new Sigmoid(), WeightInitializer = new Normal(0, 30) }, Training = new() { Epochs = 5 } }).Subject);
    }

    [Fact]
    public void Gradients_that_get_lost_on_their_way_back()
    {
        Finding finding = Find(FindingKind.VanishingGradients, Moons, new MlpSettings { Network = new(20, 20, 20, 20, 20) { Activation = new Sigmoid() }, Training = new() { Epochs = 12 } });
        Assert.Matches(@"^the gradient of layer 1 is \S+ in the first epochs, that of layer 6 is \S+$", finding.Observation);
    }

    [Fact]
    public void Gradients_that_are_huge_or_grow_on_their_way_back()
    {
        var large = new MlpSettings { Network = new(30, 30, 30) { WeightInitializer = new Normal(0, 5) }, Training = new() { Epochs = 10 } };
        Assert.Matches("had the norm .* in epoch [0-9]+, its weights", Find(FindingKind.ExplodingGradients, Moons, large).Observation);
        EpochRecord[] growing = [.. Enumerable.Range(0, 3).Select(epoch => new EpochRecord(epoch, 1, null, null, null, 0.1) { GradientNorms = [30, 10, 1], WeightNorms = [5, 5, 5] })];
        Assert.Equal("the gradient grows on its way back, from 1 in layer 3 to 30 in layer 1", History(growing).Observation);
    }

    [Fact]
    public void A_learning_rate_that_is_too_high()
    {
        Assert.Matches(@"^the training loss jumped from 0\.\d+ to \S+ in epoch \d+$", Find(FindingKind.LearningRateTooHigh, Moons, new MlpSettings { Training = new() { LearningRate = 10 } }).Observation);
        Assert.Contains("here 0.1, by a factor", Find(FindingKind.LearningRateTooHigh, PartsOf("friedman1"), new MlpSettings { Training = new() { Optimizer = new SGD() } }).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_goes_up_and_down_is_a_learning_rate_that_is_too_high()
    {
        double[] losses = [.. Enumerable.Range(0, 41).Select(i => i % 2 == 0 ? 1 : 0.6)];
        Assert.Equal("the training loss changes by 100 % of its whole decrease from one epoch to the next", Curve(losses).Observation);
        Assert.Equal(FindingKind.LearningRateTooHigh, Curve(losses).Kind);
    }

    [Fact]
    public void A_learning_rate_that_is_too_low()
        => Assert.Contains("in the last quarter of the epochs", Find(FindingKind.LearningRateTooLow, Moons, new MlpSettings { Training = new() { LearningRate = 1e-5, Epochs = 60 } }).Observation, StringComparison.Ordinal);

    [Fact]
    public void A_solver_without_a_learning_rate_has_none_that_is_wrong()
        => Assert.Empty(Examine(Moons, new MlpSettings { Network = new() { L2 = 1 }, Training = new() { Optimizer = new LBFGS() } }));

    [Fact]
    public void A_model_that_knows_the_training_part_by_heart()
    {
        DataParts noise = Split.TrainTest(SickData.Classes(label: (row, _) => row * row % 7 % 2), 0.4, seed: 1);
        Finding finding = Find(FindingKind.Overfitting, noise, new MlpSettings { Network = new(200), Training = new() { Optimizer = new Adam(), Epochs = 300, LearningRate = 0.01 } });
        Assert.Matches("^.* % of the training part are right, but only .* % of the test part$", finding.Observation);
        DataParts friedman = PartsOf("friedman1");
        Assert.StartsWith("R² is", Find(FindingKind.Overfitting, friedman, new MlpSettings { Network = new(100, 100, 100), Training = new() { Optimizer = new Adam(), Epochs = 100 } }).Observation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation_loss_that_rises_again()
    {
        DataParts parts = Split.TrainValidationTest(Datasets.Load("moons", new DatasetOptions { Noise = 0.4, Seed = 0 }), 0.3, 0, 1);
        var settings = new MlpSettings { Network = new(100, 100), Training = new() { LearningRate = 0.01, Epochs = 150, EarlyStopping = false } };
        (Model model, _) = ModelTrainer.Train(parts, settings);
        Finding finding = Assert.Single(Doctor.Examine(model), finding => finding.Kind == FindingKind.Overfitting);
        Assert.Matches(@"^the validation loss was lowest in epoch \d+, \S+, and rose to \S+ by epoch 150$", finding.Observation);
        Assert.Empty(Doctor.Examine(ModelTrainer.Train(parts, settings with { Training = settings.Training with { EarlyStopping = true } }).Model));
    }

    [Fact]
    public void More_epochs_are_no_advice_where_the_validation_loss_rises()
    {
        EpochRecord[] history = [.. Enumerable.Range(0, 101).Select(epoch => new EpochRecord(epoch, 1 - (0.005 * epoch), null, epoch < 30 ? 1 - (0.01 * epoch) : 0.4 + (0.01 * epoch), null, 0.1))];
        Model model = ModelTrainer.Train(Moons, new MlpSettings { Training = new() { Epochs = 0 } }).Model;
        Assert.Equal(FindingKind.Overfitting, Assert.Single(Doctor.Examine(new Model(model.Networks, model.Info with { History = history, ChosenEpoch = 100 }))).Kind);
    }

    [Fact]
    public void Labels_are_held_against_the_most_frequent_ones()
    {
        Dataset numbers = SickData.Numbers((_, noise) => noise);
        var labels = new Matrix<double>(numbers.Rows, 2);
        for (int row = 0; row < numbers.Rows; row++)
            (labels[row, 0], labels[row, 1]) = (row % 2, row % 3 == 0 ? 1 : 0);
        var parts = new DataParts(Dataset.MultiLabel("labels", numbers.Features, numbers.FeatureNames, labels, ["odd", "third"]));
        Finding finding = Find(FindingKind.Underfitting, parts, new MlpSettings { Training = new() { Epochs = 1 } });
        Assert.EndsWith("of the training part are right, and the most frequent labels alone have 33.5 %", finding.Observation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_never_started_has_nothing_to_judge()
    {
        var settings = new MlpSettings { Network = new([]) { WeightInitializer = new Constant(0) }, Training = new() { Optimizer = new LBFGS(), Epochs = 0 } };
        Model model = ModelTrainer.Train(Moons, settings).Model;
        var broken = new Model(model.Networks, model.Info with { Stop = StopReason.NonFiniteStart });
        Assert.Equal(FindingKind.Diverged, Assert.Single(Doctor.Examine(broken, Moons)).Kind);
    }

    [Fact]
    public void Inputs_that_are_not_scaled()
    {
        Finding finding = Find(FindingKind.UnscaledInputs, new DataParts(SickData.Classes((_, noise) => 5000 * noise)), new MlpSettings { Training = new() { Epochs = 1 }, Preprocessing = new() { Scaling = ScalerMethod.None } });
        Assert.Matches(@"^inputs are not scaled, and the standard deviation of 'c', \S+, is \S+ times that of 'b'$", finding.Observation);
        Assert.DoesNotContain(Examine(PartsOf("digits"), new MlpSettings { Training = new() { Epochs = 1 }, Preprocessing = new() { Scaling = ScalerMethod.None } }), f => f.Kind == FindingKind.UnscaledInputs);
    }

    [Fact]
    public void A_model_alone_tells_of_its_run()
    {
        Model model = ModelTrainer.Train(Moons, new MlpSettings { Training = new() { LearningRate = 1e-5, Epochs = 60 } }).Model;
        Assert.Equal(FindingKind.LearningRateTooLow, Assert.Single(Doctor.Examine(model)).Kind);
    }

    [Fact]
    public void Data_of_another_kind_is_refused()
        => Assert.Throws<ArgumentException>(() => Doctor.Examine(ModelTrainer.Train(Moons, new MlpSettings { Training = new() { Epochs = 1 } }).Model, PartsOf("iris")));

    private static DataParts PartsOf(string name)
    {
        DataParts data = Datasets.LoadParts(name);
        return data.Test is null ? Split.TrainValidationTest(data.Train, 0, 0.25, 1) : data;
    }

    private static IReadOnlyList<Finding> Examine(DataParts parts, MlpSettings settings) => Doctor.Examine(ModelTrainer.Train(parts, settings).Model, parts);

    private static Finding Find(FindingKind kind, DataParts parts, MlpSettings settings) => Assert.Single(Examine(parts, settings), finding => finding.Kind == kind);

    /// <summary>What is found in a run with such a curve.</summary>
    private static Finding Curve(double[] losses) => History([.. losses.Select((loss, epoch) => new EpochRecord(epoch, loss, null, null, null, 0.1))]);

    private static Finding History(EpochRecord[] history)
    {
        Model model = ModelTrainer.Train(Moons, new MlpSettings { Training = new() { Epochs = 0 } }).Model;
        return Assert.Single(Doctor.Examine(new Model(model.Networks, model.Info with { History = history })));
    }
}
