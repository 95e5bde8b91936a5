using System.Globalization;
using System.Text;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Tests.Learning;

/// <summary>The numbers of docs/guide/backpropagation.md: by plain formulas here, and the same by the library.</summary>
public class BackpropagationGuideTests
{
    private const string Page = "backpropagation.md";
    private const double Rate = 0.5;

    private static readonly double[] X = [1.5, 2, 3], Y = [0];

    // W1, a row for each input; b1; W2; b2.
    private static readonly double[] Start = [.2, .4, .6, .2, .4, .6, .2, .4, .6, .8, .8, .8, .5, .5, .5, .2];

    [Fact]
    public void The_worked_example_goes_forwards_backwards_and_a_step_down()
    {
        var network = new PlainNetwork(3, 3, 1) { Parameters = [.. Start] };
        (double[] z1, double[] h, double[] z2, double[] output) = network.Forward(X);
        (double[] delta1, double[] delta2) = network.Deltas(X, Y);
        (double cost, double[] gradient) = network.CostAndGradient([X], [Y]);
        var next = new PlainNetwork(3, 3, 1) { Parameters = [.. Start.Zip(gradient, (θ, g) => θ - (Rate * g))] };

        var spec = new NetworkSpec(3, new Dense(3) { Activation = new Sigmoid() }, new Dense(1) { Activation = new Sigmoid() }) { Loss = new HalfSquaredError() };
        var found = new double[Start.Length];
        var objective = new NetworkObjective<double>(new Network<double>(spec), new Examples<double>(Matrix<double>.From(X), Matrix<double>.From(Y)));
        Assert.Equal(cost, objective.Evaluate(Start, found), 1e-14);
        Assert.All(gradient.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-14));

        var text = new StringBuilder("```text\n");
        void Line(string name, string formula, params double[] values)
            => text.Append(CultureInfo.InvariantCulture, $"{name,-6} = {formula,-31} = {string.Join("  ", values.Select(value => Number(value, 6)))}\n");
        Line("z1", "x·W1 + b1", z1);
        Line("h1", "σ(z1)", h);
        Line("z2", "h1·W2 + b2", z2);
        Line("h2", "σ(z2)", output);
        Line("C", "½·(h2 − y)²", cost);
        text.Append('\n');
        Line("δ2", "(h2 − y)·h2·(1 − h2)", delta2);
        Line("∂C/∂b2", "δ2", gradient[15]);
        Line("∂C/∂W2", "h1ᵀ·δ2", gradient[12..15]);
        Line("δ1", "(δ2·W2ᵀ) ⊙ h1 ⊙ (1 − h1)", delta1);
        Line("∂C/∂b1", "δ1", gradient[9..12]);
        Line("∂C/∂W1", "xᵀ·δ1, first row 1.5·δ1", gradient[0..3]);
        Line(string.Empty, "second row 2·δ1", gradient[3..6]);
        Line(string.Empty, "third row 3·δ1", gradient[6..9]);
        text.Append('\n');
        Line("h2", "after W ← W − ½·∂C/∂W and b too", next.Forward(X).A2);
        Line("C", "½·(h2 − y)²", next.CostAndGradient([X], [Y]).Cost);
        Assert.True(next.CostAndGradient([X], [Y]).Cost < cost);
        PageBlock.Holds(Page, "worked", text.Append("```").ToString());
    }

    [Fact]
    public void A_bias_is_the_weight_of_an_input_that_is_always_1()
    {
        var with = new PlainNetwork(3, 3, 1) { Parameters = [.. Start] };
        double[] x = [.. X, 1], weights = [.. Start[..9], .. Start[9..12]]; // b1 becomes the last row of W1
        double[] z = [.. Enumerable.Range(0, 3).Select(j => x.Select((value, i) => value * weights[(i * 3) + j]).Sum())];
        Assert.Equal(with.Forward(X).Z1, z);
        double[] delta = with.Deltas(X, Y).Delta1;
        Assert.Equal(with.CostAndGradient([X], [Y]).Gradient[9..12], delta.Select(d => 1 * d));
    }

    [Fact]
    public void Cross_entropy_keeps_its_slope_where_the_squared_error_loses_it()
    {
        IEnumerable<string[]> rows = new double[] { -6, -3, 0, 3 }.Select(z =>
        {
            double a = PlainNetwork.Value("sigmoid", z), slope = PlainNetwork.Derivative("sigmoid", z);
            return (string[])[Number(z, 0), Number(a, 4), Number(slope, 4), Number((a - 1) * slope, 4), Number(a - 1, 4)];
        });
        PageBlock.Holds(Page, "cross-entropy", PageBlock.Table(["z", "a = σ(z)", "σ′(z)", "δ of ½·(a − y)²", "δ of the cross-entropy"], rows));
    }

    private static string Number(double value, int digits) => value.ToString("F" + digits, CultureInfo.InvariantCulture).Replace('-', '−');
}
