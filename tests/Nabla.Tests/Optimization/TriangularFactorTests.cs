using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

public class TriangularFactorTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(9, 40)]
    [InlineData(20, 11)]
    public void Pieces_of_rows_give_the_factor_of_the_normal_matrix(int n, int m)
    {
        var random = new CounterRandom(5, 0);
        var j = new Matrix<double>(m, n);
        double[] r = [.. Enumerable.Range(0, m).Select(i => random.Normal((uint)i, 1000))];
        for (int i = 0; i < m; i++)
        {
            for (int k = 0; k < n; k++)
                j[i, k] = random.Normal((uint)i, (uint)k);
        }

        var factor = new Matrix<double>(n, n);
        double[] z = new double[n], scratch = new double[n];
        for (int row = 0; row < m; row += 4)
        {
            int rows = Math.Min(4, m - row);
            var piece = Matrix<double>.From([.. Enumerable.Range(row, rows).Select(i => j.Row(i).ToArray())]);
            TriangularFactor.Absorb(factor, z, piece, r.AsSpan(row, rows).ToArray(), scratch);
        }

        for (int a = 0; a < n; a++)
        {
            Assert.Equal(Sum(m, i => j[i, a] * r[i]), Sum(a + 1, i => factor[i, a] * z[i]), 1e-12);
            for (int b = a; b < n; b++)
                Assert.Equal(Sum(m, i => j[i, a] * j[i, b]), Sum(a + 1, i => factor[i, a] * factor[i, b]), 1e-12);
        }
    }

    [Fact]
    public void A_diagonal_is_absorbed_as_its_rows_would_be()
    {
        double[,] entries = { { 2, 1, -1 }, { 0, 3, .5 }, { 0, 0, 1.5 } };
        Matrix<double> plain = Matrix<double>.From(entries), fast = Matrix<double>.From(entries);
        double[] z = [1, 2, 3], fastZ = [1, 2, 3], scratch = new double[3];
        TriangularFactor.Absorb(plain, z, Matrix<double>.From(new double[,] { { .5, 0, 0 }, { 0, .25, 0 }, { 0, 0, 4 } }), new double[3], scratch);
        TriangularFactor.Absorb(fast, fastZ, Matrix<double>.From(new double[,] { { .5, 0, 0 }, { 0, .25, 0 }, { 0, 0, 4 } }), new double[3], scratch, triangular: true);
        Assert.Equal(plain.Data, fast.Data);
        Assert.Equal(z, fastZ);
    }

    [Fact]
    public void Both_solutions_undo_their_products()
    {
        var r = Matrix<double>.From(new double[,] { { 2, 1, -1 }, { 0, 3, .5 }, { 0, 0, 1.5 } });
        double[] x = [(2 * 1) + (1 * 2) - 3, (3 * 2) + (.5 * 3), 1.5 * 3], y = [2 * 1, 1 + (3 * 2), -1 + (.5 * 2) + (1.5 * 3)];
        TriangularFactor.Solve<double>(r, x);
        TriangularFactor.SolveTransposed<double>(r, y);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(i + 1, x[i], 1e-14);
            Assert.Equal(i + 1, y[i], 1e-14);
        }
    }

    private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);
}
