using System.Globalization;
using System.Text;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Tests.Learning;

/// <summary>docs/guide/test-your-own-network.md: its numbers by plain loops, the same by the library, and its tests as a reader runs them.</summary>
public class OwnNetworkGuideTests
{
    private const string Page = "test-your-own-network.md";

    private static readonly double[][] X = [[0.5, -1], [1.5, 2]], Y = [[1, 0], [0, 1]];

    private static readonly double[] Weights =
    [
        0.1, -0.2, 0.3, 0.4, 0.5, -0.6, // W1, a row for each input
        0.1, -0.1, 0.2, // b1
        0.7, -0.8, 0.9, 0.1, -0.3, 0.2, // W2, a row for each hidden unit
        0.05, -0.05, // b2
    ];

    public static TheoryData<string, string, string> Networks => new()
    {
        { "sigmoid", "sigmoid", "half squared error" },
        { "sigmoid", "sigmoid", "binary cross-entropy" },
        { "sigmoid", "softmax", "cross-entropy" },
        { "tanh", "softmax", "cross-entropy" },
        { "relu", "softmax", "cross-entropy" },
        { "leaky relu", "softmax", "cross-entropy" },
    };

    [Fact]
    public void The_activations_are_those_of_the_page()
    {
        double[] z = [-2, -0.5, 0.5, 2];
        string[] names = ["sigmoid", "tanh", "relu", "leaky relu"];
        Activation[] library = [new Sigmoid(), new Tanh(), new ReLU(), new LeakyReLU(0.01)];
        foreach ((string name, Activation activation) in names.Zip(library))
        {
            var network = new Network<double>(new NetworkSpec(1, new Dense(1) { Activation = activation, Bias = false }, new Dense(1) { Activation = new Identity() }));
            network.Parameters[0] = 1;
            Assert.All(z, value => Assert.Equal(PlainNetwork.Value(name, value), network.Trace(Matrix<double>.From([value]))[0].A[0, 0], 1e-14));
        }

        string table = PageBlock.Table(
            ["z", .. names.SelectMany(name => new[] { $"{name}: f(z)", "f′(z)" })],
            z.Select(value => (string[])[Text(value, 1), .. names.SelectMany(name => new[] { Text(PlainNetwork.Value(name, value)), Text(PlainNetwork.Derivative(name, value)) })]));
        string softmax = $"softmax(1, 2, 3) = ({string.Join(", ", PlainNetwork.Softmax([1, 2, 3]).Select(a => Text(a)))}); softmax(1001, 1002, 1003) is the same.";
        Assert.Equal(PlainNetwork.Softmax([1, 2, 3]), PlainNetwork.Softmax([1001, 1002, 1003]));
        PageBlock.Holds(Page, "activations", table + "\n" + softmax);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Each_network_is_that_of_the_page(string hidden, string output, string cost)
    {
        var plain = new PlainNetwork(2, 3, 2) { HiddenActivation = hidden, OutputActivation = output, Cost = cost, Parameters = [.. Weights] };
        (double mean, double[] gradient) = plain.CostAndGradient(X, Y);

        Activation Of(string name) => Activation.All.Parse(name.Replace(' ', '-'));
        var spec = new NetworkSpec(2, new Dense(3) { Activation = Of(hidden) }, new Dense(2) { Activation = Of(output) })
        {
            Loss = cost switch { "half squared error" => new HalfSquaredError(), "cross-entropy" => new CrossEntropy(), _ => new BinaryCrossEntropy() },
        };
        var found = new double[gradient.Length];
        double engine = new NetworkObjective<double>(new Network<double>(spec), new Examples<double>(Matrix<double>.From(X), Matrix<double>.From(Y))).Evaluate(Weights, found);
        Assert.Equal(mean, engine, 1e-14);
        Assert.All(gradient.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-14));

        var text = new StringBuilder("```text\n");
        for (int i = 0; i < X.Length; i++)
        {
            (double[] z1, double[] a1, double[] z2, double[] a2) = plain.Forward(X[i]);
            (double[] delta1, double[] delta2) = plain.Deltas(X[i], Y[i]);
            text.Append(CultureInfo.InvariantCulture, $"example {i + 1}\n");
            foreach ((string name, double[] values) in new[] { ("z1", z1), ("a1", a1), ("z2", z2), ("a2", a2), ("δ2", delta2), ("δ1", delta1) })
                text.Append(Line(name, values));
        }

        text.Append(CultureInfo.InvariantCulture, $"cost  {mean:F10}\n");
        text.Append(Line("∂W1", gradient[..3])).Append(Line(string.Empty, gradient[3..6])).Append(Line("∂b1", gradient[6..9]));
        text.Append(Line("∂W2", gradient[9..11])).Append(Line(string.Empty, gradient[11..13])).Append(Line(string.Empty, gradient[13..15])).Append(Line("∂b2", gradient[15..]));
        PageBlock.Holds(Page, $"{hidden} {output} {cost}".Replace(' ', '-'), text.Append("```").ToString());
    }

