using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Networks;

public class EmbeddingTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 11)]
    [InlineData(2, 12)]
    [InlineData(3, 12)] // beyond the codes: the last vector, as of levels that were never seen
    [InlineData(-1, 12)]
    public void What_is_no_code_has_the_last_vector(double code, double expected)
    {
        Network<double> network = Vectors();
        double[] output = new double[1];
        network.Predict([code, 5], output);
        Assert.Equal(expected + 500, output[0]);
    }

    [Fact]
    public void A_network_in_two_parts_computes_the_same_where_the_embedding_comes_first()
    {
        Network<double> network = Vectors();
        var x = new Matrix<double>([1, 5, 2, 7], 2, 2);
        (Embedding? spec, Func<Matrix<double>, Matrix<double>> embed, Network<double> above) = Embedding.Split(network);
        Assert.Equal(new EmbeddedColumn(0, 3, 1), Assert.Single(spec!.Columns));
        Assert.Single(above.Spec.Layers);
        var outputs = new Matrix<double>(2, 1);
        above.Predict(embed(x), outputs, new Workspace<double>(above, 2));
        Assert.Equal([511, 712], outputs.Data);
    }

    [Theory]
    [InlineData(new double[] { 5, 1, 3, 2, 4 }, 4, new double[] { 1, 2, 3, 4, 5 })]
    [InlineData(new double[] { 0, 10 }, 4, new double[] { 0, 2.5, 5, 7.5, 10 })]
    [InlineData(new double[] { 0, 0, 0, 0, 8 }, 4, new double[] { 0, 8 })]
    [InlineData(new double[] { 3, 3, 3 }, 4, new double[] { 3, 4 })]
    public void Edges_are_quantiles_as_NumPy_has_them(double[] values, int bins, double[] edges)
        => Assert.Equal(edges, PiecewiseLinear.Quantiles(values, bins));

    // Vectors 10, 11 and 12 in place of the codes 0, 1 and 2; the output is the vector and a hundred times the other input.
    private static Network<double> Vectors()
    {
        NetworkSpec spec = new(2, [new Embedding(new EmbeddedColumn(0, 3, 1)), new Dense(1) { Activation = new Identity(), Bias = false }]);
        var network = new Network<double>(spec with { Loss = new HalfSquaredError() });
        ((double[])[10, 11, 12, 1, 100]).CopyTo(network.Parameters);
        return network;
    }
}
