using System.Numerics;
using System.Runtime.InteropServices;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

/// <summary>Every operation of the vectors is that of <see cref="Scalar{T}"/>, lane by lane and bit for bit.</summary>
public abstract class LanesTests<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Whole bits (comparisons and bit operations), or numbers, whose NaN may have any bits.
    private static readonly string[] Operations =
    [
        "x < y", "x > y", "x <= y", "x >= y", "Equal", "x & y", "x | y", "x ^ y", "~x", "x << 3", "x >>> 3", "Select", "Abs", "-x",
        "AddBits", "SubtractBits", "FromBits", "0.1", "x + y", "x - y", "x * y", "x / y", "FusedMultiplyAdd", "Sqrt", "Min", "Max", "Round",
    ];

    public static TheoryData<string> OperationNames => [.. Operations];

    [Theory, MemberData(nameof(OperationNames))]
    public void Operations_are_those_of_one_number(string operation)
    {
        T[] values = Values();
        Span<T> x = stackalloc T[TLanes.Count], y = stackalloc T[TLanes.Count], z = stackalloc T[TLanes.Count], found = stackalloc T[TLanes.Count];
        for (int first = 0; first < values.Length; first++)
        {
            for (int second = 0; second < values.Length; second++)
            {
                for (int lane = 0; lane < TLanes.Count; lane++)
                    (x[lane], y[lane], z[lane]) = (values[(first + lane) % values.Length], values[(second + (3 * lane)) % values.Length], values[(first + second + lane) % values.Length]);
                Apply<TLanes>(operation, x, y, z, found);
                for (int lane = 0; lane < TLanes.Count; lane++)
                {
                    T wanted = default;
                    Apply<Scalar<T>>(operation, [x[lane]], [y[lane]], [z[lane]], new Span<T>(ref wanted));
                    AssertSame(operation, wanted, found[lane], $"{operation} of {x[lane]}, {y[lane]}, {z[lane]}");
                }
            }
        }
    }

    [Fact]
    public void Scaling_is_that_of_one_number()
    {
        Span<T> x = stackalloc T[TLanes.Count], n = stackalloc T[TLanes.Count], found = stackalloc T[TLanes.Count];
        int largest = TLanes.IsDouble ? 1100 : 160;
        for (int power = -largest; power <= largest; power++)
        {
            for (int lane = 0; lane < TLanes.Count; lane++)
                (x[lane], n[lane]) = (T.CreateChecked(0.7 + (lane * 0.0700001)), T.CreateChecked(power));
            TLanes.Scale(TLanes.Load(ref x[0], 0), TLanes.Load(ref n[0], 0)).Store(ref found[0], 0);
            for (int lane = 0; lane < TLanes.Count; lane++)
            {
                Assert.Equal(Scalar<T>.Scale(new(x[lane]), new(n[lane])).Value, found[lane]);
                Assert.Equal(T.ScaleB(x[lane], power), found[lane]);
            }
        }
    }

    [Fact]
    public void A_number_stands_in_every_lane()
    {
        T value = T.CreateChecked(0.1);
        Span<T> found = stackalloc T[TLanes.Count];
        TLanes.Broadcast(value).Store(ref found[0], 0);
        Assert.All(found.ToArray(), lane => Assert.Equal(value, lane));
    }

    [Fact]
    public void Minimum_and_maximum_keep_a_NaN()
    {
        TLanes number = Of<TLanes>(1), nan = Of<TLanes>(double.NaN);
        Span<T> found = stackalloc T[TLanes.Count];
        foreach (TLanes lanes in (TLanes[])[TLanes.Min(number, nan), TLanes.Min(nan, number), TLanes.Max(number, nan), TLanes.Max(nan, number)])
        {
            lanes.Store(ref found[0], 0);
            Assert.All(found.ToArray(), lane => Assert.True(T.IsNaN(lane)));
        }
    }

    [Fact]
    public void Rounding_takes_halves_to_even()
    {
        Span<T> found = stackalloc T[TLanes.Count];
        foreach ((double x, double wanted) in ((double, double)[])[(0.5, 0), (1.5, 2), (2.5, 2), (-0.5, -0.0), (-1.5, -2), (0.49999997, 0)])
        {
            TLanes.Round(Of<TLanes>(x)).Store(ref found[0], 0);
            Assert.All(found.ToArray(), lane => Assert.Equal(BitConverter.DoubleToInt64Bits(wanted), BitConverter.DoubleToInt64Bits(double.CreateChecked(lane))));
        }
    }

    private static void Apply<TAny>(string operation, Span<T> first, Span<T> second, Span<T> third, Span<T> result)
        where TAny : struct, ILanes<TAny, T>
    {
        TAny x = TAny.Load(ref first[0], 0), y = TAny.Load(ref second[0], 0), z = TAny.Load(ref third[0], 0);
        TAny value = operation switch
        {
            "x < y" => x < y,
            "x > y" => x > y,
            "x <= y" => x <= y,
            "x >= y" => x >= y,
            "Equal" => TAny.Equal(x, y),
            "x & y" => x & y,
            "x | y" => x | y,
            "x ^ y" => x ^ y,
            "~x" => ~x,
            "x << 3" => x << 3,
            "x >>> 3" => x >>> 3,
            "Select" => TAny.Select(x, y, z),
            "Abs" => TAny.Abs(x),
            "-x" => -x,
            "AddBits" => TAny.AddBits(x, y),
            "SubtractBits" => TAny.SubtractBits(x, y),
            "FromBits" => TAny.FromBits(0x3ff1_2345_3f81_2345),
            "0.1" => Of<TAny>(0.1),
            "x + y" => x + y,
            "x - y" => x - y,
            "x * y" => x * y,
            "x / y" => x / y,
            "FusedMultiplyAdd" => TAny.FusedMultiplyAdd(x, y, z),
            "Sqrt" => TAny.Sqrt(x),
            "Min" => TAny.Min(x, y),
            "Max" => TAny.Max(x, y),
            "Round" => TAny.Round(x),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
        value.Store(ref result[0], 0);
    }

    private static TAny Of<TAny>(double value)
        where TAny : struct, ILanes<TAny>
        => value;

    private static void AssertSame(string operation, T wanted, T found, string what)
    {
        bool arithmetic = Array.IndexOf(Operations, operation) >= Array.IndexOf(Operations, "x + y");
        if (arithmetic && T.IsNaN(wanted) && T.IsNaN(found))
            return;
        Assert.True(
            MemoryMarshal.AsBytes(new Span<T>(ref wanted)).SequenceEqual(MemoryMarshal.AsBytes(new Span<T>(ref found))),
            $"{what} is {found}, expected {wanted}");
    }

    private static T[] Values()
    {
        T[] positive =
        [
            T.Zero, T.Epsilon, T.CreateChecked(TLanes.IsDouble ? 2.2250738585072014e-308 : 1.17549435e-38), T.CreateChecked(1e-30), T.CreateChecked(0.1),
            T.CreateChecked(0.5), T.CreateChecked(0.75), T.One, T.CreateChecked(1.5), T.CreateChecked(2.5), T.CreateChecked(1234.5678),
            T.CreateChecked(8388609.0), T.CreateChecked(1e30), T.CreateSaturating(TLanes.IsDouble ? double.MaxValue : float.MaxValue),
            T.PositiveInfinity, T.NaN,
        ];
        return [.. positive, .. positive.Select(x => -x)];
    }
}

public class Lanes128FloatTests : LanesTests<Lanes128<float>, float>;

public class Lanes128DoubleTests : LanesTests<Lanes128<double>, double>;

public class Lanes256FloatTests : LanesTests<Lanes256<float>, float>;

public class Lanes256DoubleTests : LanesTests<Lanes256<double>, double>;

public class Lanes512FloatTests : LanesTests<Lanes512<float>, float>;

public class Lanes512DoubleTests : LanesTests<Lanes512<double>, double>;
