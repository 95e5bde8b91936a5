using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

public class RegularizedTrainingTests
{
    private static readonly NetworkSpec Spec = new(3, new Dense(6), new Dense(2) { Activation = new Identity() });

    private static readonly Examples<double> Data = Random(40);

    [Fact]
    public void Max_norm_keeps_the_weights_that_lead_to_each_unit_within_the_limit()
    {
        Network<double> free = Train(new() { Optimizer = new SGD(), LearningRate = 0.3, Epochs = 20 });
        Network<double> bound = Train(new() { Optimizer = new SGD(), LearningRate = 0.3, Epochs = 20, MaxNorm = 0.5 });
        Assert.Contains(Norms(free), norm => norm > 0.6);
        Assert.All(Norms(bound), norm => Assert.InRange(norm, 0, 0.5 + 1e-12));
        Assert.Contains(Norms(bound), norm => norm > 0.499);
    }

    [Fact]
    public void Weight_decay_is_for_weights_alone()
    {
        // The gradient of a cost that is 0 everywhere leaves the decay alone at work.
        var nothing = new Examples<double>(new Matrix<double>(4, 3), new Matrix<double>(4, 2));
        Network<double> network = Network<double>.Create(Spec, 1);
        foreach (ParameterSlice slice in network.Slices.Where(slice => slice.Part == "biases" && slice.Layer == 1))
            slice.Of(network.Parameters).Fill(-1); // ReLU is off
        double[] before = network.Parameters.ToArray();
        new Trainer<double>(network, nothing, null, new() { Optimizer = new Chain(new DecoupledDecay(0.5), new SGD()), LearningRate = 0.1, Epochs = 1 }).Run();
        foreach (ParameterSlice slice in network.Slices)
        {
            double factor = slice.IsWeight ? 1 - (0.1 * 0.5) : 1;
            Assert.All(slice.Of(network.Parameters).ToArray().Zip(slice.Of<double>(before).ToArray()), pair => Assert.Equal(factor * pair.Second, pair.First, 1e-15));
        }
    }

    [Fact]
    public void Decay_before_gradient_descent_is_an_L2_penalty()
    {
        TrainingSettings options = new() { LearningRate = 0.1, Epochs = 10, BatchSize = null };
        Network<double> decayed = Train(options with { Optimizer = new Chain(new DecoupledDecay(0.2), new SGD()) });
        Network<double> penalized = Train(options with { Optimizer = new SGD() }, new NetworkSpec(3, Spec.Layers) { Penalties = [new L2(0.2 * Data.Count)] });
        Assert.All(decayed.Parameters.ToArray().Zip(penalized.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void A_schedule_sets_the_rate_of_each_epoch_or_step()
    {
        var rates = new List<double>();
        var trainer = new Trainer<double>(Network<double>.Create(Spec, 1), Data, null, new()
        {
            Optimizer = new SGD(),
            LearningRate = 0.8,
            Schedule = new PerStep(new StepDecay(1, 0.5)),
            BatchSize = 20,
            Epochs = 2,
        })
        {
            StepEnded = (_, step) => rates.Add(step.LearningRate),
        };
        Assert.Equal([0, 0.4, 0.1], trainer.Run().History.Select(record => record.LearningRate));
        Assert.Equal([0.8, 0.4, 0.2, 0.1], rates);
    }

    [Fact]
    public void A_schedule_that_watches_sees_the_validation_loss()
    {
        // The validation part gets worse from the beginning, the training part better.
        Examples<double> opposite = new(Data.X, Negative());
        TrainingResult result = new Trainer<double>(Network<double>.Create(Spec, 1), Data, opposite, new()
        {
            EarlyStopping = false,
            Optimizer = new SGD(),
            LearningRate = 0.1,
            Schedule = new ReduceOnPlateau(0.5, 0),
            Epochs = 4,
        }).Run();
        Assert.Equal([0, 0.1, 0.1, 0.05, 0.025], result.History.Select(record => record.LearningRate));
    }

    [Fact]
    public void An_exhausted_schedule_ends_the_run()
    {
        TrainingResult result = new Trainer<double>(Network<double>.Create(Spec, 1), Data, null, new()
        {
            Optimizer = new SGD(),
            LearningRate = 4e-6,
            Schedule = new AdaptiveRate(10, 0),
            Epochs = 100,
        }).Run();
        Assert.Equal(StopReason.ScheduleEnded, result.Stop);
        Assert.InRange(result.Epochs, 2, 5);
    }

    [Theory]
    [InlineData("bfgs", "max-norm", "bfgs cannot train under a largest norm: the point would not be where it left it; use a first-order rule such as adam")]
    [InlineData("lbfgs:10", "schedule", "lbfgs finds its steps itself and has no learning rate for schedule cosine:10:0")]
    public void What_a_solver_cannot_use_is_refused(string solver, string option, string message)
    {
        var options = new TrainingSettings { Optimizer = Optimizer.Parse(solver) };
        options = option == "schedule" ? options with { Schedule = new CosineDecay(10) } : options with { MaxNorm = 1 };
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Train(options)).Message);
    }

    [Fact]
    public void Smoothed_labels_are_what_a_solver_minimizes_too()
    {
        NetworkSpec spec = new(3, new Dense(2) { Activation = new Softmax() }) { Loss = new CrossEntropy(), LabelSmoothing = 0.2 };
        int[] labels = [.. Enumerable.Range(0, Data.Count).Select(row => Data.X[row, 0] > 0 ? 1 : 0)];
        Network<double> network = Network<double>.Create(spec, 1);
        new Trainer<double>(network, new Examples<double>(Data.X, labels, 2), null, new() { Optimizer = new LBFGS(), Epochs = 500, Tolerance = 1e-10 }).Run();

        // Separable classes have no minimum at finite weights without smoothing.
        Assert.All(network.Parameters.ToArray(), parameter => Assert.InRange(parameter, -10, 10));
    }

    private static Network<double> Train(TrainingSettings options, NetworkSpec? spec = null)
    {
        Network<double> network = Network<double>.Create(spec ?? Spec, 1);
        new Trainer<double>(network, Data, null, options).Run();
        return network;
    }

    private static List<double> Norms(Network<double> network)
    {
        var norms = new List<double>();
        foreach (ParameterSlice slice in network.Slices.Where(slice => slice.IsWeight))
        {
            MatrixView<double> weights = slice.MatrixOf(network.Parameters);
            for (int column = 0; column < weights.Columns; column++)
            {
                double sum = 0;
                for (int row = 0; row < weights.Rows; row++)
                    sum += weights[row, column] * weights[row, column];
                norms.Add(Math.Sqrt(sum));
            }
        }

        return norms;
    }

    private static Matrix<double> Negative()
    {
        Matrix<double> targets = Targets(Data.X);
        for (int i = 0; i < targets.Data.Length; i++)
            targets.Data[i] = -10 * targets.Data[i];
        return targets;
    }

    private static Examples<double> Random(int rows)
    {
        var random = new CounterRandom(1, 96);
        var x = new Matrix<double>(rows, 3);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = random.Normal((uint)i);
        return new Examples<double>(x, Targets(x));
    }

    private static Matrix<double> Targets(Matrix<double> x)
    {
        var targets = new Matrix<double>(x.Rows, 2);
        for (int row = 0; row < x.Rows; row++)
            (targets[row, 0], targets[row, 1]) = (2 * x[row, 0] * x[row, 1], x[row, 2] - 1);
        return targets;
    }
}
