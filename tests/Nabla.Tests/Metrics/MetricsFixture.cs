using System.Text.Json;
using Nabla.Numerics;

namespace Nabla.Tests.Metrics;

/// <summary>Inputs and scikit-learn's results, written by Fixtures/metrics.py. A null is NaN.</summary>
internal static class MetricsFixture
{
    private static readonly JsonElement Root = Load();

    public static JsonElement Section(string name) => Root.GetProperty(name);

    public static JsonElement Case(string section, string name)
        => Section(section).EnumerateArray().Single(one => one.GetProperty("name").ValueEquals(name));

    public static TheoryData<string> Names(string section)
        => [.. Section(section).EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    public static double Number(this JsonElement element) => element.ValueKind == JsonValueKind.Null ? double.NaN : element.GetDouble();

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).Number();

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    public static double[] Numbers(this JsonElement element, string name) => element.GetProperty(name).Numbers();

    public static int[] Integers(this JsonElement element, string name)
        => [.. element.GetProperty(name).EnumerateArray().Select(one => one.GetInt32())];

    public static Matrix<double> Matrix(this JsonElement element, string name)
        => Matrix<double>.From([.. element.GetProperty(name).EnumerateArray().Select(Numbers)]);

    /// <summary>Equal to 1e-12, relative for large numbers; NaN equals NaN.</summary>
    public static void Near(double expected, double actual)
    {
        if (!expected.Equals(actual))
            Assert.InRange(Math.Abs(expected - actual), 0, 1e-12 * Math.Max(1, Math.Abs(expected)));
    }

    public static void Near(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Count(), actual.Count());
        foreach ((double e, double a) in expected.Zip(actual))
            Near(e, a);
    }

    /// <summary>The call is refused with a message that begins so.</summary>
    public static void Refused(string beginning, Action call)
        => Assert.StartsWith(beginning, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static JsonElement Load()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", "metrics.json"));
        return JsonDocument.Parse(file).RootElement;
    }
}
