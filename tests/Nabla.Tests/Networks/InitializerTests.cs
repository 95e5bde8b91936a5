using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Networks;

/// <summary>How weights and biases start, as the papers say, for every name the library knows.</summary>
public class InitializerTests
{
    private const int FanIn = 300, FanOut = 200, Draws = FanIn * FanOut;

    // The bounds of the uniform ones, the standard deviation of the normal ones.
    private static readonly Dictionary<string, (double Low, double High)> Uniforms = new(StringComparer.Ordinal)
    {
        ["uniform"] = (-1, 1),
        ["uniform01"] = (0, 1),
        ["uniform-fan-in"] = (-1 / Math.Sqrt(FanIn), 1 / Math.Sqrt(FanIn)),
        ["glorot-uniform"] = (-Math.Sqrt(6.0 / (FanIn + FanOut)), Math.Sqrt(6.0 / (FanIn + FanOut))),
        ["he-uniform"] = (-Math.Sqrt(6.0 / FanIn), Math.Sqrt(6.0 / FanIn)),
        ["lecun-uniform"] = (-Math.Sqrt(3.0 / FanIn), Math.Sqrt(3.0 / FanIn)),
        ["uniform:2:5"] = (2, 5),
    };

    private static readonly Dictionary<string, (double Mean, double Deviation)> Normals = new(StringComparer.Ordinal)
    {
        ["normal"] = (0, 1),
        ["normal:3:0.1"] = (3, 0.1),
        ["glorot-normal"] = (0, Math.Sqrt(2.0 / (FanIn + FanOut))),
        ["he-normal"] = (0, Math.Sqrt(2.0 / FanIn)),
        ["lecun-normal"] = (0, Math.Sqrt(1.0 / FanIn)),
    };

    public static TheoryData<string> UniformNames => [.. Uniforms.Keys];

    public static TheoryData<string> NormalNames => [.. Normals.Keys];

    [Theory]
    [MemberData(nameof(UniformNames))]
    public void A_uniform_one_fills_its_range_evenly(string name)
    {
        double[] values = Filled(name).Data;
        (double low, double high) = Uniforms[name];
        double range = high - low;
        Assert.All(values, value => Assert.InRange(value, low, high));
        Assert.InRange(values.Min(), low, low + (1e-3 * range));
        Assert.InRange(values.Max(), high - (1e-3 * range), high);
        for (int tenth = 0; tenth < 10; tenth++)
        {
            int found = values.Count(value => (int)((value - low) / range * 10) == tenth);
            Assert.Equal(Draws / 10.0, found, 5 * Math.Sqrt(Draws * 0.1 * 0.9));
        }
    }

    [Theory]
    [MemberData(nameof(NormalNames))]
    public void A_normal_one_has_its_mean_and_deviation(string name)
    {
        (double mean, double deviation) = Normals[name];
        double[] values = [.. Filled(name).Data.Select(value => (value - mean) / deviation)];
        Assert.Equal(0, values.Average(), 5 / Math.Sqrt(Draws));
        Assert.Equal(1, values.Average(value => value * value), 5 * Math.Sqrt(2.0 / Draws));
        Assert.Equal(0.0455, values.Count(value => Math.Abs(value) > 2) / (double)Draws, 5 * Math.Sqrt(0.0455 / Draws)); // the tails of the bell
    }

    [Theory]
    [InlineData("zeros", 0)]
    [InlineData("constant", 0)]
    [InlineData("constant:-0.25", -0.25)]
    public void A_constant_one_is_the_same_everywhere(string name, double value)
        => Assert.All(Filled(name).Data, found => Assert.Equal(value, found));

    [Theory]
    [InlineData(40, 25, 1)]
    [InlineData(25, 40, 1)]
    [InlineData(30, 30, 1.5)]
    [InlineData(1, 7, 2)]
    public void An_orthogonal_one_has_orthogonal_rows_or_columns_as_long_as_the_gain(int fanIn, int fanOut, double gain)
    {
        Matrix<double> values = Filled($"orthogonal:{gain.ToString(System.Globalization.CultureInfo.InvariantCulture)}", fanIn, fanOut);
        bool byRows = fanIn <= fanOut;
        int vectors = Math.Min(fanIn, fanOut), length = Math.Max(fanIn, fanOut);
        for (int i = 0; i < vectors; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double dot = Enumerable.Range(0, length).Sum(k => byRows ? values[i, k] * values[j, k] : values[k, i] * values[k, j]);
                Assert.Equal(i == j ? gain * gain : 0, dot, 1e-13);
            }
        }
    }

    [Fact]
    public void Every_name_of_the_catalog_is_held_against_its_formula()
    {
        string[] others = ["zeros", "constant", "orthogonal", "unit-variance", "he-plus"]; // the last two: DataStartTests
        Assert.All(Initializer.All, entry => Assert.Contains(entry.Name, Uniforms.Keys.Concat(Normals.Keys).Concat(others)));
    }

    [Fact]
    public void Weights_biases_and_layers_have_draws_of_their_own_by_the_seed()
    {
        Initializer uniform = new Uniform(0, 1);
        var layer = new Dense(8) { Activation = new Identity(), WeightInitializer = uniform, BiasInitializer = uniform };
        var spec = new NetworkSpec(8, layer, layer);
        Network<double> network = Network<double>.Create(spec, seed: 1);
        Assert.Equal(spec.ParameterCount, network.Parameters.ToArray().Distinct().Count());
        Assert.Equal(network.Parameters.ToArray(), Network<double>.Create(spec, seed: 1).Parameters.ToArray());
        Assert.Empty(network.Parameters.ToArray().Intersect(Network<double>.Create(spec, seed: 2).Parameters.ToArray()));

        // What biases start as changes no weight.
        Network<double> other = Network<double>.Create(new NetworkSpec(8, layer with { BiasInitializer = new Constant(3) }, layer), seed: 1);
        Assert.Equal(network.Parameters[..64].ToArray(), other.Parameters[..64].ToArray());
        Assert.All(other.Parameters[64..72].ToArray(), bias => Assert.Equal(3, bias));
        Assert.Equal(network.Parameters[72..].ToArray(), other.Parameters[72..].ToArray());
    }

    private static Matrix<double> Filled(string name, int fanIn = FanIn, int fanOut = FanOut)
    {
        var values = new Matrix<double>(fanIn, fanOut);
        Initializer.All.Parse(name).Fill(values.View, fanIn, fanOut, new CounterRandom(5, 17));
        return values;
    }
}
