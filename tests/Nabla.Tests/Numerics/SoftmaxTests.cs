using System.Numerics;
using System.Text.Json;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

public abstract class SoftmaxTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double Epsilon = typeof(T) == typeof(double) ? Math.ScaleB(1, -52) : Math.ScaleB(1, -23);

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 10)];

    [Theory, MemberData(nameof(Cases))]
    public void Log_sum_exp_is_that_of_mpmath(int index)
    {
        Case example = Case.Load(index);
        T[] x = Logits(example);
        double largest = x.Max(v => double.CreateChecked(v));
        double allowed = 2 * Epsilon * Math.Max(Math.Max(1, Math.Abs(largest)), Math.Log(x.Length));
        Assert.InRange(Reductions.LogSumExp<T>(x) - example.LogSumExp, -allowed, allowed);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Softmax_is_that_of_mpmath(int index)
    {
        Case example = Case.Load(index);
        T[] x = Logits(example), y = new T[x.Length];
        double largest = x.Max(v => double.CreateChecked(v));
        Reductions.Softmax<T>(x, y);
        foreach ((int i, double value) in example.Softmax.Select(entry => (entry.Index, entry.Value)))
        {
            double relative = (Math.Abs(double.CreateChecked(x[i]) - largest) + 4) * Epsilon;
            double allowed = Math.Max(relative * value, double.CreateChecked(T.Epsilon));
            Assert.InRange(double.CreateChecked(y[i]) - value, -allowed, allowed);
        }
    }

    [Fact]
    public void Rows_have_the_same_bits_alone_and_at_every_width()
    {
        for (int columns = 1; columns <= 20; columns++)
        {
            const int Rows = 130; // more than wait for their logarithms at once
            int stride = columns + (columns % 3);
            var random = new CounterRandom(1, 0);
            T[] data = [.. Enumerable.Range(0, Rows * stride).Select(i => T.CreateChecked(20 * random.Normal((uint)i)))];
            var z = new MatrixView<T>(data, Rows, columns, stride);
            var a = new Matrix<T>(Rows, columns);
            var sums = new double[Rows];
            Reductions.Softmax(z, a.View, sums);
            AssertNarrowIsWide<Lanes128<T>>(z);
            AssertNarrowIsWide<Lanes256<T>>(z);
            AssertNarrowIsWide<Lanes512<T>>(z);
            for (int row = 0; row < Rows; row++)
            {
                var alone = new T[columns];
                Reductions.Softmax<T>(z.Row(row), alone);
                Assert.Equal(alone, a.Row(row).ToArray());
                Assert.Equal(Reductions.LogSumExp<T>(z.Row(row)), sums[row]);
            }

            Reductions.Softmax(z, z, []);
            for (int row = 0; row < Rows; row++)
                Assert.Equal(a.Row(row).ToArray(), z.Row(row).ToArray());
        }

        static void AssertNarrowIsWide<TLanes>(ReadOnlyMatrixView<T> z)
            where TLanes : struct, ILanes<TLanes, T>
        {
            if (z.Columns > TLanes.Count)
                return;
            var wide = (A: new Matrix<T>(z.Rows, z.Columns), Maxima: new double[z.Rows], Sums: new double[z.Rows]);
            var narrow = (A: new Matrix<T>(z.Rows, z.Columns), Maxima: new double[z.Rows], Sums: new double[z.Rows]);
            Reductions.SoftmaxOfWide(z, wide.A.View, wide.Maxima, wide.Sums);
            Reductions.SoftmaxOfNarrow<T, TLanes>(z, narrow.A.View, narrow.Maxima, narrow.Sums);
            Assert.Equal(wide.A.Data, narrow.A.Data);
            Assert.Equal(wide.Maxima, narrow.Maxima);
            Assert.Equal(wide.Sums, narrow.Sums);
        }
    }

    [Theory]
    [InlineData(3), InlineData(16), InlineData(40), InlineData(700)]
    public void Special_logits_give_what_is_documented(int count)
    {
        var x = new T[count];
        T[] y = new T[count];

        Array.Fill(x, T.NegativeInfinity);
        Assert.Equal(double.NegativeInfinity, Reductions.LogSumExp<T>(x));
        Reductions.Softmax<T>(x, y);
        Assert.All(y, value => Assert.True(T.IsNaN(value)));

        x[count / 2] = T.CreateChecked(-5);
        Assert.Equal(-5, Reductions.LogSumExp<T>(x));
        Reductions.Softmax<T>(x, y);
        Assert.Equal(Enumerable.Range(0, count).Select(i => i == count / 2 ? T.One : T.Zero), y);

        x[count - 1] = T.PositiveInfinity;
        Assert.Equal(double.PositiveInfinity, Reductions.LogSumExp<T>(x));
        Reductions.Softmax<T>(x, y);
        Assert.All(y, value => Assert.True(T.IsNaN(value)));

        x[0] = T.NaN;
        Assert.Equal(double.NaN, Reductions.LogSumExp<T>(x));
        Reductions.Softmax<T>(x, y);
        Assert.All(y, value => Assert.True(T.IsNaN(value)));
    }

    [Fact]
    public void Nothing_is_nothing()
    {
        Assert.Equal(double.NegativeInfinity, Reductions.LogSumExp<T>([]));
        Reductions.Softmax<T>([], []);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Reductions.Softmax<T>(new T[3], new T[2]));
        Assert.Throws<ArgumentException>(() => Reductions.Softmax<T>(new Matrix<T>(2, 3).View, new Matrix<T>(3, 3).View, []));
        Assert.Throws<ArgumentException>(() => Reductions.Softmax<T>(new Matrix<T>(2, 3).View, new Matrix<T>(2, 3).View, new double[3]));
    }

    private static T[] Logits(Case example)
        => [.. Enumerable.Range(0, example.Count).Select(i =>
            T.CreateChecked((((long)i * example.Factor % example.Modulus) - example.Center) * example.Scale))];

    private sealed record Entry(int Index, double Value);

    private sealed record Case(int Count, int Factor, int Modulus, int Center, double Scale, double LogSumExp, Entry[] Softmax)
    {
        public static Case Load(int index)
        {
            string path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Reductions", "softmax.json");
            return JsonSerializer.Deserialize<Case[]>(File.ReadAllText(path), JsonSerializerOptions.Web)![index];
        }
    }
}

public class SoftmaxFloatTests : SoftmaxTests<float>;

public class SoftmaxDoubleTests : SoftmaxTests<double>;
