using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Rates of parts, what decays, and schedules of decay and dropout: each against its formula.</summary>
public class PartRateTests
{
    private static readonly NetworkSpec Spec = new(
        2, new FeatureScale(), new Dense(3) { Activation = new Identity(), BiasInitializer = new Normal(0, 1) }, new Mixed(new SELU()), new Dense(1) { Activation = new Identity() });

    private static readonly TrainingSettings Settings = new()
    {
        Optimizer = new SGD(),
        LearningRate = 0.5,
        WeightDecay = 0.25,
        BatchSize = null,
        Epochs = 1,
        RateFactors = [1, 2],
        PartRates = [new("scale", 6), new("mix", 0.1), new("biases", 0.1)],
    };

    // Where the targets are the outputs the gradient is 0, so that a step is decay alone.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decay_goes_with_the_rate_of_weights_or_with_its_square_of_all_but_biases(bool all)
    {
        (double[] before, double[] after, Network<double> network) = Trained(Settings with { DecayAll = all });
        foreach (ParameterSlice slice in network.Slices)
        {
            double rate = (slice.Layer == 2 ? 2 : 1) * (slice.Part switch { "scale" => 6, "mix" or "biases" => 0.1, _ => 1 });
            double decay = all ? (slice.Part == "biases" ? 0 : rate * rate) : slice.IsWeight ? rate : 0;
            foreach ((double old, double now) in slice.Of<double>(before).ToArray().Zip(slice.Of<double>(after).ToArray()))
                Assert.Equal(old * (1 - (0.5 * 0.25 * decay)), now, 1e-12);
        }
    }

    [Theory]
    [InlineData("sgd", 0.25)]
    [InlineData("adamw:0.25", 0)]
    public void A_schedule_of_decay_is_a_factor_beside_the_learning_rate(string rule, double decay)
    {
        (double[] before, double[] after, Network<double> network) = Trained(Settings with
        {
            Optimizer = Optimizer.Parse(rule),
            WeightDecay = decay,
            RateFactors = null,
            PartRates = null,
            Epochs = 2,
            DecaySchedule = new CosineDecay(2),
        });
        ParameterSlice weights = network.Slices.First(slice => slice.IsWeight);

        // Factors 1 and ½; the first step moves the outputs, so that of the second only sgd's decay is seen alone.
        if (rule == "sgd")
            Assert.NotEqual(before[weights.Offset] * (1 - 0.125), after[weights.Offset]);
        (_, double[] once, _) = Trained(Settings with { Optimizer = Optimizer.Parse(rule), WeightDecay = decay, RateFactors = null, PartRates = null, DecaySchedule = new StepDecay(1, 0.5) });
        Assert.Equal(before[weights.Offset] * (1 - 0.125), once[weights.Offset], 1e-9);
        (_, double[] none, _) = Trained(Settings with { Optimizer = Optimizer.Parse(rule), WeightDecay = decay, RateFactors = null, PartRates = null, DecaySchedule = new FlatCosine(1e-9) });
        (_, double[] flat, _) = Trained(Settings with { Optimizer = Optimizer.Parse(rule), WeightDecay = decay, RateFactors = null, PartRates = null });
        Assert.Equal(once, none); // time 0 is the beginning
        Assert.Equal(once, flat);
    }

    [Fact]
    public void A_schedule_of_dropout_is_a_factor_of_its_probability()
    {
        var spec = new NetworkSpec(2000, new Dropout(0.5), new Dense(1) { Activation = new Identity() });
        var x = new Matrix<double>(1, 2000);
        Array.Fill(x.Data, 1);
        foreach (double factor in (double[])[1, 0.5, 0.1])
        {
            Network<double> network = Network<double>.Create(spec, 1);
            double[] gradient = new double[network.Parameters.Length];
            var evaluator = new CostEvaluator<double>(network, new Examples<double>(x, new Matrix<double>(1, 1)), 1, 1, PieceSettings.Usual);
            evaluator.Evaluate(network.Parameters, [0], gradient, new Pass { IsTraining = true, Seed = 1, DropoutFactor = factor });
            int left = network.Slices[0].Of<double>(gradient).ToArray().Count(g => g == 0);
            Assert.InRange(left / 2000.0, (0.5 * factor) - 0.04, (0.5 * factor) + 0.04);
        }

        Assert.Equal(
            Passed(new Dropout(0), new Pass { IsTraining = true }),
            Passed(new Dropout(0.5), new Pass { IsTraining = true, DropoutFactor = 0 }));

        double Passed(Dropout dropout, Pass pass)
        {
            Network<double> network = Network<double>.Create(new NetworkSpec(2000, dropout, new Dense(1) { Activation = new Identity() }), 1);
            return new CostEvaluator<double>(network, new Examples<double>(x, new Matrix<double>(1, 1)), 1, 1, PieceSettings.Usual).Evaluate(network.Parameters, [0], [], pass).Cost;
        }
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Refused("reduce", Settings with { DropoutSchedule = new ReduceOnPlateau() }, "goes by losses and is for the learning rate alone");
        Refused("decay", Settings with { WeightDecay = 0, DecaySchedule = new CosineDecay() }, "a schedule of weight decay with sgd and no weight decay: name one with WeightDecay (--weight-decay)");
        Refused("solver", new() { Optimizer = new LBFGS(), PartRates = [new("biases", 1)] }, "lbfgs takes all rows at once and finds its steps itself");
        Assert.Throws<FormatException>(() => PartRate.Parse("biases"));
        Assert.Throws<FormatException>(() => PartRate.Parse("biases:-1"));

        static void Refused(string name, TrainingSettings settings, string reason)
        {
            var e = Assert.Throws<ArgumentException>(settings.Validate);
            Assert.True(e.Message.Contains(reason, StringComparison.Ordinal), $"{name}: {e.Message}");
        }
    }

    private static (double[] Before, double[] After, Network<double> Network) Trained(TrainingSettings settings)
    {
        Network<double> network = Network<double>.Create(Spec, 3);
        var x = new Matrix<double>(4, 2);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = new CounterRandom(1, 103).Normal((uint)i);
        var y = new Matrix<double>(4, 1);
        network.Predict(x, y, new Workspace<double>(network, 4));
        double[] before = network.Parameters.ToArray();
        new Trainer<double>(network, new Examples<double>(x, y), null, settings).Run();
        return (before, network.Parameters.ToArray(), network);
    }
}
