using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

/// <summary>Functions over spans of every length, at every width.</summary>
public abstract class ElementwiseTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LongestLength = 130;
    private const int Guard = 70; // more than the widest vector
    private static readonly T Untouched = T.CreateChecked(-12345);

    public static TheoryData<int> Widths => [0, 128, 256, 512];

    public static TheoryData<string> Names => ElementaryFunction.Names;

    [Theory, MemberData(nameof(Widths))]
    public void A_map_writes_its_result_and_nothing_else(int width)
    {
        for (int length = 0; length <= LongestLength; length++)
        {
            T[] x = Numbers(length), y = Guarded(length);
            Map<HalfMinusSquare>(width, x, y.AsSpan(Guard, length));
            AssertGuards(y, length);
            for (int i = 0; i < length; i++)
                Assert.Equal((T.CreateChecked(0.5) * x[i]) - (x[i] * x[i]), y[Guard + i]);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_map_may_write_over_its_argument(int width)
    {
        for (int length = 0; length <= LongestLength; length++)
        {
            T[] x = Numbers(length), wanted = new T[length];
            Map<HalfMinusSquare>(width, x, wanted);
            Map<HalfMinusSquare>(width, x, x);
            Assert.Equal(wanted, x);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_zip_writes_its_result_and_nothing_else(int width)
    {
        for (int length = 0; length <= LongestLength; length++)
        {
            T[] x = Numbers(length), y = [.. x.Reverse()], result = Guarded(length);
            Zip(width, x, y, result.AsSpan(Guard, length));
            AssertGuards(result, length);
            for (int i = 0; i < length; i++)
                Assert.Equal(x[i] - y[i], result[Guard + i]);
            T[] wanted = result[Guard..(Guard + length)], first = [.. x];
            Zip(width, first, y, first);
            Assert.Equal(wanted, first);
            Zip(width, x, y, y);
            Assert.Equal(wanted, y);
        }
    }

    [Fact]
    public void A_result_that_is_too_short_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Elementwise.Map<T, HalfMinusSquare>(default, new T[3], new T[2]));
        Assert.Throws<ArgumentException>(() => Elementwise.Zip<T, Difference>(default, new T[3], new T[2], new T[3]));
        Assert.Throws<ArgumentException>(() => Elementwise.Zip<T, Difference>(default, new T[3], new T[3], new T[2]));
    }

    [Theory, MemberData(nameof(Names))]
    public void Elementary_functions_have_the_same_bits_at_every_width_and_position(string name)
    {
        ElementaryFunction function = ElementaryFunction.ByName[name];
        T[] x = Arguments(1500), wanted = new T[x.Length], found = new T[x.Length];
        function.Map<T>(0, x, wanted);
        foreach (int width in (int[])[128, 256, 512])
        {
            for (int start = 0; start < 40; start += start < 17 ? 1 : 5)
            {
                function.Map<T>(width, x.AsSpan(start), found.AsSpan(start));
                for (int i = start; i < x.Length; i++)
                    Assert.True(SameBits(wanted[i], found[i]), $"{name}({x[i]}) is {found[i]} at {width} bits, {wanted[i]} alone");
            }
        }
    }

    private static bool SameBits(T x, T y)
        => (T.IsNaN(x) && T.IsNaN(y)) || (x == y && T.IsNegative(x) == T.IsNegative(y));

    private static T[] Numbers(int length)
        => [.. Enumerable.Range(0, length).Select(i => T.CreateChecked(Math.Sin(i + 1)))];

    /// <summary>Numbers of all magnitudes, and the special ones.</summary>
    private static T[] Arguments(int length)
    {
        var random = new CounterRandom(1, 0);
        var x = new T[length];
        for (uint i = 0; i < length; i++)
        {
            double magnitude = Math.ScaleB(1 + random.Uniform(i, 0), random.Below(typeof(T) == typeof(double) ? 2100 : 276, i, 1) - (typeof(T) == typeof(double) ? 1076 : 149));
            double moderate = (random.Uniform(i, 2) - 0.5) * (i % 3 == 1 ? 2000 : 20);
            x[i] = T.CreateSaturating(i % 3 == 0 ? magnitude * (i % 2 == 0 ? 1 : -1) : moderate);
        }

        T[] special = [T.Zero, T.NegativeZero, T.PositiveInfinity, T.NegativeInfinity, T.NaN, T.Epsilon, -T.Epsilon];
        special.CopyTo(x, 100);
        return x;
    }

    private static T[] Guarded(int length)
    {
        var buffer = new T[length + (2 * Guard)];
        Array.Fill(buffer, Untouched);
        return buffer;
    }

    private static void AssertGuards(T[] buffer, int length)
    {
        Assert.All(buffer[..Guard], value => Assert.Equal(Untouched, value));
        Assert.All(buffer[(Guard + length)..], value => Assert.Equal(Untouched, value));
    }

    private static void Map<TMap>(int width, ReadOnlySpan<T> x, Span<T> y)
        where TMap : struct, IMap
    {
        switch (width)
        {
            case 0: Elementwise.Map<T, TMap, Scalar<T>>(default, x, y); break;
            case 128: Elementwise.Map<T, TMap, Lanes128<T>>(default, x, y); break;
            case 256: Elementwise.Map<T, TMap, Lanes256<T>>(default, x, y); break;
            default: Elementwise.Map<T, TMap, Lanes512<T>>(default, x, y); break;
        }
    }

    private static void Zip(int width, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        switch (width)
        {
            case 0: Elementwise.Zip<T, Difference, Scalar<T>>(default, x, y, result); break;
            case 128: Elementwise.Zip<T, Difference, Lanes128<T>>(default, x, y, result); break;
            case 256: Elementwise.Zip<T, Difference, Lanes256<T>>(default, x, y, result); break;
            default: Elementwise.Zip<T, Difference, Lanes512<T>>(default, x, y, result); break;
        }
    }

    private readonly struct HalfMinusSquare : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => (0.5 * x) - (x * x);
    }

    private readonly struct Difference : IZip
    {
        public TLanes Invoke<TLanes>(TLanes x, TLanes y) where TLanes : struct, ILanes<TLanes> => x - y;
    }
}

public class ElementwiseFloatTests : ElementwiseTests<float>;

public class ElementwiseDoubleTests : ElementwiseTests<double>;
