using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

public class ProductsFloatTests : ProductsTests<float>;

public class ProductsDoubleTests : ProductsTests<double>;

/// <summary>Every kernel equals the plain loops of <see cref="ProductsReference"/> bit for bit.</summary>
public abstract class ProductsTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Sizes = [.. Enumerable.Range(1, 17), 31, 32, 33, 47, 48, 49, 63, 64, 65];

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Every_pair_of_sizes_at_every_width(int bits)
    {
        // A Latin square: each two of examples, outputs and inputs meet in all their sizes.
        for (int i = 0; i < Sizes.Length; i++)
        {
            for (int j = 0; j < Sizes.Length; j++)
            {
                var layer = new LayerCase<T>(Sizes[i], Sizes[j], Sizes[(i + j) % Sizes.Length], stridePadding: (i + (3 * j)) % 6);
                layer.AssertAllProducts(threads: 1, bits);
            }
        }
    }

    [Fact]
    public void Any_number_of_threads()
    {
        foreach ((int examples, int outputs, int inputs) in new[] { (130, 170, 150), (16, 500, 400), (700, 30, 97), (3, 1000, 333), (256, 10, 300) })
        {
            var layer = new LayerCase<T>(examples, outputs, inputs, stridePadding: 3);
            for (int threads = 1; threads <= 8; threads++)
                layer.AssertAllProducts(threads, ProductsAtWidth.Widest);
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Sums_longer_than_a_block(int bits)
    {
        new LayerCase<T>(7, 19, 2500, stridePadding: 1).AssertAllProducts(threads: 1, bits);
        new LayerCase<T>(7, 2500, 19, stridePadding: 0).AssertAllProducts(threads: 2, bits);
        new LayerCase<T>(1300, 70, 19, stridePadding: 5).AssertAllProducts(threads: 2, bits);
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(3, 47)]
    [InlineData(16, 1000)]
    [InlineData(64, 2500)]
    [InlineData(100, 1301)]
    [InlineData(512, 4096)]
    [InlineData(600, 2000)]
    [InlineData(1100, 3400)]
    public void Sums_over_pieces_meet_in_the_tree(int pieceRows, int examples)
    {
        if (examples > 1301)
            SlowTests.SkipUnlessWanted();
        foreach (int bits in new[] { 128, 256, 512 })
            new LayerCase<T>(examples, 21, 13, stridePadding: 1) { PieceRows = pieceRows }.AssertAllProducts(threads: 1, bits);
        foreach (int threads in new[] { 2, 3, 64 })
            new LayerCase<T>(examples, 150, 33, stridePadding: 0) { PieceRows = pieceRows }.AssertAllProducts(threads, ProductsAtWidth.Widest);
    }

    [Fact]
    public void Random_larger_sizes()
    {
        var random = new Random(1);
        for (int i = 0; i < 6; i++)
        {
            var layer = new LayerCase<T>(random.Next(1, 300), random.Next(1, 300), random.Next(1, 300), random.Next(8));
            layer.AssertAllProducts(threads: 1 + (i % 3), 128 << (i % 3));
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Infinities_and_NaN_spread_as_in_the_plain_loops(int bits)
    {
        foreach (int size in new[] { 5, 17, 40 })
        {
            var layer = new LayerCase<T>(size, size + 3, size + 1, stridePadding: 2);
            layer.Poison(T.PositiveInfinity, T.NegativeInfinity, T.NaN, T.CreateTruncating(3e38), T.NegativeZero, T.Epsilon);
            layer.AssertAllProducts(threads: 1, bits);
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Nothing_outside_the_matrices_is_touched(int bits)
    {
        foreach (bool atEnd in new[] { true, false })
        {
            for (int i = 0; i < Sizes.Length; i++)
            {
                int outputs = Sizes[i], inputs = Sizes[((5 * i) + 1) % Sizes.Length], examples = Sizes[((11 * i) + 2) % Sizes.Length];
                using var layer = new LayerCase<T>(examples, outputs, inputs, stridePadding: i % 3, guardAtEnd: atEnd);
                layer.AssertAllProducts(threads: 1, bits);
                using var many = new LayerCase<T>(60, 130 + i, 20, stridePadding: i % 2, guardAtEnd: atEnd);
                many.AssertAllProducts(threads: 1, bits);
            }
        }
    }

    [Theory]
    [InlineData(0, 3, 4)]
    [InlineData(3, 0, 4)]
    [InlineData(3, 4, 0)]
    [InlineData(0, 0, 0)]
    public void A_size_may_be_zero(int examples, int outputs, int inputs)
        => new LayerCase<T>(examples, outputs, inputs, stridePadding: 0).AssertAllProducts(threads: 2, ProductsAtWidth.Widest);

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Matrix<T> x = new(3, 4), weights = new(5, 6), z = new(3, 6);
        var exception = Assert.Throws<ArgumentException>(() => Products.Affine<T>(x, weights, [], z, 1));
        Assert.StartsWith("weights is 5 × 6, expected 4 × 6", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => Products.Affine<T>(x, new Matrix<T>(4, 6), new T[5], z, 1));
        Assert.StartsWith("bias has 5 numbers, expected 6 or none", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => Products.TimesTransposed<T>(z, weights, x, 1));
        Assert.StartsWith("result is 3 × 4, expected 3 × 5", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => Products.TransposedTimes<T>(x, new Matrix<T>(2, 6), z, 1));
        Assert.StartsWith("delta is 2 × 6, expected 3 × 6", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 30, 64, 1)]
    [InlineData(200, 300, 100, 2)]
    public void Nothing_is_allocated(int examples, int outputs, int inputs, int threads)
    {
        var layer = new LayerCase<T>(examples, outputs, inputs, stridePadding: 0);
        layer.AssertAllProducts(threads, ProductsAtWidth.Widest); // the first call starts workers and buffers
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int i = 0; i < 10; i++)
                layer.Compute(threads, ProductsAtWidth.Widest);
        }));
    }
}
