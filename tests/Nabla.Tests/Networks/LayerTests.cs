using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Networks;

/// <summary>Layers that are more than dense: gradients against finite differences, the same bits for any threads, freezing.</summary>
public class LayerTests
{
    private const int Rows = 11, Inputs = 4;

    public static TheoryData<string, NetworkSpec> Specs => new()
    {
        { "prelu", Of(new Dense(5) { Activation = new Identity() }, new PReLU()) },
        { "prelu with dropout", Of(new Dense(5) { Activation = new Identity() }, new PReLU(), new Dropout(0.3)) },
        { "mixed", Of(new Dense(5) { Activation = new Identity() }, new Mixed(new SELU())) },
        { "mixed, derivative from outputs", Of(new FanInScale(), new Dense(5) { Activation = new Identity() }, new Mixed(new Tanh()), new Dropout(0.3)) },
        { "mixed behind an activation", Of(new Dense(5) { Activation = new Tanh() }, new Mixed(new Mish()), new FanInScale()) },
        { "residual that ends with mixed", Of(new Dense(5) { Activation = new Tanh() }, new Residual(new FanInScale(), new Dense(5) { Activation = new Identity() }, new Mixed(new GELU())), new Dropout(0.2)) },
        { "residual that begins with mixed", Of(new Dense(5) { Activation = new GELU() }, new Residual(new Mixed(new SiLU()), new Dense(5) { Activation = new Tanh() })) },
        { "fan-in scale of the inputs", Of(new FanInScale(), new Dense(5) { Activation = new GELU() }, new Dropout(0.2), new FanInScale()) },
        { "periodic", Of(new PeriodicEmbedding(0, 2) { Frequencies = 5 }, new Dense(5) { Activation = new Tanh() }) },
        { "periodic in the middle, of size 2", Of(new Dense(5) { Activation = new Tanh() }, new PeriodicEmbedding(1, 4) { Size = 2, Frequencies = 3, Deviation = 0.5 }, new Dropout(0.2)) },
        { "periodic behind an embedding and before factors", Of(new Embedding(new EmbeddedColumn(1, 3, 2)), new PeriodicEmbedding(0, 3) { Frequencies = 2 }, new FeatureScale(), new Dense(5) { Activation = new Tanh() }) },
        { "periodic of nothing", Of(new PeriodicEmbedding(), new Dense(5) { Activation = new Tanh() }) },
        { "piecewise linear", Of(new PiecewiseLinear(new BinnedColumn(0, [-1, 0.1, 0.3, 2.2]), new BinnedColumn(2, [-0.2, 0.7])), new Dense(5) { Activation = new Tanh() }) },
        { "piecewise linear in the middle", Of(new Dense(5) { Activation = new Tanh() }, new PiecewiseLinear(new BinnedColumn(3, [-0.51, 0.203, 0.61]), new BinnedColumn(4, [-0.2, 0.7])), new Dropout(0.2)) },
        { "prelu behind an activation", Of(new Dense(5) { Activation = new Tanh() }, new PReLU(-0.5)) },
        { "two of a kind", Of(new FeatureScale(), new FeatureScale(), new Dense(5) { Activation = new Identity() }, new PReLU(), new PReLU()) },
        { "two dropouts", Of(new Dense(5) { Activation = new Tanh() }, new Dropout(0.3), new Dropout(0.2)) },
        { "feature scale", Of(new FeatureScale(), new Dense(5) { Activation = new Tanh() }) },
        { "feature scale in the middle", Of(new Dense(5) { Activation = new GELU() }, new FeatureScale(), new Dropout(0.2)) },
        { "feature scale with codes", Of(new FeatureScale { Codes = [1] }, new Dense(5) { Activation = new Tanh() }) },
        { "residual", Of(new Dense(5) { Activation = new Tanh() }, new Residual(new Dense(5) { Activation = new GELU() })) },
        { "residual at the inputs", Of(new Residual(new Dense(4) { Activation = new Tanh() }), new Dense(5) { Activation = new Sigmoid() }) },
        { "residual of residuals", Of(new Dense(5) { Activation = new Tanh() }, new Residual(new Dense(3) { Activation = new SiLU() }, new Residual(new Dense(3) { Activation = new Tanh() }), new Dense(5) { Activation = new Identity() })) },
        { "residual that ends with dropout", Of(new Dense(5) { Activation = new Tanh() }, new Residual(new Dense(5) { Activation = new GELU() }, new Dropout(0.3))) },
        { "residual that ends with prelu", Of(new Dense(5) { Activation = new Tanh() }, new Residual(new Dense(5) { Activation = new Identity() }, new PReLU()), new Dropout(0.2)) },
        { "residual of dropout alone", Of(new Dense(5) { Activation = new Tanh() }, new Residual(new Dropout(0.3))) },
        { "residual with batch normalization", Of([new Dense(5) { Activation = new Tanh() }, new Residual([.. Hidden.Layer(5, new GELU(), Normalization.Batch, 0.2)])]) },
        { "residual with layer normalization first", Of(new Dense(5) { Activation = new Tanh() }, new Residual(new Normalize(Normalization.Layer) { Activation = new Identity() }, new Dense(5) { Activation = new GELU() })) },
        { "normalization of the inputs", Of(new Normalize(Normalization.Batch) { Activation = new Tanh() }, new Dense(5) { Activation = new Tanh() }) },
        { "normalization behind an activation", Of(new Dense(5) { Activation = new Tanh() }, new Normalize(Normalization.Layer) { Activation = new GELU() }) },
        { "normalization behind a residual", Of(new Dense(5) { Activation = new Tanh() }, new Residual(new Dense(5) { Activation = new GELU() }), new Normalize(Normalization.Layer) { Activation = new Identity() }) },
        { "feature scale of codes alone", Of(new FeatureScale { Codes = [0, 1, 2, 3] }, new Dense(5) { Activation = new Tanh() }) },
        { "an embedding of nothing", Of(new Embedding(), new Dense(5) { Activation = new Tanh() }) },
        { "embedding", Of(new Embedding(new EmbeddedColumn(1, 3, 2)), new Dense(5) { Activation = new Tanh() }) },
        { "two embeddings, noise and dropout", Of(new GaussianNoise(0.2) { Codes = [1, 3] }, new FeatureScale { Codes = [1, 3] }, new Embedding(new EmbeddedColumn(1, 3, 2), new EmbeddedColumn(3, 2, 3)), new Dropout(0.2), new Dense(5) { Activation = new Tanh() }) },
    };

