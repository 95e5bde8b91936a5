using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Networks;

/// <summary>The worked example of the digits tutorial, by hand.</summary>
public class WorkedExampleTests
{
    // x = (1.5, 2, 3), b = .8 for each hidden unit.
    // Unit 1: z = .2·1.5 + .2·2 + .2·3 + .8 = 2.1,  a = 1/(1 + e^−2.1) = .8909
    // Unit 2: z = .4·1.5 + .4·2 + .4·3 + .8 = 3.4,  a = 1/(1 + e^−3.4) = .9677
    // Unit 3: z = .6·1.5 + .6·2 + .6·3 + .8 = 4.7,  a = 1/(1 + e^−4.7) = .9910
    // Output: z = .5·(.8909 + .9677 + .9910) + .2 = 1.6248, a = .8354
    [Fact]
    public void Hidden_units_and_output_are_those_of_the_tutorial()
    {
        var spec = new NetworkSpec(3, new Dense(3) { Activation = new Sigmoid() }, new Dense(1) { Activation = new Sigmoid() });
        var network = new Network<double>(spec);
        double[] parameters =
        [
            .2, .4, .6, // the tutorial writes W output by input; a row here is an input
            .2, .4, .6,
            .2, .4, .6,
            .8, .8, .8,
            .5, .5, .5,
            .2,
        ];
        parameters.CopyTo(network.Parameters);

        IReadOnlyList<LayerTrace<double>> trace = network.Trace(Matrix<double>.From([1.5, 2, 3]));

        AssertNear([2.1, 3.4, 4.7], trace[0].Z.Row(0));
        AssertNear([.8909, .9677, .9909], trace[0].A.Row(0)); // .99095, which the tutorial cuts
        AssertNear([1.6248], trace[1].Z.Row(0));
        AssertNear([.8354], trace[1].A.Row(0));
    }

    private static void AssertNear(double[] expected, Span<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i], expected[i] - 1e-4, expected[i] + 1e-4);
    }
}
