using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

public class TrainerTests
{
    private static readonly NetworkSpec Small = new(4, new Dense(5), new Dense(3) { Activation = new Softmax() }) { Loss = new CrossEntropy() };

    [Fact]
    public void History_starts_before_training_and_has_a_record_for_each_epoch()
    {
        Examples<double> iris = Iris<double>();
        TrainingResult result = new Trainer<double>(Network<double>.Create(Small, 1), iris, iris, new() { Optimizer = new Adam(), EarlyStopping = false, Epochs = 20, LearningRate = 0.01 }).Run();

        Assert.Equal(Enumerable.Range(0, 21), result.History.Select(record => record.Epoch));
        Assert.Equal(StopReason.MaxEpochs, result.Stop);
        Assert.Equal(20, result.ChosenEpoch);
        Assert.Equal(result.History[0].TrainingLoss, result.History[0].ValidationLoss!.Value, 1e-12);
        Assert.True(result.LossCurve[20] < result.LossCurve[0] / 2);
        Assert.All(result.History, record => Assert.InRange(record.TrainingAccuracy!.Value, 0, 1));
    }

    [Fact]
    public void The_training_loss_of_an_epoch_is_the_mean_over_its_batches_with_penalties()
    {
        // A rate too small to change a parameter: every batch is seen at the same point, so the mean over batches is that over all.
        Examples<double> iris = Iris<double>();
        Network<double> network = Network<double>.Create(Small with { Penalties = [new L2(0.5)] }, 1);
        TrainingResult result = new Trainer<double>(network, iris, null, new() { Optimizer = new SGD(), LearningRate = 1e-300, Epochs = 1, BatchSize = 50 }).Run();
        double loss = result.History[0].TrainingLoss - Penalty(150), expected = loss + Penalty(50);

        Assert.Equal(expected, result.History[1].TrainingLoss, 1e-12);

        double Penalty(double n)
            => network.Slices.Where(slice => slice.IsWeight)
                .Sum(slice => slice.Of(network.Parameters).ToArray().Sum(w => w * w)) * 0.5 / 2 / n;
    }

    [Fact]
    public void Evaluating_the_training_part_gives_the_cost_after_the_epoch()
    {
        Examples<double> iris = Iris<double>();
        Network<double> network = Network<double>.Create(Small, 1);
        TrainingResult result = new Trainer<double>(network, iris, iris, new() { Optimizer = new Adam(), EarlyStopping = false, Epochs = 3, EvaluateTraining = true }).Run();

        Assert.All(result.History, record => Assert.Equal(record.ValidationLoss!.Value, record.TrainingLoss, 1e-12));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(150)]
    [InlineData(1000)]
    [InlineData(null)]
    public void Any_batch_size_trains(int? batchSize)
    {
        Examples<float> iris = Iris<float>();
        TrainingResult result = new Trainer<float>(
            Network<float>.Create(Small, 1), iris, null, new() { Optimizer = new Adam(), BatchSize = batchSize, Epochs = 30, LearningRate = 0.01 }).Run();

        Assert.True(result.LossCurve[^1] < result.LossCurve[0]);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        Examples<float> digits = Digits<float>();
        var spec = new NetworkSpec(64, new Dense(120), new Dense(10) { Activation = new Softmax() }) { Loss = new CrossEntropy() };
        float[] Train(int threads)
        {
            Network<float> network = Network<float>.Create(spec, 3);
            new Trainer<float>(network, digits, null, new() { Optimizer = new Adam(), Epochs = 2, BatchSize = 200 }, threads: threads).Run();
            return network.Parameters.ToArray();
        }

        float[] alone = Train(1);
        Assert.All([2, 3, 8], threads => Assert.Equal(alone, Train(threads)));
    }

    [Fact]
    public void A_diverging_run_names_epoch_and_step_and_keeps_the_last_good_parameters()
    {
        // Without scaling and with an absurd rate the quadratic cost of a linear model grows without end.
        Examples<float> data = Regression<float>();
        Network<float> network = Network<float>.Create(new NetworkSpec(2, new Dense(1) { Activation = new Identity() }), 1);
        var atEpoch = new List<float[]>();
        var trainer = new Trainer<float>(network, data, null, new() { Optimizer = new SGD(), LearningRate = 1e3, BatchSize = 10, Epochs = 100 })
        {
            EpochEnded = (n, _) => atEpoch.Add(n.Parameters.ToArray()),
        };
        TrainingResult result = trainer.Run();

        Assert.Equal(StopReason.Diverged, result.Stop);
        Assert.Matches(@"^diverged in epoch \d+, step \d+ of 10: the (cost|outputs of layer 1|parameters of layer 1) had", result.StopMessage);
        Assert.InRange(result.Divergence!.Step, 1, 10);
        Assert.Equal(atEpoch[^1], network.Parameters.ToArray());
        Assert.All(network.Parameters.ToArray(), parameter => Assert.True(float.IsFinite(parameter)));
    }

    [Fact]
    public void A_cancelled_run_with_a_validation_part_has_the_parameters_that_were_best_on_it()
    {
        (Examples<double> training, Examples<double> validation) = (Iris<double>(Enumerable.Range(0, 75)), Iris<double>(Enumerable.Range(75, 75)));
        Network<double> network = Network<double>.Create(Small, 1);
        using var cancellation = new CancellationTokenSource();
        var atEpoch = new List<double[]>();
        var trainer = new Trainer<double>(network, training, validation, new() { Optimizer = new Adam(), EarlyStopping = false, Epochs = 1000, LearningRate = 0.01 })
        {
            EpochEnded = (n, record) =>
            {
                atEpoch.Add(n.Parameters.ToArray());
                if (record.Epoch == 50)
                    cancellation.Cancel();
            },
        };
        TrainingResult result = trainer.Run(cancellation: cancellation.Token);

        Assert.Equal(StopReason.Cancelled, result.Stop);
        Assert.Equal(51, result.History.Count);
        EpochRecord best = result.History.MinBy(record => record.ValidationLoss)!;
        Assert.Equal(best.Epoch, result.ChosenEpoch);
        Assert.Equal(atEpoch[best.Epoch], network.Parameters.ToArray());
    }

