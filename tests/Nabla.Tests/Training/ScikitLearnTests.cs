using System.Text.Json;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Loss curves held against scikit-learn's MLPClassifier and MLPRegressor, started from the same weights.</summary>
public class ScikitLearnTests
{
    private const double Tolerance = 1e-9;

    private static readonly Lazy<JsonElement> Fixtures = new(() => Fixture.Json("Training/sklearn_mlp.json"));

    public static TheoryData<string> Names => [.. Fixtures.Value.GetProperty("runs").EnumerateObject().Select(run => run.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_loss_curve_and_the_last_parameters_are_those_of(string name)
    {
        JsonElement file = Fixtures.Value, run = file.GetProperty("runs").GetProperty(name);
        double[] losses = run.GetProperty("losses").Doubles(), last = run.GetProperty("last").Doubles();
        Matrix<double> x = Matrix<double>.From(file.GetProperty("x").Rows());
        bool classes = run.GetProperty("target").GetString() == "classes";
        Examples<double> examples = classes
            ? new(x, [.. file.GetProperty("classes").Doubles().Select(label => (int)label)], 3)
            : new(x, new Matrix<double>(file.GetProperty("values").Doubles(), x.Rows, 1));
        Activation activation = run.GetProperty("activation").GetString() switch { "tanh" => new Nabla.Networks.Tanh(), "relu" => new ReLU(), _ => new Sigmoid() };
        Dense output = classes ? new(3) { Activation = new Softmax() } : new(1) { Activation = new Identity() };
        var network = new Network<double>(new NetworkSpec(3, new Dense(5) { Activation = activation }, new Dense(4) { Activation = activation }, output)
        {
            Loss = classes ? new CrossEntropy() : new HalfSquaredError(),
            Penalties = [new L2(0.05)],
        });
        file.GetProperty("starts").GetProperty(classes ? "classes" : "values").Doubles().CopyTo(network.Parameters);

        string[] rule = run.GetProperty("rule").GetString()!.Split(' ');
        TrainingResult result = new Trainer<double>(network, examples, null, new TrainingSettings
        {
            Optimizer = rule[0] switch
            {
                "sgd" => new SGD(),
                "momentum" => new Momentum(0.9),
                "nesterov" => new Nesterov(0.9),
                _ => new Adam(EpsilonFirst: true),
            },
            LearningRate = rule[0] == "adam" || (rule[0] != "sgd" && rule[1] == "constant") ? 0.02 : 0.1,
            Schedule = rule[^1] switch
            {
                "invscaling" => new InverseScalingByExample(rule[0] == "sgd" ? 0.3 : 0.5, x.Rows),
                "adaptive" => new AdaptiveRate(0.02, 2),
                _ => new ConstantRate(),
            },
            Shuffle = false,
            BatchSize = 16,
            Epochs = 20,
        }).Run();

        Assert.Equal(20, losses.Length);
        Assert.All(losses.Zip(result.LossCurve.Skip(1)), pair => Assert.Equal(pair.First, pair.Second, Tolerance * Math.Abs(pair.First)));
        Assert.All(last.Zip(network.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        if (rule[^1] == "adaptive")
            Assert.True(result.History[^1].LearningRate < 0.1, "the rate fell");
    }

    /// <summary>Scikit-learn's invscaling: time counts the examples that were seen before the epoch.</summary>
    private sealed record InverseScalingByExample(double Power, int Examples) : Schedule
    {
        public override Notation Notation => new("inverse-scaling-by-example", this.Power, this.Examples);

        public override double Factor(double time, ScheduleState state) => 1 / Math.Pow((time * this.Examples) + 1, this.Power);
    }
}