    [Theory]
    [MemberData(nameof(Specs))]
    public void The_gradient_is_the_slope_of_the_cost(string name, NetworkSpec spec)
    {
        foreach ((ulong, uint)? training in ((ulong, uint)?[])[null, (3, 7)])
        {
            foreach (bool weighted in (bool[])[false, true])
            {
                IReadOnlyList<SliceCheck> slices = NetworkGradientCheck.Run(Jittered(spec), Examples(weighted), trainingPass: training);
                Assert.All(slices, slice => Assert.True(slice.Error <= 1e-7, $"{name}, {training}: {slice}"));
                Assert.All(slices, slice => Assert.Equal(0, slice.Unchecked));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void The_input_gradient_is_the_slope_of_an_output(string name, NetworkSpec spec)
    {
        Network<double> network = Jittered(spec);
        Matrix<double> x = Examples(false).X;
        var outputs = new Matrix<double>(Rows, 3);
        var gradient = new Matrix<double>(Rows, Inputs);
        Backpropagation.InputGradient(network, x, 1, outputs, gradient, new Workspace<double>(network, Rows));
        int[] codes = [.. spec.Layers.OfType<Embedding>().SelectMany(layer => layer.Columns.Select(column => column.Column))];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Inputs; column++)
            {
                double slope = codes.Contains(column) ? 0 : Slope(network, x.Row(row).ToArray(), column);
                Assert.True(Math.Abs(slope - gradient[row, column]) <= 1e-7, $"{name}: row {row}, column {column}: {slope}, {gradient[row, column]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void The_jacobian_has_the_derivatives_of_the_residuals(string name, NetworkSpec spec)
    {
        if (spec.NumberedLayers.Any(layer => layer.Normalization != Normalization.None) || spec.Layers[0] is Normalize)
        {
            string message = Assert.Throws<ArgumentException>(() => new NetworkResiduals<double>(new Network<double>(OfSquares(spec)), Numbers())).Message;
            Assert.Contains("levenberg-marquardt does not train networks with", message, StringComparison.Ordinal);
            return;
        }

        Network<double> network = Jittered(OfSquares(spec));
        var objective = new NetworkResiduals<double>(network, Numbers());
        double[] point = network.Parameters.ToArray(), gradient = new double[point.Length], residuals = new double[objective.Residuals];
        var jacobian = new Matrix<double>(objective.Residuals, point.Length);
        double cost = objective.Evaluate(point, gradient);
        objective.Linearize(point, 0, residuals, jacobian);
        Assert.Equal(cost, 0.5 * residuals.Sum(r => r * r), 1e-12);

        // ∇(½Σr²) = Jᵀr, so one walk is held against the other.
        for (int j = 0; j < point.Length; j++)
            Assert.True(Math.Abs(gradient[j] - Enumerable.Range(0, residuals.Length).Sum(i => jacobian[i, j] * residuals[i])) <= 1e-12, $"{name}: parameter {j}");
    }

    // In a residual block too: a step that was taken moves all that is kept, a frozen layer's excepted.
    [Theory]
    [MemberData(nameof(Specs))]
    public void Training_moves_the_running_statistics_wherever_they_are(string name, NetworkSpec spec)
    {
        Network<double> network = Jittered(spec);
        double[] before = network.Statistics.ToArray();
        new Trainer<double>(network, Examples(false), null, new TrainingSettings { Optimizer = new SGD(), Epochs = 1, BatchSize = null, LearningRate = 0.05 }).Run();
        for (int i = 0; i < before.Length; i++)
            Assert.True(before[i] != network.Statistics[i], $"{name}: statistic {i} stays {before[i]}");
    }

    public static TheoryData<LayerSpec> Nothing => new((LayerSpec[])
    [
        new PeriodicEmbedding(), new PiecewiseLinear(), new Embedding(), new FeatureScale(), new FeatureScale { Codes = [0, 1, 2, 3] }, new Dropout(0.4), new GaussianNoise(0.3), new PReLU(1),
    ]);

    // As they start, these leave an evaluation as it is: at the inputs, behind another of their kind, and in the middle.
    [Theory]
    [MemberData(nameof(Nothing))]
    public void A_layer_with_nothing_to_do_lets_its_inputs_through(LayerSpec layer)
    {
        double[] plain = Outputs(new Dense(4) { Activation = new Tanh() });
        Assert.Equal(plain, Outputs(layer, new Dense(4) { Activation = new Tanh() }));
        Assert.Equal(plain, Outputs(layer, layer, new Dense(4) { Activation = new Tanh() }));
        Assert.Equal(plain, Outputs(new Dense(4) { Activation = new Tanh() }, layer));

        static double[] Outputs(params LayerSpec[] layers)
        {
            Network<double> network = Network<double>.Create(Of(layers), 1);
            foreach (ParameterSlice slice in network.Slices.Where(slice => slice.Part == "biases"))
                slice.Of(network.Parameters).Fill(0.25 * slice.Layer);
            var outputs = new Matrix<double>(Rows, 3);
            network.Predict(X(), outputs, new Workspace<double>(network, Rows));
            return outputs.Data;
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Threads_change_no_bit(string name, NetworkSpec spec)
    {
        Assert.NotEmpty(name);
        Assert.Equal(Trained(spec, threads: 1), Trained(spec, threads: 3));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Frozen_layers_keep_their_bytes_and_the_others_have_the_gradient_they_had(string name, NetworkSpec spec)
    {
        Network<double> network = Jittered(spec);
        var evaluator = new CostEvaluator<double>(network, Examples(false), Rows, 1, PieceSettings.Usual);
        int[] rows = [.. Enumerable.Range(0, Rows)];
        bool[] frozen = [.. Enumerable.Range(0, network.NumberedLayers + 1).Select(number => number <= 1)];
        double[] all = new double[network.Parameters.Length], free = new double[all.Length];
        bool batch = spec.Randomness == "batch normalization"; // frozen, it has other outputs
        evaluator.Evaluate(network.Parameters, rows, all, new Pass { IsTraining = !batch });
        evaluator.Evaluate(network.Parameters, rows, free, new Pass { IsTraining = !batch, Frozen = frozen });
        foreach (ParameterSlice slice in network.Slices)
            Assert.True(slice.Of<double>(free).SequenceEqual(slice.Layer <= 1 ? new double[slice.Length] : slice.Of<double>(all)), $"{name}: {slice.Name}");

        double[] kept = network.Statistics.ToArray();
        evaluator.CommitStatistics(new Pass { IsTraining = true, Frozen = [true, true, true, true, true] });
        Assert.Equal(kept, network.Statistics.ToArray());
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void A_trace_has_z_and_a_of_every_numbered_layer(string name, NetworkSpec spec)
    {
        Network<double> network = Jittered(spec);
        Matrix<double> x = Examples(false).X;
        IReadOnlyList<LayerTrace<double>> traces = network.Trace(x);
        Assert.True(traces.Count == spec.NumberedLayers.Count, name);
        var outputs = new Matrix<double>(Rows, 3);
        network.Predict(x, outputs, new Workspace<double>(network, 4));
        Assert.Equal(outputs.Data, traces[^1].A.Data);
        for (int l = 0; l < traces.Count; l++)
            Assert.Equal((spec.NumberedLayers[l].Units, spec.NumberedLayers[l].Units), (traces[l].Z.Columns, traces[l].A.Columns));
    }

    [Fact]
    public void Draws_and_names_are_those_of_the_dense_layer()
    {
        Network<double> plain = Network<double>.Create(Of(new Dense(5), new Dense(5)), 1);
        Network<double> other = Network<double>.Create(
            Of(new FeatureScale(), new Dense(5), new PReLU(), new Dropout(0.1), new Residual(new Dense(5))), 1);
        foreach (ParameterSlice slice in plain.Slices)
            Assert.Equal(slice.Of<double>(plain.Parameters).ToArray(), other.Slices.First(same => same.Name == slice.Name).Of<double>(other.Parameters).ToArray());
        Assert.Equal(
            ["input.scale", "layer1.weights", "layer1.biases", "layer1.slopes", "layer2.weights", "layer2.biases", "layer3.weights", "layer3.biases"],
            other.Slices.Select(slice => slice.Name));
        string[] twice = [.. new Network<double>(Of(new FeatureScale(), new FeatureScale())).Slices.Select(slice => slice.Name)];
        Assert.Equal(["input.scale", "input.scale2", "layer1.weights", "layer1.biases"], twice);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_reason()
    {
        Refused("a residual block adds its branch to its inputs, and a branch of 3 outputs does not fit 5 inputs: give them the same width", new Dense(5), new Residual(new Dense(3)));
        Refused("embedded column 4 of 4 inputs, expected at most 3", new Embedding(new EmbeddedColumn(4, 2, 2)));
        Refused("prelu has parameters, so it is a layer of its own: use identity and put the layer PReLU behind", new Dense(5) { Activation = new ParametricReLU() });
        Refused("column 4 of codes among 4 inputs, expected at most 3", new FeatureScale { Codes = [0, 4] });
        Refused("column 4 of codes among 4 inputs, expected at most 3", new GaussianNoise(0.1) { Codes = [4] });
        Refused("an embedding of 4294967293 outputs, expected at most 2147483591", new Embedding(new EmbeddedColumn(0, 1, int.MaxValue - 2), new EmbeddedColumn(1, 1, int.MaxValue - 1), new EmbeddedColumn(2, 1, 1)));
        Refused("softmax is for the output only, not for hidden layer 2", new Dense(5), new Dense(5) { Activation = new Softmax() }, new Normalize(Normalization.Layer));
        Refused("softmax is for the output only, not for hidden layer 0", new Normalize(Normalization.Layer) { Activation = new Softmax() });
        Refused("initializer unit-variance looks at what enters a dense layer, and cannot stand here: unit-variance is for weights and he-plus for biases, in networks without residual blocks and normalization", new Residual(new Dense(4) { WeightInitializer = new UnitVariance() }));
        Refused("column 4 among 4 inputs, expected at most 3", new PeriodicEmbedding(4));
        Assert.Throws<ArgumentException>(() => new PeriodicEmbedding(1, 1));
        Assert.Throws<ArgumentException>(() => new PeriodicEmbedding(1) { Size = 1 });
        Assert.Throws<ArgumentException>(() => new PiecewiseLinear(new BinnedColumn(0, [1, 1])));
        Assert.Throws<ArgumentException>(() => new PiecewiseLinear(new BinnedColumn(0, [1])));
        Assert.Throws<ArgumentException>(() => new Mixed(new Softmax()));
        Assert.Throws<ArgumentException>(() => new Mixed(new ParametricReLU()));
        Assert.Throws<ArgumentException>(() => new FeatureScale { Codes = [1, 1] });
        Assert.Throws<ArgumentException>(() => new GaussianNoise(0.1) { Codes = [-1] });
        Assert.Throws<ArgumentException>(() => new Residual([]));
        Assert.Throws<ArgumentException>(() => new Embedding(new EmbeddedColumn(1, 2, 2), new EmbeddedColumn(1, 2, 2)));
        Assert.Throws<ArgumentException>(() => new Embedding(new EmbeddedColumn(1, 0, 2)));
        string last = Assert.Throws<ArgumentException>(() => new Network<double>(new NetworkSpec(2, new Dense(2), new PReLU()))).Message;
        Assert.Equal("the last layer is prelu, expected dense: it gives the outputs", last);

        static void Refused(string reason, params LayerSpec[] layers)
            => Assert.Equal(reason, Assert.Throws<ArgumentException>(() => new Network<double>(Of(layers))).Message);
    }

    [Fact]
    public void A_full_batch_solver_trains_beside_batch_normalization_that_is_frozen()
    {
        NetworkSpec spec = Of([.. Hidden.Layer(5, new Tanh(), Normalization.Batch)]);
        Network<double> network = Jittered(spec);
        double[] before = network.Parameters.ToArray(), kept = network.Statistics.ToArray();
        TrainingSettings options = new() { Optimizer = new LBFGS(), Epochs = 5, Frozen = [1] };
        new Trainer<double>(network, Examples(false), null, options).Run();
        foreach (ParameterSlice slice in network.Slices)
            Assert.Equal(slice.Layer == 1, slice.Of<double>(before).SequenceEqual(slice.Of(network.Parameters)));
        Assert.Equal(kept, network.Statistics.ToArray());
        string message = Assert.Throws<ArgumentException>(() => new Trainer<double>(network, Examples(false), null, options with { Frozen = [2] })).Message;
        Assert.Contains("cannot train with batch normalization", message, StringComparison.Ordinal);
    }

    private static NetworkSpec Of(params LayerSpec[] layers)
        => new(Inputs, [.. layers, new Dense(3) { Activation = new Softmax() }]) { Loss = new CrossEntropy(), Penalties = [new L2(0.1)] };

    private static NetworkSpec OfSquares(NetworkSpec spec) => new(Inputs, [.. spec.Layers.SkipLast(1), new Dense(2) { Activation = new Tanh() }]) { Penalties = [new L2(0.1)] };

    // Every parameter is drawn, so that no gradient is 0 by symmetry.
    internal static Network<double> Jittered(NetworkSpec spec)
    {
        Network<double> network = Network<double>.Create(spec, 1);
        for (int i = 0; i < network.Parameters.Length; i++)
            network.Parameters[i] += 0.3 * new CounterRandom(5, 91).Normal((uint)i);
        for (int i = 0; i < network.Statistics.Length; i++)
            network.Statistics[i] += 0.1 * (i + 1);
        return network;
    }

    private static double[] Trained(NetworkSpec spec, int threads)
    {
        Network<double> network = Jittered(spec);
        new Trainer<double>(network, Examples(false), null, new TrainingSettings { Optimizer = new Adam(), Epochs = 3, BatchSize = 4, LearningRate = 0.05 }, threads: threads).Run();
        return [.. network.Parameters, .. network.Statistics];
    }

    // Columns 1 and 3 are codes, some of which no embedding has.
    private static Examples<double> Examples(bool weighted)
        => new(X(), [.. Enumerable.Range(0, Rows).Select(row => row % 3)], 3, weighted ? [.. Enumerable.Range(0, Rows).Select(row => 0.5 + row)] : null);

    private static Examples<double> Numbers()
    {
        var targets = new Matrix<double>(Rows, 2);
        for (int i = 0; i < targets.Data.Length; i++)
            targets.Data[i] = new CounterRandom(9, 103).Uniform((uint)i);
        return new Examples<double>(X(), targets);
    }

    private static Matrix<double> X()
    {
        var random = new CounterRandom(7, 101);
        var x = new Matrix<double>(Rows, Inputs);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = i % 2 == 1 ? i / 2 % 5 : random.Normal((uint)i);
        return x;
    }

    private static double Slope(Network<double> network, double[] x, int column)
    {
        const double Step = 1e-6;
        double[] up = [.. x], down = [.. x], high = new double[3], low = new double[3];
        up[column] += Step;
        down[column] -= Step;
        network.Predict(up, high);
        network.Predict(down, low);
        return (high[1] - low[1]) / (2 * Step);
    }
}
