using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Networks;

/// <summary>Slopes of outputs against central differences.</summary>
public class InputGradientTests
{
    private const int Rows = 5;

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (string hidden in Activation.All.Select(entry => entry.Name).Where(name => name != "softmax"))
            {
                foreach (string output in (string[])["identity", "sigmoid", "softmax"])
                    pairs.Add(hidden, output);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void It_is_the_slope_of_the_output(string hidden, string output)
        => Check(Spec(Activation.All.Parse(hidden), Activation.All.Parse(output), Normalization.None));

    [Theory]
    [InlineData(Normalization.Batch)]
    [InlineData(Normalization.Layer)]
    public void It_goes_through_normalization(Normalization normalization)
        => Check(Spec(new Tanh(), new Softmax(), normalization));

    [Fact]
    public void A_linear_network_has_its_weights_as_slopes()
    {
        var spec = new NetworkSpec(3, [new Dense(2) { Activation = new Identity() }]) { Loss = new HalfSquaredError() };
        Network<double> network = Network<double>.Create(spec, 1);
        (Matrix<double> _, Matrix<double> gradient) = Gradient(network, Examples(), 1);
        for (int i = 0; i < 3; i++)
            Assert.Equal(network.Slices[0].MatrixOf(network.Parameters)[i, 1], gradient[0, i]);
    }

    private static NetworkSpec Spec(Activation hidden, Activation output, Normalization normalization) => new(3, [
        .. Hidden.Layer(5, hidden, normalization),
        .. Hidden.Layer(4, hidden, normalization),
        new Dense(2) { Activation = output },
    ])
    {
        Loss = output is Softmax ? new CrossEntropy() : new HalfSquaredError(),
    };

    private static void Check(NetworkSpec spec)
    {
        Network<double> network = Network<double>.Create(spec, 7);
        for (int i = 0; i < network.Statistics.Length; i++)
            network.Statistics[i] = 0.5 + (0.1 * i); // running means and variances as after training
        Matrix<double> x = Examples();
        for (int output = 0; output < 2; output++)
        {
            (Matrix<double> outputs, Matrix<double> gradient) = Gradient(network, x, output);
            Assert.Equal(Predict(network, x)[0, output], outputs[0, output]);
            const double Step = 1e-6;
            for (int column = 0; column < x.Columns; column++)
            {
                Matrix<double> up = Examples(), down = Examples();
                for (int row = 0; row < Rows; row++)
                {
                    up[row, column] += Step;
                    down[row, column] -= Step;
                }

                Matrix<double> high = Predict(network, up), low = Predict(network, down);
                for (int row = 0; row < Rows; row++)
                    Assert.Equal((high[row, output] - low[row, output]) / (2 * Step), gradient[row, column], 1e-8);
            }
        }
    }

    private static (Matrix<double> Outputs, Matrix<double> Gradient) Gradient(Network<double> network, Matrix<double> x, int output)
    {
        var outputs = new Matrix<double>(x.Rows, network.Spec.Outputs);
        var gradient = new Matrix<double>(x.Rows, x.Columns);
        Backpropagation.InputGradient(network, x, output, outputs, gradient, new Workspace<double>(network, x.Rows));
        return (outputs, gradient);
    }

    private static Matrix<double> Predict(Network<double> network, Matrix<double> x)
    {
        var outputs = new Matrix<double>(x.Rows, network.Spec.Outputs);
        network.Predict(x, outputs, new Workspace<double>(network, x.Rows));
        return outputs;
    }

    private static Matrix<double> Examples()
    {
        var x = new Matrix<double>(Rows, 3);
        var random = new CounterRandom(5, 77);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = random.Normal((uint)i);
        return x;
    }
}
