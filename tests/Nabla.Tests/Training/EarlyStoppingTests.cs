using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

public class EarlyStoppingTests
{
    private static readonly NetworkSpec Wide = new(4, new Dense(40), new Dense(3) { Activation = new Softmax() }) { Loss = new CrossEntropy() };

    private static readonly Examples<double> Training = Iris(Enumerable.Range(0, 20));
    private static readonly Examples<double> Validation = Iris(Enumerable.Range(20, 130));

    [Fact]
    public void The_run_stops_when_patience_is_over_and_goes_back_to_its_best()
    {
        Network<double> network = Network<double>.Create(Wide, 1);
        var atEpoch = new List<double[]>();
        TrainingResult result = new Trainer<double>(network, Training, Validation, new() { Optimizer = new Adam(), Epochs = 5000, LearningRate = 0.03, EarlyStopping = true, Patience = 7 })
        {
            EpochEnded = (n, _) => atEpoch.Add(n.Parameters.ToArray()),
        }.Run();

        EpochRecord best = result.History.MinBy(record => record.ValidationLoss)!;
        Assert.Equal(StopReason.EarlyStopping, result.Stop);
        Assert.Equal("the validation loss no longer improves", result.StopMessage);
        Assert.Equal(best.Epoch, result.ChosenEpoch);
        Assert.Equal(best.Epoch + 7, result.Epochs);
        Assert.Equal(atEpoch[best.Epoch], network.Parameters.ToArray());
    }

