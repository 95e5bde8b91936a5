using System.Globalization;
using System.Text.Json;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

public class ElementaryAccuracyTests(ITestOutputHelper output)
{
    private const double UnitsAllowedInFloat = 2;
    private const double ErrorAllowedInDouble = 1e-15;

    public static TheoryData<string> Names => ElementaryFunction.Names;

    [Theory, MemberData(nameof(Names))]
    public void Floats_are_within_two_units_of_mpmath(string name)
    {
        double worst = 0;
        foreach (ulong[] entry in Fixture("float", name))
        {
            float argument = BitConverter.UInt32BitsToSingle((uint)entry[0]), wanted = BitConverter.UInt32BitsToSingle((uint)entry[1]);
            float found = ElementaryFunction.ByName[name].At(argument);
            if (float.IsFinite(wanted) && wanted != 0)
            {
                double units = Math.Abs(((double)found - wanted) / UnitOf(wanted));
                worst = Math.Max(worst, units);
                Assert.True(units <= UnitsAllowedInFloat, $"{name}({argument:G9}) = {found:G9}, expected {wanted:G9}");
            }
            else
            {
                Assert.Equal(wanted, found);
                Assert.True(float.IsNaN(wanted) || float.IsNegative(wanted) == float.IsNegative(found), $"{name}({argument:G9}): sign of {found}");
            }
        }

        output.WriteLine($"{name}: {worst} units in float");
    }

    [Theory, MemberData(nameof(Names))]
    public void Doubles_are_within_1e_15_of_mpmath(string name)
    {
        double worst = 0;
        foreach (ulong[] entry in Fixture("double", name))
        {
            double argument = BitConverter.UInt64BitsToDouble(entry[0]), wanted = BitConverter.UInt64BitsToDouble(entry[1]);
            worst = Math.Max(worst, DoubleError(wanted, ElementaryFunction.ByName[name].At(argument), $"{name}({argument:G17})"));
        }

        output.WriteLine($"{name}: {worst} relative in double");
    }

    [Fact]
    public void Powers_are_within_1e_15_of_mpmath()
    {
        double worst = 0;
        foreach (ulong[] entry in Fixture("pow", "Pow"))
        {
            double x = BitConverter.UInt64BitsToDouble(entry[0]), y = BitConverter.UInt64BitsToDouble(entry[1]);
            worst = Math.Max(worst, DoubleError(BitConverter.UInt64BitsToDouble(entry[2]), Elementary.Pow(x, y), $"Pow({x:G17}, {y:G17})"));
        }

        output.WriteLine($"Pow: {worst} relative in double");
    }

    /// <summary>Floats from all over the range, against the double version, which is exact in comparison.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Floats_are_within_two_units_of_doubles(string name)
        => this.CompareFloatsWithDoubles(name, stride: 997);

    [Theory, MemberData(nameof(Names)), Trait("Category", "Slow")]
    public void One_float_in_31_is_within_two_units_of_its_double(string name)
    {
        SlowTests.SkipUnlessWanted();
        this.CompareFloatsWithDoubles(name, stride: 31);
    }

    private void CompareFloatsWithDoubles(string name, uint stride)
    {
        const int Count = 4096;
        ElementaryFunction function = ElementaryFunction.ByName[name];
        float largest = name is "Sin" or "Cos" ? 1e5f : float.PositiveInfinity;
        Span<float> x = new float[Count], y = new float[Count];
        Span<double> exactX = new double[Count], exactY = new double[Count];
        double worst = 0;
        float worstAt = 0;
        for (ulong bits = 0; bits <= uint.MaxValue;)
        {
            for (int i = 0; i < Count; i++, bits += stride)
            {
                x[i] = BitConverter.UInt32BitsToSingle((uint)Math.Min(bits, uint.MaxValue));
                exactX[i] = Math.Abs(x[i]) > largest ? x[i] = 1 : x[i];
            }

            function.Map<float>(512, x, y);
            function.Map<double>(512, exactX, exactY);
            for (int i = 0; i < Count; i++)
            {
                double error = Units(y[i], exactY[i]);
                if (error > worst)
                    (worst, worstAt) = (error, x[i]);
            }
        }

        output.WriteLine($"{name}: {worst:F3} units in float, at {worstAt:G9}");
        Assert.True(worst <= UnitsAllowedInFloat, $"{worst} units at {worstAt:G9}");
    }

    /// <summary>The relative error of a result, which must not exceed what is allowed.</summary>
    private static double DoubleError(double wanted, double found, string what)
    {
        if (!double.IsFinite(wanted) || wanted == 0)
        {
            Assert.True(wanted.Equals(found), $"{what} = {found}, expected {wanted}");
            Assert.True(double.IsNaN(wanted) || double.IsNegative(wanted) == double.IsNegative(found), $"{what}: sign of {found}");
            return 0;
        }

        double error = Math.Abs(found - wanted);
        Assert.True(error <= Math.Max(ErrorAllowedInDouble * Math.Abs(wanted), double.Epsilon), $"{what} = {found:G17}, expected {wanted:G17}");
        return double.IsNormal(wanted) ? error / Math.Abs(wanted) : 0;
    }

    private static double Units(float found, double exact)
    {
        if ((float)exact is var rounded && (!float.IsFinite(rounded) || !float.IsFinite(found)))
            return rounded.Equals(found) ? 0 : double.PositiveInfinity;
        return Math.Abs(found - exact) / UnitOf(exact);
    }

    /// <summary>The distance of floats around a number.</summary>
    private static double UnitOf(double x)
        => Math.Max(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) & 0x7ff0_0000_0000_0000) / (1 << 23), float.Epsilon);

    private static IEnumerable<ulong[]> Fixture(string type, string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", "Elementary", type + ".json"));
        using var table = JsonDocument.Parse(file);
        foreach (JsonElement entry in table.RootElement.GetProperty(name).EnumerateArray())
            yield return [.. entry.GetString()!.Split(' ').Select(bits => ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }
}
