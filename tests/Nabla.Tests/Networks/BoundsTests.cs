using Nabla.Networks;

namespace Nabla.Tests.Networks;

/// <summary>The numbers of layers, activations, losses, initializers and penalties: the first beyond a bound is refused, the bound itself taken.</summary>
public class BoundsTests
{
    private const double Infinity = double.PositiveInfinity, NaN = double.NaN;

    private static readonly Dictionary<string, (Func<double, object> Of, double[] Refused, double[] Taken)> Numbers = new()
    {
        ["units"] = (v => new Dense((int)v), [-1, 0], [1]),
        ["dropout"] = (v => new Dropout(v), [-0.01, 1, NaN], [0, 0.999]),
        ["noise"] = (v => new GaussianNoise(v), [-0.01, Infinity, NaN], [0, 1e9]),
        ["slope of prelu"] = (v => new PReLU(v), [Infinity, -Infinity, NaN], [-1, 0, 1e9]),
        ["frequencies"] = (v => new PeriodicEmbedding(0) { Frequencies = (int)v }, [-1, 0], [1]),
        ["size of a periodic embedding"] = (v => new PeriodicEmbedding(0) { Size = (int)v }, [0, 1], [2]),
        ["deviation of frequencies"] = (v => new PeriodicEmbedding(0) { Deviation = v }, [-1, 0, Infinity, NaN], [double.Epsilon, double.MaxValue]),
        ["column of a periodic embedding"] = (v => new PeriodicEmbedding((int)v), [-1], [0, 9]),
        ["levels of an embedding"] = (v => new Embedding(new EmbeddedColumn(0, (int)v, 1)), [-1, 0], [1]),
        ["size of an embedding"] = (v => new Embedding(new EmbeddedColumn(0, 1, (int)v)), [-1, 0], [1]),
        ["column of an embedding"] = (v => new Embedding(new EmbeddedColumn((int)v, 1, 1)), [-1], [0, 9]),
        ["later column of an embedding"] = (v => new Embedding(new EmbeddedColumn(3, 1, 1), new EmbeddedColumn((int)v, 1, 1)), [2, 3], [4]),
        ["edges of bins"] = (v => new PiecewiseLinear(new BinnedColumn(0, [0, v])), [-1, 0, NaN], [double.Epsilon]),
        ["bins"] = (v => new Piecewise((int)v), [-1, 0, 10_000], [1, 9_999]),
        ["inputs"] = (v => new NetworkSpec((int)v, new Dense(1)), [-1, 0], [1]),
        ["label smoothing"] = (Smoothed, [-0.01, 1, NaN], [0, 0.999]),
        ["slope of leaky ReLU"] = (v => new LeakyReLU(v), [-0.01, Infinity, NaN], [0, 2]),
        ["alpha of ELU"] = (v => new ELU(v), [-1, 0, Infinity, NaN], [double.Epsilon]),
        ["delta of Huber"] = (v => new Huber(v), [-1, 0, Infinity, NaN], [double.Epsilon]),
        ["lambda of L1"] = (v => new L1(v), [-0.01, Infinity, NaN], [0, 1e9]),
        ["lambda of L2"] = (v => new L2(v), [-0.01, Infinity, NaN], [0, 1e9]),
        ["deviation of weights"] = (v => new Normal(0, v), [-0.01, Infinity, NaN], [0, 1e9]),
        ["mean of weights"] = (v => new Normal(v, 1), [Infinity, NaN], [-1, 0]),
        ["range of weights"] = (v => new Uniform(0, v), [-1, Infinity, NaN], [1]),
        ["gain"] = (v => new Orthogonal(v), [Infinity, NaN], [1]),
        ["constant"] = (v => Initializer.All.Find("constant")!.Create([v]), [Infinity, NaN], [0, -2]),
    };

    public static TheoryData<string> Names => [.. Numbers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_beyond_a_bound_is_refused_and_the_bound_taken(string name)
    {
        (Func<double, object> of, double[] refused, double[] taken) = Numbers[name];
        Assert.All(refused, value => Assert.ThrowsAny<ArgumentException>(() => of(value)));
        Assert.All(taken, value => Assert.NotNull(of(value)));
    }

    private static NetworkSpec Smoothed(double smoothing)
    {
        NetworkSpec spec = new(1, new Dense(2) { Activation = new Softmax() }) { Loss = new CrossEntropy(), LabelSmoothing = smoothing };
        spec.Validate();
        return spec;
    }
}
