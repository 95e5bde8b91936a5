using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using Nabla.Numerics;

/// <summary>The library's fused multiply-add in this browser: its bits against the plain steps, its speed against that of .NET's vectors.</summary>
internal static class MultiplyAdd
{
    private const int Steps = 100_000, Rounds = 25, Random = 200_000;

    /// <summary>How many times as fast it is as <c>Vector128.FusedMultiplyAdd</c>: medians of rounds that take turns, so that another program slows both.</summary>
    public static string Speed() => string.Create(CultureInfo.InvariantCulture, $"float {Ratio(FloatOurs, FloatTheirs):F1} double {Ratio(DoubleOurs, DoubleTheirs):F1}");

    /// <summary>How many combinations of special and random numbers have the bits of the plain steps.</summary>
    /// <exception cref="InvalidOperationException">One has others.</exception>
    public static string Bits()
    {
        int count = 0;
        float[] floats = [.. Special.Select(value => (float)value), float.Epsilon, 3 * float.Epsilon, 1.1754942e-38f, 1.17549435e-38f, 0.99999994f, 1.0000001f, 16777215, float.MaxValue];
        foreach (float x in floats)
        {
            foreach (float y in floats)
            {
                foreach (float z in floats)
                {
                    Hold(SoftwareMultiplyAdd.Of(x, y, z), ExactMultiplyAdd.Of(x, y, z), x, y, z);
                    count++;
                }
            }
        }

        double[] doubles = [.. Special, double.Epsilon, 3 * double.Epsilon, 2.225073858507201e-308, 2.2250738585072014e-308, 0.9999999999999999, 1.0000000000000002, 9007199254740991, double.MaxValue];
        foreach (double x in doubles)
        {
            foreach (double y in doubles)
            {
                foreach (double z in doubles)
                {
                    Hold(SoftwareMultiplyAdd.Of(x, y, z), ExactMultiplyAdd.Of(x, y, z), x, y, z);
                    count++;
                }
            }
        }

        ulong state = 88172645463325252;
        for (int i = 0; i < Random; i++, count += 2)
        {
            ulong a = Next(ref state), b = Next(ref state), c = Next(ref state);
            (double x, double y, double z) = (Near(a), Near(b), Near(c));
            z = (c & 1) == 0 ? z : -x * y * (1 + z); // near what it takes away
            bool small = (c & 2) == 0; // about the smallest numbers
            (double p, double q, double r) = small ? (x * 1e-157, y * 1e-157, z * 1e-314) : (x, y, z);
            Hold(SoftwareMultiplyAdd.Of(p, q, r), ExactMultiplyAdd.Of(p, q, r), p, q, r);
            (float f, float g, float h) = small ? ((float)(x * 1e-21), (float)(y * 1e-21), (float)(z * 1e-42)) : ((float)x, (float)y, (float)z);
            Hold(SoftwareMultiplyAdd.Of(f, g, h), ExactMultiplyAdd.Of(f, g, h), f, g, h);
        }

        return count.ToString(CultureInfo.InvariantCulture);
    }

    private static readonly double[] Special = [0, -0.0, 1, -1, 0.1, -1 / 3.0, 1.5, 3, -7, 1e-30, 1e18, -1e18, 1e-38, 5.9604644775390625e-8, 8388608.5, 134217729, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    // Any bits of the significand, an exponent near that of 1.
    private static double Near(ulong bits) => BitConverter.UInt64BitsToDouble((bits & 0x800f_ffff_ffff_ffff) | ((1023 - 20 + ((bits >> 52) % 40)) << 52));

    private static ulong Next(ref ulong state)
    {
        state ^= state << 13;
        state ^= state >> 7;
        return state ^= state << 17;
    }

    private static void Hold<T>(T found, T wanted, T x, T y, T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A NaN is a NaN. 1 / 0 tells the zeros apart.
        bool same = (T.IsNaN(found) && T.IsNaN(wanted)) || (found == wanted && T.IsNegative(found) == T.IsNegative(wanted));
        if (!same)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{x:R} · {y:R} + {z:R} is {wanted:R}, here {found:R}"));
    }

    private static double Ratio(Func<double> ours, Func<double> theirs)
    {
        List<double> fast = [], slow = [];
        for (int round = 0; round < Rounds; round++)
        {
            fast.Add(Seconds(ours));
            slow.Add(Seconds(theirs));
        }

        fast.Sort();
        slow.Sort();
        return slow[Rounds / 2] / fast[Rounds / 2];
    }

    private static double Seconds(Func<double> run)
    {
        long began = Stopwatch.GetTimestamp();
        GC.KeepAlive(run());
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static double FloatOurs()
    {
        Vector128<float> x = Vector128.Create(0.5f, 0.6f, 0.7f, 0.8f), sum = x;
        for (int step = 0; step < Steps; step++)
            sum = SoftwareMultiplyAdd.Of(x, x, sum);
        return sum.ToScalar();
    }

    private static double FloatTheirs()
    {
        Vector128<float> x = Vector128.Create(0.5f, 0.6f, 0.7f, 0.8f), sum = x;
        for (int step = 0; step < Steps; step++)
            sum = Vector128.FusedMultiplyAdd(x, x, sum);
        return sum.ToScalar();
    }

    private static double DoubleOurs()
    {
        Vector128<double> x = Vector128.Create(0.5, 0.6), sum = x;
        for (int step = 0; step < Steps; step++)
            sum = SoftwareMultiplyAdd.Of(x, x, sum);
        return sum.ToScalar();
    }

    private static double DoubleTheirs()
    {
        Vector128<double> x = Vector128.Create(0.5, 0.6), sum = x;
        for (int step = 0; step < Steps; step++)
            sum = Vector128.FusedMultiplyAdd(x, x, sum);
        return sum.ToScalar();
    }
}
