using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Networks;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Frozen layers keep their bytes, whatever trains the others; rate factors scale what a layer's step would be.</summary>
public class FreezingTests
{
    public static TheoryData<string> Optimizers =>
    [
        .. UpdateRule.All.Select(entry => entry.Name is "clip-value" or "clip-norm" or "decay" ? $"{entry.Name},sgd" : entry.Name),
        "clip-norm:0.1,decay:0.5,momentum",
        .. FullBatchSolver.All.Select(entry => entry.Name),
    ];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Frozen_slices_keep_their_bytes_and_the_others_are_trained(string optimizer)
    {
        bool rule = Optimizer.Parse(optimizer) is UpdateRule;
        foreach (int[] frozen in (int[][])[[1], [0, 1], [2], [3], [1, 3]])
        {
            Network<double> network = Network<double>.Create(Spec(rule ? Normalization.Batch : Normalization.None), 3);
            double[] before = network.Parameters.ToArray(), statistics = network.Statistics.ToArray();
            Train(network, new TrainingSettings { Optimizer = Optimizer.Parse(optimizer), Frozen = [.. frozen], MaxNorm = rule ? 0.5 : null, Epochs = 3, LearningRate = 0.05, BatchSize = 5 });
            foreach (ParameterSlice slice in network.Slices)
            {
                bool same = slice.Of<double>(before).SequenceEqual(slice.Of<double>(network.Parameters));
                Assert.True(same == frozen.Contains(slice.Layer), $"{string.Join(',', frozen)}: {slice.Name} {(same ? "stayed" : "changed")}");
            }

            foreach (ParameterSlice slice in network.StatisticsSlices)
                Assert.Equal(frozen.Contains(slice.Layer), slice.Of<double>(statistics).SequenceEqual(slice.Of<double>(network.Statistics)));
        }
    }

    [Fact]
    public void A_solver_sees_the_free_parameters_only()
    {
        // The output layer alone is a linear least squares problem: Levenberg–Marquardt solves it in one step, and its gradient is 0 there.
        Network<double> network = Network<double>.Create(Spec(Normalization.None), 3);
        Examples<double> examples = Examples();
        Train(network, new TrainingSettings { Optimizer = new LevenbergMarquardt(), Frozen = [0, 1, 2], Epochs = 5, Tolerance = 0 });
        var gradient = new double[network.Parameters.Length];
        new NetworkObjective<double>(network, examples).Evaluate(network.Parameters, gradient);
        Assert.All(network.Slices.Where(slice => slice.Layer == 3), slice => Assert.All(slice.Of<double>(gradient).ToArray(), g => Assert.Equal(0, g, 1e-10)));
    }

    [Fact]
    public void A_rate_factor_scales_the_steps_of_its_layer()
    {
        Network<double> start = Network<double>.Create(Spec(Normalization.None), 3);
        double[] Moved(params double[] factors)
        {
            Network<double> network = Network<double>.Create(start.Spec, 3);
            Train(network, new TrainingSettings { Optimizer = new SGD(), RateFactors = ValueList.Create<double>(factors), Epochs = 1, BatchSize = null, LearningRate = 0.25 });
            return [.. network.Parameters.ToArray().Zip(start.Parameters.ToArray(), (now, before) => now - before)];
        }

        double[] plain = Moved(), scaled = Moved(0.5, 1, 2);
        foreach (ParameterSlice slice in start.Slices)
        {
            double factor = slice.Layer switch { 2 => 1, 3 => 2, _ => 0.5 };
            for (int i = slice.Offset; i < slice.Offset + slice.Length; i++)
                Assert.Equal(factor * plain[i], scaled[i], 1e-15);
        }
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_the_reason()
    {
        Refused("frozen layer 4, the network has layers 1 to 3 (0 stands for what comes before layer 1)", new TrainingSettings { Frozen = [4] });
        Refused("every layer is frozen, so there is nothing to train", new TrainingSettings { Frozen = [0, 1, 2, 3] });
        Refused("2 rate factors for 3 layers, expected one for each", new TrainingSettings { RateFactors = [1, 2] });
        Refused("rate factors [1, -1, 1], expected numbers from 0", new TrainingSettings { RateFactors = [1, -1, 1] });
        Refused("bfgs finds its steps itself, so it has no learning rate for rate factors; freeze layers instead", new TrainingSettings { Optimizer = new BFGS(), RateFactors = [1, 2, 3] });

        static void Refused(string reason, TrainingSettings options)
            => Assert.Equal(reason, Assert.Throws<ArgumentException>(() => Train(Network<double>.Create(Spec(Normalization.None), 3), options)).Message);
    }

    private static NetworkSpec Spec(Normalization normalization) => new(
        3,
        [
            new FeatureScale(),
            .. Hidden.Layer(4, new Tanh(), normalization),
            new PReLU(),
            .. Hidden.Layer(4, new Sigmoid(), normalization),
            new Dense(2) { Activation = new Identity() },
        ])
    {
        Penalties = [new L2(0.01)],
    };

    private static void Train(Network<double> network, TrainingSettings options) => new Trainer<double>(network, Examples(), null, options).Run();

    private static Examples<double> Examples()
    {
        var random = new CounterRandom(7, 101);
        Matrix<double> x = new(17, 3), y = new(17, 2);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = random.Normal((uint)i);
        for (int i = 0; i < y.Data.Length; i++)
            y.Data[i] = random.Normal((uint)i, 1);
        return new Examples<double>(x, y);
    }
}
