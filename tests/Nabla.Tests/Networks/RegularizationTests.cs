using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Networks;

public class RegularizationTests
{
    private const int Inputs = 4;

    public static TheoryData<string, NetworkSpec> Specs => new()
    {
        { "dropout", Of(dropout: 0.4) },
        { "input dropout", Of(inputs: [new Dropout(0.3)]) },
        { "input noise", Of(inputs: [new GaussianNoise(0.5)]) },
        { "label smoothing", Of() with { LabelSmoothing = 0.2 } },
        { "batch normalization", Of(Normalization.Batch) },
        { "batch normalization without biases", Of(Normalization.Batch, bias: false) },
        { "layer normalization", Of(Normalization.Layer) },
        { "layer normalization without biases", Of(Normalization.Layer, bias: false) },
        {
            "all together",
            Of(Normalization.Batch, dropout: 0.2, inputs: [new GaussianNoise(0.3), new Dropout(0.1)]) with
            {
                LabelSmoothing = 0.1, Penalties = [new L1(0.1), new L2(0.2)], Reduction = Reduction.Sum,
            }
        },
    };

    [Theory]
    [MemberData(nameof(Specs))]
    public void The_gradient_of_a_training_pass_is_the_slope_of_its_cost(string name, NetworkSpec spec)
    {
        foreach (bool weighted in (bool[])[false, true])
        {
            Network<double> network = Jittered(spec);
            IReadOnlyList<SliceCheck> slices = NetworkGradientCheck.Run(network, Examples(weighted), trainingPass: (Seed: 3, Step: 7));
            Assert.All(slices, slice => Assert.True(slice.Error <= 1e-7, $"{name}: {slice}"));
            Assert.All(slices, slice => Assert.Equal(0, slice.Unchecked));
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void A_training_pass_can_be_repeated_and_does_not_depend_on_places(string name, NetworkSpec spec)
    {
        Assert.NotEmpty(name);
        Network<double> network = Jittered(spec);
        Examples<double> examples = Examples(weighted: false);
        double Cost(uint step) => new NetworkObjective<double>(network, examples) { TrainingPass = (1, step) }.Evaluate(network.Parameters, []);
        Assert.Equal(Cost(1), Cost(1));
        if (spec.Randomness is not (null or "batch normalization"))
            Assert.NotEqual(Cost(1), Cost(2));
    }

    [Fact]
    public void Dropout_leaves_out_its_part_and_keeps_the_mean()
    {
        double[] factors = DroppedOut<double>(0.3, columns: 40, [.. Enumerable.Range(0, 500)], step: 0, threads: 1).Data;

        Assert.Equal(0.3, factors.Count(f => f == 0) / 20000.0, 0.01);
        Assert.All(factors.Where(f => f != 0), f => Assert.Equal(1 / 0.7, f));
    }

    [Fact]
    public void Dropout_of_an_example_is_the_same_in_any_batch_and_for_any_number_of_threads()
    {
        Matrix<float> all = DroppedOut<float>(0.5, columns: 9, [.. Enumerable.Range(0, 4000)], step: 4, threads: 3);
        Matrix<float> some = DroppedOut<float>(0.5, columns: 9, [3999, 17], step: 4, threads: 1);

        Assert.Equal(all.Row(3999).ToArray(), some.Row(0).ToArray());
        Assert.Equal(all.Row(17).ToArray(), some.Row(1).ToArray());
    }

    [Fact]
    public void Batch_normalization_gives_outputs_of_mean_0_and_variance_1()
    {
        var network = new Network<double>(new NetworkSpec(3, new Normalize(Normalization.Batch) { Activation = new Identity() }, new Dense(3) { Activation = new Identity() }));
        network.Slices[0].Of(network.Parameters).Fill(1);
        for (int i = 0; i < 3; i++)
            network.Slices[2].MatrixOf(network.Parameters)[i, i] = 1;
        Matrix<double> x = new(50, 3), targets = new(50, 3);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = (3 * new CounterRandom(1, 77).Normal((uint)i)) + (i % 3);
        var workspace = new Workspace<double>(network, 50, threads: 1, pieceRows: 8);
        Cost.WithGradient(network, network.Parameters, new Batch<double>(x, targets), [], workspace, new Pass { IsTraining = true });
        MatrixView<double> z = network.OutputsOf(1, workspace, 50);

        for (int column = 0; column < 3; column++)
        {
            double[] values = new double[50];
            for (int row = 0; row < 50; row++)
                values[row] = z[row, column];
            Assert.Equal(0, values.Average(), 1e-12);
            Assert.Equal(1, values.Average(v => v * v), 1e-4);
        }
    }

    [Fact]
    public void Running_statistics_come_near_those_of_the_data_and_serve_prediction()
    {
        var spec = Of(Normalization.Batch);
        Network<double> network = Jittered(spec);
        Examples<double> examples = Examples(weighted: false);
        var evaluator = new CostEvaluator<double>(network, examples, examples.Count, 1, PieceSettings.Usual);
        int[] rows = [.. Enumerable.Range(0, examples.Count)];
        for (uint step = 0; step < 300; step++)
        {
            evaluator.Evaluate(network.Parameters, rows, [], new Pass { IsTraining = true, Step = step });
            evaluator.CommitStatistics(new Pass { IsTraining = true });
        }

        double training = evaluator.Evaluate(network.Parameters, rows, [], new Pass { IsTraining = true }).Cost;
        double prediction = evaluator.Evaluate(network.Parameters, rows, []).Cost;

        // They differ by n/(n − 1) in the variance alone.
        Assert.Equal(training, prediction, 0.05 * training);
        Assert.NotEqual(training, prediction);
    }

    [Fact]
    public void Weight_2_is_the_row_twice()
    {
        foreach (Normalization normalization in Enum.GetValues<Normalization>())
        {
            NetworkSpec spec = Of(normalization);
            Network<double> network = Jittered(spec);
            Examples<double> once = Examples(weighted: false);
            int[] twice = [.. Enumerable.Range(0, once.Count), 0, 3];
            var repeated = new Examples<double>(once.X.SelectRows(twice), [.. twice.Select(row => once.Labels![row])], 3);
            double[] weights = [.. Enumerable.Range(0, once.Count).Select(row => row is 0 or 3 ? 2.0 : 1.0)];
            var weighted = new Examples<double>(once.X, [.. once.Labels!], 3, weights);

            double[] first = new double[network.Parameters.Length], second = new double[first.Length];
            double a = new NetworkObjective<double>(network, repeated) { TrainingPass = (1, 1) }.Evaluate(network.Parameters, first);
            double b = new NetworkObjective<double>(network, weighted) { TrainingPass = (1, 1) }.Evaluate(network.Parameters, second);
            Assert.Equal(a, b, 1e-12);
            Assert.All(first.Zip(second), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
    }

    [Fact]
    public void What_a_solver_cannot_use_is_refused_with_the_reason()
    {
        foreach ((string what, NetworkSpec spec) in new[] { ("dropout", Of(inputs: [new Dropout(0.1)])), ("input noise", Of(inputs: [new GaussianNoise(1)])), ("batch normalization", Of(Normalization.Batch)) })
        {
            string message = Assert.Throws<ArgumentException>(
                () => new Trainer<double>(Jittered(spec), Examples(false), null, new() { Optimizer = new BFGS() })).Message;
            Assert.Equal($"BFGS evaluates a point more than once and compares costs, so it cannot train with {what}; use a first-order rule such as adam", message);
        }
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Dropout(1));
        Assert.Throws<ArgumentException>(() => new GaussianNoise(double.NaN));
        Assert.Throws<ArgumentException>(() => new Normalize(Normalization.None));
        Assert.Throws<ArgumentException>(() => (Of() with { LabelSmoothing = -0.1 }).Validate());
        Assert.Throws<ArgumentException>(() => new NetworkSpec(2, new Dense(1) { Activation = new Identity() }, new Dropout(0.5)).Validate());
        Assert.Throws<ArgumentException>(() => new NetworkSpec(2, new Dense(1) { Activation = new Identity() }, new Normalize(Normalization.Layer)).Validate());
        Assert.Throws<ArgumentException>(() => new NetworkSpec(2, new Dense(1) { Activation = new Identity() }) { LabelSmoothing = 0.1 }.Validate());
    }

    private static NetworkSpec Of(Normalization normalization = Normalization.None, double dropout = 0, bool bias = true, LayerSpec[]? inputs = null)
        => new(Inputs, [
            .. inputs ?? [],
            .. Hidden.Layer(6, new Tanh(), normalization, dropout, bias),
            .. Hidden.Layer(5, new GELU(), normalization, dropout, bias),
            new Dense(3) { Activation = new Softmax() },
        ])
        {
            Loss = new CrossEntropy(),
        };

    // What dropout makes of ones.
    private static Matrix<T> DroppedOut<T>(double probability, int columns, int[] identities, uint step, int threads)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(new NetworkSpec(columns, new Dropout(probability), new Dense(1) { Activation = new Identity() }));
        var workspace = new Workspace<T>(network, identities.Length, threads);
        var frame = new Frame<T>
        {
            Parameters = network.Parameters,
            Statistics = network.Statistics,
            Pass = new Pass { IsTraining = true, Seed = 1, Step = step, Rows = identities },
            Rows = identities.Length,
            Threads = threads,
            Workspace = workspace,
        };
        var x = new Matrix<T>(identities.Length, columns);
        Array.Fill(x.Data, T.One);
        Layer<T> layer = network.Stack.Layers[0];
        layer.Forward(frame, x);
        var result = new Matrix<T>(x.Rows, columns);
        frame.Of(layer.Output).CopyTo(result);
        return result;
    }

    // Every parameter is drawn, so that no gradient is 0 by symmetry.
    private static Network<double> Jittered(NetworkSpec spec)
    {
        Network<double> network = Network<double>.Create(spec, 1);
        for (int i = 0; i < network.Parameters.Length; i++)
            network.Parameters[i] += 0.3 * new CounterRandom(5, 91).Normal((uint)i);
        return network;
    }

    private static Examples<double> Examples(bool weighted)
    {
        const int Rows = 9;
        var random = new CounterRandom(7, 101);
        var x = new Matrix<double>(Rows, Inputs);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = random.Normal((uint)i);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % 3)];
        return new Examples<double>(x, labels, 3, weighted ? [.. Enumerable.Range(0, Rows).Select(row => 0.5 + row)] : null);
    }
}
