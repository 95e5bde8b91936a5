using System.Text.Json;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Networks;

/// <summary>Cost and gradient against PyTorch's automatic differentiation, in double.</summary>
public class PyTorchTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Outputs_cost_and_gradient_are_PyTorchs(int number)
    {
        JsonElement fixture = Fixture.Json("Networks/networks.json")[number];
        Network<double> network = Build(fixture);
        Matrix<double> x = Matrix<double>.From(fixture.GetProperty("x").Rows());
        Matrix<double> y = Matrix<double>.From(fixture.GetProperty("y").Rows());
        double[] parameters = fixture.GetProperty("parameters").Doubles();
        parameters.CopyTo(network.Parameters);

        var workspace = new Workspace<double>(network, x.Rows);
        var outputs = new Matrix<double>(x.Rows, y.Columns);
        network.Predict(x, outputs, workspace);
        var gradient = new double[parameters.Length];
        double cost = Cost.WithGradient(network, parameters, new Batch<double>(x, y), gradient, workspace);

        AssertNear(fixture.GetProperty("outputs").Rows().SelectMany(row => row), outputs.Data);
        AssertNear([fixture.GetProperty("cost").GetDouble()], [cost]);
        AssertNear(fixture.GetProperty("gradient").Doubles(), gradient);
    }

    private static Network<double> Build(JsonElement fixture)
    {
        int[] sizes = [.. fixture.GetProperty("sizes").EnumerateArray().Select(e => e.GetInt32())];
        string[] activations = [.. fixture.GetProperty("activations").EnumerateArray().Select(e => e.GetString()!)];
        bool bias = fixture.GetProperty("bias").GetBoolean();
        return new Network<double>(new NetworkSpec(
            sizes[0],
            [.. sizes.Skip(1).Zip(activations, (units, activation) => new Dense(units) { Activation = Activation.All.Parse(activation), Bias = bias })])
        {
            Loss = Loss.All.Parse(fixture.GetProperty("loss").GetString()!),
            Reduction = Enum.Parse<Reduction>(fixture.GetProperty("reduction").GetString()!, ignoreCase: true),
            Penalties = [new L1(fixture.GetProperty("l1").GetDouble()), new L2(fixture.GetProperty("l2").GetDouble())],
        });
    }

    // Relative to the largest number of the vector.
    private static void AssertNear(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        double tolerance = 1e-12 * expected.Max(Math.Abs);
        Assert.Equal(expected.Count(), actual.Count());
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
    }
}