    [Fact]
    public void A_smaller_improvement_than_asked_for_is_none_but_the_best_is_still_the_best()
    {
        TrainingResult result = new Trainer<double>(
            Network<double>.Create(Wide, 1), Training, Validation, new() { Optimizer = new Adam(), Epochs = 500, LearningRate = 0.001, EarlyStopping = true, Patience = 3, MinChange = 1 }).Run();

        Assert.Equal(3, result.Epochs); // the loss falls at each epoch, but by far less than 1
        Assert.Equal(3, result.ChosenEpoch);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_best_epoch_is_the_first_or_the_last_of_the_most_accurate_if_that_is_asked_for(bool last)
    {
        TrainingSettings settings = new() { Optimizer = new Adam(), Epochs = 200, LearningRate = 0.03, EarlyStopping = true, Patience = 200, JudgeBy = ValidationMeasure.Accuracy, LastBest = last };
        TrainingResult result = new Trainer<double>(Network<double>.Create(Wide, 1), Training, Validation, settings).Run();
        double most = result.History.Max(record => record.ValidationAccuracy!.Value);
        EpochRecord[] best = [.. result.History.Where(record => record.ValidationAccuracy == most)];
        Assert.True(best.Length > 1);
        Assert.Equal((last ? best[^1] : best[0]).Epoch, result.ChosenEpoch);
    }

    [Fact]
    public void Without_early_stopping_the_last_epoch_stays()
    {
        Network<double> network = Network<double>.Create(Wide, 1);
        double[] last = [];
        TrainingResult result = new Trainer<double>(network, Training, Validation, new() { Optimizer = new Adam(), EarlyStopping = false, Epochs = 300, LearningRate = 0.3 })
        {
            EpochEnded = (n, _) => last = n.Parameters.ToArray(),
        }.Run();

        Assert.Equal(300, result.ChosenEpoch);
        Assert.Equal(last, network.Parameters.ToArray());
        Assert.NotEqual(300, result.History.MinBy(record => record.ValidationLoss)!.Epoch); // so an earlier epoch was better
    }

    [Fact]
    public void The_validation_part_is_evaluated_every_so_many_epochs_and_at_the_last()
    {
        TrainingResult result = new Trainer<double>(Network<double>.Create(Wide, 1), Training, Validation, new() { Optimizer = new Adam(), EarlyStopping = false, Epochs = 11, EvaluateEvery = 4 }).Run();

        Assert.Equal([0, 4, 8, 11], result.History.Where(record => record.ValidationLoss is not null).Select(record => record.Epoch));
    }

    [Fact]
    public void Patience_is_not_over_between_two_evaluations()
    {
        TrainingResult result = new Trainer<double>(
            Network<double>.Create(Wide, 1), Training, Validation, new() { Optimizer = new Adam(), Epochs = 12, LearningRate = 1e-4, EvaluateEvery = 5, EarlyStopping = true, Patience = 2 }).Run();

        Assert.Equal(12, result.Epochs);
    }

    [Fact]
    public void It_needs_a_validation_part()
    {
        var e = Assert.Throws<ArgumentException>(() => new Trainer<double>(Network<double>.Create(Wide, 1), Training, null, new() { Optimizer = new Adam(), EarlyStopping = true }));
        Assert.Equal("early stopping needs a validation part to judge by", e.Message);
    }

    [Fact]
    public void Callbacks_come_at_steps_epochs_improvements_and_the_end()
    {
        var steps = new List<StepRecord>();
        var improved = new List<int>();
        var epochs = new List<EpochRecord>();
        TrainingResult? stopped = null;
        TrainingResult result = new Trainer<double>(Network<double>.Create(Wide, 1), Training, Validation, new() { Optimizer = new Adam(), EarlyStopping = false, Epochs = 30, BatchSize = 8, LearningRate = 0.03 })
        {
            StepEnded = (_, step) => steps.Add(step),
            EpochEnded = (_, record) => epochs.Add(record),
            Improved = (_, record) => improved.Add(record.Epoch),
            Stopped = (_, r) => stopped = r,
        }.Run();

        Assert.Equal(90, steps.Count);
        Assert.Equal((2, 1), (steps[3].Epoch, steps[3].Step));
        Assert.Equal(result.History, epochs);
        Assert.Same(result, stopped);
        double lowest = double.PositiveInfinity;
        Assert.Equal(improved, epochs.Where(record => record.ValidationLoss < lowest && (lowest = record.ValidationLoss.Value) > 0).Select(record => record.Epoch));
    }

    [Fact]
    public void A_time_budget_ends_a_run_that_would_take_too_long()
    {
        TrainingResult result = new Trainer<double>(
            Network<double>.Create(Wide, 1), Training, Validation, new() { Optimizer = new Adam(), EarlyStopping = false, Epochs = int.MaxValue }, timeBudget: TimeSpan.FromMilliseconds(1)).Run();

        Assert.Equal(StopReason.TimeBudget, result.Stop);
        Assert.Equal(result.History.MinBy(record => record.ValidationLoss)!.Epoch, result.ChosenEpoch);
    }

    [Fact]
    public void Norms_of_each_layer_stand_in_the_history()
    {
        Network<double> network = Network<double>.Create(Wide, 1);
        TrainingResult result = new Trainer<double>(network, Training, null, new() { Epochs = 2, BatchSize = null, Optimizer = new SGD(), LearningRate = 0.5 }).Run();

        Assert.Null(result.History[0].GradientNorms);
        foreach (ParameterSlice slice in network.Slices.Where(slice => slice.IsWeight))
        {
            double norm = Math.Sqrt(slice.Of(network.Parameters).ToArray().Sum(w => w * w));
            Assert.Equal(norm, result.History[2].WeightNorms![slice.Layer - 1], 1e-12);
        }

        // A step of gradient descent moves the weights of a layer by rate times the norm of their gradient.
        Network<double> again = Network<double>.Create(Wide, 1);
        double[] start = again.Parameters.ToArray();
        new Trainer<double>(again, Training, null, new() { Epochs = 1, BatchSize = null, Optimizer = new SGD(), LearningRate = 0.5 }).Run();
        ParameterSlice first = again.Slices[0];
        double moved = Math.Sqrt(first.Of(again.Parameters).ToArray().Zip(start, (a, b) => (a - b) * (a - b)).Sum());
        Assert.Equal(0.5 * result.History[1].GradientNorms![0], moved, 1e-12);
    }

    [Fact]
    public void A_full_batch_solver_has_the_norms_of_the_gradient_where_its_iteration_ended()
    {
        Network<double> network = Network<double>.Create(Wide, 1);
        TrainingResult result = new Trainer<double>(network, Training, null, new() { Epochs = 3, Optimizer = new LBFGS() }).Run();

        var gradient = new double[network.Parameters.Length];
        new NetworkObjective<double>(network, Training).Evaluate(network.Parameters, gradient);
        foreach (ParameterSlice slice in network.Slices.Where(slice => slice.IsWeight))
        {
            Assert.Equal(Norm(slice.Of(gradient)), result.History[3].GradientNorms![slice.Layer - 1], 1e-12);
            Assert.Equal(Norm(slice.Of(network.Parameters)), result.History[3].WeightNorms![slice.Layer - 1], 1e-12);
        }

        static double Norm(ReadOnlySpan<double> values) => Math.Sqrt(values.ToArray().Sum(value => value * value));
    }

    private static Examples<double> Iris(IEnumerable<int> rows)
    {
        Dataset iris = Datasets.Iris();
        var order = new int[iris.Rows];
        new CounterRandom(1, 99).Permutation(order);
        Dataset chosen = iris.SelectRows([.. rows.Select(row => order[row])]);
        return new Examples<double>(Scaler.Fit(ScalerMethod.Standard, iris.Features).Transform<double>(chosen.Features), chosen.Labels, 3);
    }
}
