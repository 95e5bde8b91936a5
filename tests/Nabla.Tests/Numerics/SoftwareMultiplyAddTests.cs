using System.Runtime.Intrinsics;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

/// <summary>
/// The fused multiply-add in software, in vectors and in plain steps, has the bits of the processor's (or the C library's). A NaN is a NaN:
/// its bits differ between processors.
/// </summary>
public class SoftwareMultiplyAddTests
{
    private static readonly long Random = SlowTests.AreWanted ? 100_000_000 : 2_000_000;

    private ulong state = 88172645463325252;

    [Fact]
    public void All_special_floats()
    {
        float[] values = WithSigns(
        [
            0, float.Epsilon, 2 * float.Epsilon, 3 * float.Epsilon, 1.1754942e-38f, 1.17549435e-38f, 1.1754945e-38f, 1e-30f, 5.9604645e-8f, 8.940697e-8f, 0.1f, 1 / 3f, 0.49999997f,
            0.5f, 0.99999994f, 1, 1.0000001f, 1.5f, 3, 1e6f, 8388608.5f, 16777215, 16777216, 16777218, 1e18f, 1.8446743e19f, 1.8446744e19f, 1.7014118e38f,
            float.MaxValue, float.PositiveInfinity, float.NaN,
        ]);
        var x = new float[4];
        foreach (float y in values)
        {
            foreach (float z in values)
            {
                for (int i = 0; i < values.Length; i += x.Length)
                {
                    for (int lane = 0; lane < x.Length; lane++)
                        x[lane] = values[(i + lane) % values.Length];
                    AssertSame(x, [y, y, y, y], [z, z, z, z]);
                }
            }
        }
    }

    [Fact]
    public void All_special_doubles()
    {
        double[] values = WithSigns(
        [
            0, double.Epsilon, 2 * double.Epsilon, 3 * double.Epsilon, 2.225073858507201e-308, 2.2250738585072014e-308, 1e-300, 1.1830521861667747e-271, 1.1830521861667745e-271,
            1.5e-162, 2.2227587494850775e-162, 1e-100, 1.1102230246251565e-16, 1.6653345369377348e-16, 0.1, 1 / 3.0, 0.49999999999999994, 0.5, 0.9999999999999999, 1, 1.0000000000000002, 1.5, 3, 1e6,
            134217729, 4503599627370496.5, 9007199254740991, 9007199254740992, 9007199254740994, 1e100, 1.3407807929942596e154, 1.3407807929942597e154, 1e300, 6.696928794914171e299,
            8.98846567431158e307, double.MaxValue, double.PositiveInfinity, double.NaN,
        ]);
        foreach (double x in values)
        {
            foreach (double y in values)
            {
                for (int i = 0; i < values.Length; i += 2)
                    AssertSame([x, x], [y, y], [values[i], values[i + 1]]);
            }
        }
    }

    [Fact]
    public void Random_floats()
    {
        float[] x = new float[4], y = new float[4], z = new float[4];
        for (long i = 0; i < Random; i += x.Length)
        {
            for (int lane = 0; lane < x.Length; lane++)
            {
                (x[lane], y[lane], z[lane]) = (this.Float(), this.Float(), this.Float());
                if ((i & 12) == 0) // cancels, but for the rounding of the product and a unit or two
                    z[lane] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(-x[lane] * y[lane]) + (lane & 1));
            }

            AssertSame(x, y, z);
        }
    }

    [Fact]
    public void Random_doubles()
    {
        double[] x = new double[2], y = new double[2], z = new double[2];
        for (long i = 0; i < Random; i += x.Length)
        {
            for (int lane = 0; lane < x.Length; lane++)
            {
                (x[lane], y[lane], z[lane]) = (this.Double(), this.Double(), this.Double());
                if ((i & 6) == 0)
                    z[lane] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(-x[lane] * y[lane]) + lane);
            }

            AssertSame(x, y, z);
        }
    }

    private static void AssertSame(float[] x, float[] y, float[] z)
    {
        Vector128<float> found = SoftwareMultiplyAdd.Of(Vector128.Create(x), Vector128.Create(y), Vector128.Create(z));
        for (int lane = 0; lane < x.Length; lane++)
        {
            float wanted = MathF.FusedMultiplyAdd(x[lane], y[lane], z[lane]), plain = ExactMultiplyAdd.Of(x[lane], y[lane], z[lane]);
            if (!IsSame(wanted, found[lane]) || !IsSame(wanted, plain))
                Assert.Fail($"{x[lane]:R} · {y[lane]:R} + {z[lane]:R} is {wanted:R}, not {found[lane]:R} or {plain:R}");
        }
    }

    private static void AssertSame(double[] x, double[] y, double[] z)
    {
        Vector128<double> found = SoftwareMultiplyAdd.Of(Vector128.Create(x), Vector128.Create(y), Vector128.Create(z));
        for (int lane = 0; lane < x.Length; lane++)
        {
            double wanted = Math.FusedMultiplyAdd(x[lane], y[lane], z[lane]), plain = ExactMultiplyAdd.Of(x[lane], y[lane], z[lane]);
            if (!IsSame(wanted, found[lane]) || !IsSame(wanted, plain))
                Assert.Fail($"{x[lane]:R} · {y[lane]:R} + {z[lane]:R} is {wanted:R}, not {found[lane]:R} or {plain:R}");
        }
    }

    private static bool IsSame(float x, float y)
        => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y) || (float.IsNaN(x) && float.IsNaN(y));

    private static bool IsSame(double x, double y)
        => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y));

    private static float[] WithSigns(float[] values) => [.. values, .. values.Select(value => -value)];

    private static double[] WithSigns(double[] values) => [.. values, .. values.Select(value => -value)];

    // Any bits; numbers near 1; few bits, so that sums are exact or halfway; zeros and numbers whose products are subnormal.
    private float Float()
    {
        uint bits = (uint)(this.Next() >> 32);
        return BitConverter.UInt32BitsToSingle((this.Next() >> 62) switch
        {
            0 => bits,
            1 => (bits & 0x807f_ffff) | ((120 + ((bits >> 8) % 16)) << 23),
            2 => (bits & 0x8ff8_0000) | 0x3000_0000,
            _ => (bits & 1) == 0 ? (bits & 0x807f_ffff) | ((55 + (bits % 16)) << 23) : bits & 0x8000_0000,
        });
    }

    private double Double()
    {
        ulong bits = this.Next();
        return BitConverter.UInt64BitsToDouble((this.Next() >> 62) switch
        {
            0 => bits,
            1 => (bits & 0x800f_ffff_ffff_ffff) | ((1000 + ((bits >> 8) % 48)) << 52),
            2 => (bits & 0x80ff_ffc0_0000_0000) | 0x3f00_0000_0000_0000,
            _ => (bits & 1) == 0 ? (bits & 0x800f_ffff_ffff_ffff) | ((490 + (bits % 48)) << 52) : bits & 0x8000_0000_0000_0000,
        });
    }

    // G. Marsaglia's xorshift64*: any bits will do.
    private ulong Next()
    {
        this.state ^= this.state << 13;
        this.state ^= this.state >> 7;
        this.state ^= this.state << 17;
        return this.state * 2685821657736338717;
    }
}
