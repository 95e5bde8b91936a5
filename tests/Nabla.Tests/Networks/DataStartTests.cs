using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Networks;

/// <summary>Parameters that start by data; their draws are held against NumPy in RealMlpFixtureTests.</summary>
public class DataStartTests
{
    private static readonly NetworkSpec Spec = new(
        3,
        new FanInScale(),
        Layer(6),
        new Mixed(new SELU()),
        new Dropout(0.5),
        new FanInScale(),
        Layer(4),
        new Mixed(new SELU()),
        new Dense(2) { Activation = new Identity(), WeightInitializer = new UnitVariance(), BiasInitializer = new HePlus() });

    [Fact]
    public void Each_unit_varies_by_1_and_is_0_somewhere_in_the_data()
    {
        Matrix<double> x = X(200);
        var network = new Network<double>(Spec);
        network.Initialize(5, x);
        foreach (LayerTrace<double> trace in network.Trace(x))
        {
            Matrix<double> z = trace.Z;
            for (int unit = 0; unit < z.Columns; unit++)
            {
                double[] values = [.. Enumerable.Range(0, z.Rows).Select(row => z[row, unit])];
                double mean = values.Average();
                Assert.Equal(1, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), 1e-9);
                Assert.InRange(0, values.Min(), values.Max());
            }
        }
    }

    // Of one example the mean with any weight is the example itself.
    [Fact]
    public void With_one_point_each_unit_is_0_at_an_example()
    {
        Matrix<double> x = X(7);
        var network = new Network<double>(new NetworkSpec(3, new Dense(40) { Activation = new Identity(), BiasInitializer = new HePlus(1) }));
        network.Initialize(5, x);
        Matrix<double> z = network.Trace(x)[0].Z;
        var nearest = new HashSet<int>();
        for (int unit = 0; unit < z.Columns; unit++)
        {
            int row = Enumerable.Range(0, z.Rows).MinBy(row => Math.Abs(z[row, unit]));
            Assert.Equal(0, z[row, unit], 1e-12);
            nearest.Add(row);
        }

        Assert.Equal(z.Rows, nearest.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Points_are_a_whole_number_from_1_to_1000(double points)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HePlus(points));
        Assert.Equal((1, 1000), (new HePlus(1).Points, new HePlus(1000).Points));
    }

    [Fact]
    public void An_input_that_never_changes_leaves_the_weights_as_they_were_drawn()
    {
        Matrix<double> x = X(20);
        Array.Fill(x.Data, 0.5);
        Network<double> drawn = Network<double>.Create(Spec, 5), network = new(Spec);
        network.Initialize(5, x);
        Assert.Equal(drawn.Slices[0].Of<double>(drawn.Parameters).ToArray(), network.Slices[0].Of<double>(network.Parameters).ToArray());
        Assert.All(network.Parameters.ToArray(), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Of_many_rows_some_are_enough()
    {
        var network = new Network<double>(Spec);
        network.Initialize(5, X(10_000));
        Matrix<double> z = network.Trace(X(10_000))[0].Z;
        double mean = Enumerable.Range(0, z.Rows).Average(row => z[row, 0]);
        Assert.InRange(Math.Sqrt(Enumerable.Range(0, z.Rows).Average(row => (z[row, 0] - mean) * (z[row, 0] - mean))), 0.97, 1.03);
    }

    [Fact]
    public void Other_initializers_draw_what_they_drew()
    {
        NetworkSpec plain = new(3, new Dense(4), new Dense(2) { Activation = new Identity() });
        var network = new Network<double>(plain);
        network.Initialize(5, X(20));
        Assert.Equal(Network<double>.Create(plain, 5).Parameters.ToArray(), network.Parameters.ToArray());
    }

    private static Dense Layer(int units) => new(units) { Activation = new Identity(), WeightInitializer = new UnitVariance(), BiasInitializer = new HePlus() };

    private static Matrix<double> X(int rows)
    {
        var x = new Matrix<double>(rows, 3);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = new CounterRandom(7, 103).Normal((uint)i) + 3;
        return x;
    }
}
