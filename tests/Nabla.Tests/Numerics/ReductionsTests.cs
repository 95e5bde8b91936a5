using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

public abstract class ReductionsTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Every way a length can end in lanes and vectors, and around the size of a piece.</summary>
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 70), 95, 127, 1000, 4095, 4096, 4097, 8192, 12345];

    [Theory, MemberData(nameof(Lengths))]
    public void Sums_are_taken_in_the_one_order(int length)
    {
        T[] x = Numbers(length, 1), y = Numbers(length, 2);
        Assert.Equal(InTheOneOrder(length, (i, sum) => sum + Double(x[i])), Reductions.Sum<T>(x));
        Assert.Equal(InTheOneOrder(length, (i, sum) => sum + Math.Abs(Double(x[i]))), Reductions.AbsoluteSum<T>(x));
        Assert.Equal(InTheOneOrder(length, (i, sum) => Math.FusedMultiplyAdd(Double(x[i]), Double(x[i]), sum)), Reductions.SquaredNorm<T>(x));
        Assert.Equal(InTheOneOrder(length, (i, sum) => Math.FusedMultiplyAdd(Double(x[i]), Double(y[i]), sum)), Reductions.Dot<T>(x, y));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        T[] x = Numbers(1_200_000, 1), y = Numbers(1_200_000, 2); // more pieces than are summed at once
        for (int threads = 2; threads <= 3; threads++)
        {
            Assert.Equal(Reductions.Sum<T>(x), Reductions.Sum<T>(x, threads));
            Assert.Equal(Reductions.AbsoluteSum<T>(x), Reductions.AbsoluteSum<T>(x, threads));
            Assert.Equal(Reductions.SquaredNorm<T>(x), Reductions.SquaredNorm<T>(x, threads));
            Assert.Equal(Reductions.Dot<T>(x, y), Reductions.Dot<T>(x, y, threads));
        }

        Assert.Equal(InTheOneOrder(x.Length, (i, sum) => sum + Double(x[i])), Reductions.Sum<T>(x));
    }

    [Fact]
    public void Dot_refuses_different_lengths()
        => Assert.Throws<ArgumentException>(() => Reductions.Dot<T>(new T[3], new T[4]));

    [Theory, MemberData(nameof(Lengths))]
    public void Largest_magnitude_is_found_wherever_it_stands(int length)
    {
        T[] x = Numbers(length, 1);
        Assert.Equal(x.Select(v => Math.Abs(Double(v))).Append(0).Max(), Reductions.MaxAbsolute<T>(x));
        for (int i = 0; i < Math.Min(length, 40); i++)
        {
            T kept = x[i];
            x[i] = T.CreateChecked(-7);
            Assert.Equal(7, Reductions.MaxAbsolute<T>(x));
            x[i] = T.NaN;
            Assert.Equal(double.NaN, Reductions.MaxAbsolute<T>(x));
            x[i] = T.NegativeInfinity;
            Assert.Equal(double.PositiveInfinity, Reductions.MaxAbsolute<T>(x));
            x[i] = kept;
        }
    }

    [Fact]
    public void Column_sums_are_chains_over_the_rows()
    {
        for (int columns = 0; columns <= 40; columns++)
        {
            foreach (int rows in (int[])[0, 1, 2, 7])
            {
                // What stands between the rows must not count, even where a vector reads it.
                int stride = columns + 3;
                T[] data = Numbers(rows * stride, 1);
                for (int i = 0; i < data.Length; i++)
                    data[i] = i % stride < columns ? data[i] : T.NaN;
                var x = new ReadOnlyMatrixView<T>(data, rows, columns, stride);
                var wanted = new T[columns];
                for (int row = 0; row < rows; row++)
                {
                    for (int column = 0; column < columns; column++)
                        wanted[column] += x[row, column];
                }

                Assert.Equal(wanted, Sums(x, columns, Reductions.ColumnSums));
                Assert.Equal(wanted, Sums(x, columns, Reductions.ColumnSums<T, Scalar<T>>));
                Assert.Equal(wanted, Sums(x, columns, Reductions.ColumnSums<T, Lanes128<T>>));
                Assert.Equal(wanted, Sums(x, columns, Reductions.ColumnSums<T, Lanes256<T>>));
                Assert.Equal(wanted, Sums(x, columns, Reductions.ColumnSums<T, Lanes512<T>>));
            }
        }

        static T[] Sums(ReadOnlyMatrixView<T> x, int columns, ColumnSum sum)
        {
            var sums = new T[columns + 20];
            Array.Fill(sums, T.CreateChecked(-9));
            sum(x, sums);
            Assert.All(sums[columns..], value => Assert.Equal(T.CreateChecked(-9), value));
            return sums[..columns];
        }
    }

    [Fact]
    public void Row_sums_and_dots_are_those_of_each_row()
    {
        for (int columns = 1; columns <= 40; columns++)
        {
            T[] data = Numbers(5 * (columns + 2), 1), other = Numbers(5 * columns, 2);
            var x = new ReadOnlyMatrixView<T>(data, 5, columns, columns + 2);
            var y = new ReadOnlyMatrixView<T>(other, 5, columns);
            double[] sums = new double[5], dots = new double[5];
            Reductions.RowSums(x, sums);
            Reductions.RowDots(x, y, dots);
            for (int row = 0; row < 5; row++)
            {
                Assert.Equal(Reductions.Sum(x.Row(row)), sums[row]);
                Assert.Equal(Reductions.Dot(x.Row(row), y.Row(row)), dots[row]);
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        T[] x = Numbers(5000, 1), y = Numbers(5000, 2), sums = new T[50];
        var rows = new double[100];
        Run();
        Assert.Equal(0, Allocated.By(Run));

        void Run()
        {
            var view = new MatrixView<T>(x, 100, 50);
            Reductions.Sum<T>(x);
            Reductions.Dot<T>(x, y);
            Reductions.MaxAbsolute<T>(x);
            Reductions.ColumnSums(view, sums);
            Reductions.RowSums<T>(view, rows);
            Reductions.LogSumExp<T>(x);
            Reductions.Softmax<T>(x, y);
            Reductions.Softmax(view, new MatrixView<T>(y, 100, 50), rows);
        }
    }

    private delegate void ColumnSum(ReadOnlyMatrixView<T> x, Span<T> sums);

    /// <summary>The order as it is documented, one term at a time.</summary>
    private static double InTheOneOrder(int length, Func<int, double, double> add)
    {
        double total = 0;
        for (int start = 0; start < length; start += 4096)
        {
            var lanes = new double[32];
            for (int i = start; i < Math.Min(length, start + 4096); i++)
                lanes[(i - start) % 32] = add(i, lanes[(i - start) % 32]);
            for (int half = 16; half > 0; half /= 2)
            {
                for (int lane = 0; lane < half; lane++)
                    lanes[lane] += lanes[lane + half];
            }

            total += lanes[0];
        }

        return total;
    }

    private static double Double(T x) => double.CreateChecked(x);

    private static T[] Numbers(int length, ulong seed)
    {
        var random = new CounterRandom(seed, 0);
        return [.. Enumerable.Range(0, length).Select(i => T.CreateChecked(random.Uniform((uint)i) - 0.4))];
    }
}

public class ReductionsFloatTests : ReductionsTests<float>;

public class ReductionsDoubleTests : ReductionsTests<double>;
