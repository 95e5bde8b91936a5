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

    [Fact]
    public void Forward()
    {
        foreach (int m in Sizes)
            foreach (int n in Sizes)
            {
                int k = Sizes[(m * 7 + n) % Sizes.Length];
                var x = Random(m, k, 1); var w = Random(k, n, 2); var b = Random(1, n, 3);
                var z = new Matrix<T>(m, n); var a = new Matrix<T>(m, n); var z2 = new Matrix<T>(m, n); var a2 = new Matrix<T>(m, n);
                Products.Affine<T, Square>(x, w, b.Data, default, z, a, 1);
                ProductsReference.Affine<T, Square>(x, w, b.Data, default, z2, a2);
                Assert.Equal(z2.Data, z.Data);
                Assert.Equal(a2.Data, a.Data);
                var r = new Matrix<T>(m, k); var r2 = new Matrix<T>(m, k); 
                Products.TimesTransposed<T, Square>(z, w, default, x, r, 1);
                ProductsReference.TimesTransposed<T, Square>(z, w, default, x, r2);
                Assert.Equal(r2.Data, r.Data);
                var g = new Matrix<T>(k, n); var g2 = new Matrix<T>(k, n); var s = new T[n]; var s2 = new T[n];
                Products.TransposedTimes<T>(x, z, g, s, 1);
                ProductsReference.TransposedTimes<T>(x, z, g2, s2);
                Assert.Equal(g2.Data, g.Data);
                Assert.Equal(s2, s);
            }
    }

    private struct Square : IMap
    {
        public readonly TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => x * x;
    }

    private static Matrix<T> Random(int rows, int columns, uint purpose)
    {
        var m = new Matrix<T>(rows, columns);
        var random = new CounterRandom(1, purpose);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                m[i, j] = T.CreateTruncating(random.Uniform((uint)i, (uint)j) - .5);
        return m;
    }
}
