using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>What stops a run, exactly at the limit and one rounding beside it.</summary>
public class StoppingLimitTests
{
    private static readonly NetworkSpec Spec = new(2, new Dense(3) { Activation = new Tanh() }, new Dense(1) { Activation = new Identity() });

    // All rows at once and a small rate: the loss falls at each epoch, and by less and less.
    private static readonly TrainingSettings Descent = new() { Optimizer = new SGD(), LearningRate = 0.05, BatchSize = null, Epochs = 12, EarlyStopping = false };

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_change_that_equals_the_cost_tolerance_stops_it(bool evaluatesTraining, bool bySolver)
    {
        TrainingSettings settings = Descent with { EvaluateTraining = evaluatesTraining };
        if (bySolver)
            settings = settings with { Optimizer = new GradientDescent(), LearningRate = null, Tolerance = 0 };
        double[] losses = [.. Train(settings).History.Select(record => record.TrainingLoss)];
        double[] changes = [.. losses.Skip(1).Zip(losses, (after, before) => Math.Abs(after - before))];

        // A rule's epoch tells the loss of the point it began at, so that of epoch 1 is that of epoch 0.
        bool isFirst = bySolver || evaluatesTraining;
        Assert.Equal(!isFirst, changes[0] == 0);
        Assert.Equal(isFirst ? 1 : 2, Train(settings with { CostTolerance = 1e9 }).Epochs);
        int skipped = isFirst ? 0 : 1;
        int epoch = 1 + Array.FindIndex(changes, skipped + 2, change => change < changes[skipped..].Take(2).Min());
        TrainingResult at = Train(settings with { CostTolerance = changes[epoch - 1] });
        Assert.Equal((StopReason.CostTolerance, epoch), (at.Stop, at.Epochs));
        Assert.True(Train(settings with { CostTolerance = Math.BitDecrement(changes[epoch - 1]) }).Epochs > epoch);
    }

    [Fact]
    public void An_improvement_that_equals_the_least_change_is_none()
    {
        TrainingSettings settings = Descent with { EarlyStopping = true, Patience = 1 };
        TrainingResult free = Train(settings, validates: true);
        double first = free.History[0].ValidationLoss!.Value, second = free.History[1].ValidationLoss!.Value;
        Assert.True(second < first && free.Epochs > 1);

        TrainingResult at = Train(settings with { MinChange = first - second }, validates: true);
        Assert.Equal((StopReason.EarlyStopping, 1, 1), (at.Stop, at.Epochs, at.ChosenEpoch)); // but the lower loss is the best
        Assert.True(Train(settings with { MinChange = (1 - 1e-9) * (first - second) }, validates: true).Epochs > 1);
    }

    // What is too small is measured from the last improvement, so that many small ones add up to one.
    [Fact]
    public void Improvements_add_up()
    {
        TrainingSettings settings = Descent with { EarlyStopping = true, Patience = 3 };
        double[] losses = [.. Train(settings, validates: true).History.Select(record => record.ValidationLoss!.Value)];
        Assert.Equal(13, losses.Length);
        double change = 0.9999 * (losses[0] - losses[3]), reference = losses[0];
        int improved = 0, epoch = 0;
        while (epoch - improved < 3 && epoch < 12)
        {
            epoch++;
            if (losses[epoch] < reference - change)
                (reference, improved) = (losses[epoch], epoch);
        }

        Assert.True(epoch > 3);
        TrainingResult found = Train(settings with { MinChange = change }, validates: true);
        Assert.Equal((epoch, epoch < 12 ? StopReason.EarlyStopping : StopReason.MaxEpochs), (found.Epochs, found.Stop));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_solver_stops_where_the_largest_entry_of_the_gradient_equals_the_tolerance(int epoch)
    {
        TrainingSettings solver = Descent with { Optimizer = new BFGS(), LearningRate = null, Tolerance = 0 };
        Network<double> network = Network<double>.Create(Spec, 1);
        new Trainer<double>(network, Examples(), null, solver with { Epochs = epoch }).Run();
        var gradient = new double[network.Parameters.Length];
        new NetworkObjective<double>(network, Examples()).Evaluate(network.Parameters, gradient);
        double largest = gradient.Max(Math.Abs);
        TrainingResult at = Train(solver with { Tolerance = largest });
        Assert.Equal(StopReason.GradientTolerance, at.Stop);
        Assert.InRange(at.Epochs, 1, epoch);
        Assert.True(Train(solver with { Tolerance = largest / 2 }).Epochs > at.Epochs);
    }

    [Fact]
    public void No_more_evaluations_are_made_than_are_allowed()
    {
        TrainingSettings solver = Descent with { Optimizer = new LBFGS(), LearningRate = null, Epochs = 100, Tolerance = 0 };
        TrainingResult result = Train(solver with { MaxEvaluations = 7 });
        Assert.Equal(StopReason.MaxEvaluations, result.Stop);
        Assert.InRange(result.History[^1].Evaluations!.Value, 1, 7);
    }

    private static TrainingResult Train(TrainingSettings settings, bool validates = false)
        => new Trainer<double>(Network<double>.Create(Spec, 1), Examples(), validates ? Examples() : null, settings).Run();

    private static Examples<double> Examples()
    {
        Matrix<double> x = new(11, 2), y = new(11, 1);
        for (int row = 0; row < 11; row++)
        {
            (x[row, 0], x[row, 1]) = (Math.Sin(row), Math.Cos(2 * row));
            y[row, 0] = 2 + x[row, 0];
        }

        return new(x, y);
    }
}