    [Fact]
    public void One_neuron_by_hand()
    {
        // x = 2, w = 0.5, b = −0.5: z = 0.5, a = σ(0.5) = 0.6224593312. With y = 1 the cost is ½·(a − 1)² = 0.0712684783.
        // δ = (a − 1)·a·(1 − a) = −0.0887234587, ∂C/∂w = 2·δ, ∂C/∂b = δ.
        double x = 2, y = 1, w = 0.5, b = -0.5;
        double a = 1 / (1 + Math.Exp(-((w * x) + b))), delta = (a - y) * a * (1 - a);
        Assert.Equal(0.6224593312, a, 1e-10);
        Assert.Equal(0.0712684783, (a - y) * (a - y) / 2, 1e-10);
        Assert.Equal(-0.0887234587, delta, 1e-10);
        Assert.Equal(-0.1774469173, x * delta, 1e-10);
    }

    [Fact]
    public void Shapes()
    {
        var network = new PlainNetwork(4, 5, 3);
        Assert.Equal((4 * 5) + 5 + (5 * 3) + 3, network.Parameters.Length);
        Assert.Equal(3, network.Forward([1, 2, 3, 4]).A2.Length);
        Assert.Equal(network.Parameters.Length, network.CostAndGradient([[1, 2, 3, 4]], [[0, 0, 1]]).Gradient.Length);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Central_differences(string hidden, string output, string cost)
    {
        var network = new PlainNetwork(2, 3, 2) { HiddenActivation = hidden, OutputActivation = output, Cost = cost, Parameters = [.. Weights] };
        double[] gradient = network.CostAndGradient(X, Y).Gradient;
        for (int i = 0; i < gradient.Length; i++)
        {
            double CostAt(double change)
            {
                network.Parameters[i] += change;
                double found = network.CostAndGradient(X, Y).Cost;
                network.Parameters[i] -= change;
                return found;
            }

            double numeric = (CostAt(1e-5) - CostAt(-1e-5)) / 2e-5;
            Assert.Equal(numeric, gradient[i], 1e-9);
        }
    }

    [Fact]
    public void The_cost_falls_and_a_few_rows_are_learned()
    {
        // Four points whose classes no line separates. 500 steps down the gradient get all of them right.
        double[][] x = [[0, 0], [0, 1], [1, 0], [1, 1]], y = [[1, 0], [0, 1], [0, 1], [1, 0]];
        var random = new Random(1);
        var network = new PlainNetwork(2, 8, 2) { HiddenActivation = "tanh", OutputActivation = "softmax", Cost = "cross-entropy" };
        for (int i = 0; i < network.Parameters.Length; i++)
            network.Parameters[i] = (2 * random.NextDouble()) - 1;
        double before = double.PositiveInfinity;
        for (int step = 0; step < 500; step++)
        {
            (double cost, double[] gradient) = network.CostAndGradient(x, y);
            Assert.True(cost < before, "each step makes the cost smaller; if not, the step is too large or the gradient wrong");
            before = cost;
            for (int i = 0; i < gradient.Length; i++)
                network.Parameters[i] -= 0.2 * gradient[i];
        }

        Assert.All(x.Zip(y), row => Assert.Equal(row.Second[1] == 1, network.Forward(row.First).A2[1] > 0.5));
    }

    private static string Text(double value, int digits = 10) => value.ToString("F" + digits, CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Line(string name, double[] values)
        => $"  {name,-3} {string.Concat(values.Select(value => $" {Text(value),14}"))}\n";
}