    [Fact]
    public void A_run_cancelled_inside_an_epoch_has_the_parameters_of_the_last_complete_one()
    {
        Network<double> network = Network<double>.Create(Small, 1);
        using var cancellation = new CancellationTokenSource();
        var atEpoch = new List<double[]>();
        var trainer = new Trainer<double>(network, Iris<double>(), null, new() { Optimizer = new Adam(), Epochs = 10, BatchSize = 1 })
        {
            EpochEnded = (n, _) => atEpoch.Add(n.Parameters.ToArray()),
        };
        var steps = new ProgressOf(progress =>
        {
            if (progress is { Epoch: 4, Step: 64 })
                cancellation.Cancel();
        });
        TrainingResult result = trainer.Run(steps, cancellation.Token);

        Assert.Equal(4, result.ChosenEpoch);
        Assert.Equal(5, atEpoch.Count);
        Assert.Equal(atEpoch[4], network.Parameters.ToArray());
    }

    [Fact]
    public void A_solver_trains_with_an_iteration_an_epoch()
    {
        Examples<double> iris = Iris<double>();
        Network<double> network = Network<double>.Create(Small with { Penalties = [new L2(0.1)] }, 1);
        TrainingResult result = new Trainer<double>(network, iris, null, new() { Optimizer = new LBFGS(), Epochs = 25 }).Run();

        Assert.Equal(25, result.Epochs);
        Assert.True(result.LossCurve.Zip(result.LossCurve.Skip(1)).All(pair => pair.Second <= pair.First), "the cost never rises");
        Assert.True(result.History[^1].TrainingAccuracy > 0.95);
    }

    [Fact]
    public void Many_rows_are_taken_in_pieces_whose_sum_is_the_whole()
    {
        Examples<double> digits = Digits<double>();
        int[] rows = [.. Enumerable.Range(0, 9000).Select(i => i % 1797)];
        var spec = new NetworkSpec(64, new Dense(8) { Activation = new Tanh() }, new Dense(10) { Activation = new Softmax() }) { Loss = new CrossEntropy() };
        Network<double> network = Network<double>.Create(spec, 1);
        var many = new Examples<double>(digits.X.SelectRows(rows), [.. rows.Select(row => digits.Labels![row])], 10);
        var objective = new NetworkObjective<double>(network, many);
        var gradient = new double[objective.Dimension];
        double cost = objective.Evaluate(network.Parameters, gradient);

        // The same rows, counted by weights: 9000 = 5 · 1797 + 15.
        double[] weights = [.. Enumerable.Range(0, 1797).Select(row => row < 15 ? 6.0 : 5.0)];
        var weighted = new NetworkObjective<double>(network, new Examples<double>(digits.X, [.. digits.Labels!], 10, weights));
        var weightedGradient = new double[objective.Dimension];
        Assert.Equal(weighted.Evaluate(network.Parameters, weightedGradient), cost, 1e-12);
        Assert.All(gradient.Zip(weightedGradient), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Theory]
    [InlineData("sigmoid", "half-squared-error", 3.0)]
    [InlineData("sigmoid", "binary-cross-entropy", 0.5)]
    [InlineData("softmax", "cross-entropy", 0.5)]
    public void The_pairs_of_the_general_program_train_on_digits(string output, string loss, double rate)
    {
        var spec = new NetworkSpec(64, new Dense(30) { Activation = new Sigmoid() }, new Dense(10) { Activation = Activation.All.Parse(output) })
        {
            Loss = Loss.All.Parse(loss),
        };
        TrainingResult result = new Trainer<float>(
            Network<float>.Create(spec, 1), Digits<float>(), null, new() { Optimizer = new SGD(), LearningRate = rate, BatchSize = 10, Epochs = 10 }).Run();

        Assert.True(result.History[^1].TrainingAccuracy > 0.95, $"{result.History[^1].TrainingAccuracy}");
    }

    private static Examples<T> Iris<T>(IEnumerable<int>? rows = null)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        => Of<T>(Datasets.Iris(), rows, 3);

    private static Examples<T> Digits<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        => Of<T>(Datasets.Digits(), null, 10);

    private static Examples<T> Of<T>(Dataset data, IEnumerable<int>? rows, int classes)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // Rows of one class stand together in iris: a fixed shuffle mixes them.
        var order = new int[data.Rows];
        new CounterRandom(1, 99).Permutation(order);
        Dataset chosen = data.SelectRows([.. (rows ?? Enumerable.Range(0, data.Rows)).Select(row => order[row])]);
        return new Examples<T>(Scaler.Fit(ScalerMethod.Standard, chosen.Features).Transform<T>(chosen.Features), chosen.Labels, classes);
    }

    private static Examples<T> Regression<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new CounterRandom(1, 98);
        var x = new Matrix<T>(100, 2);
        var y = new Matrix<T>(100, 1);
        for (int row = 0; row < 100; row++)
        {
            x[row, 0] = T.CreateTruncating(random.Normal((uint)row, 0));
            x[row, 1] = T.CreateTruncating(random.Normal((uint)row, 1));
            y[row, 0] = x[row, 0] - x[row, 1];
        }

        return new Examples<T>(x, y);
    }

    private sealed class ProgressOf(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
