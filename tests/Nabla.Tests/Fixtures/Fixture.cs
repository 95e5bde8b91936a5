using System.Text.Json;

namespace Nabla.Tests;

/// <summary>Reads the files of independent results that stand beside the tests.</summary>
internal static class Fixture
{
    /// <summary>The path of a fixture, as it was copied beside the tests.</summary>
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    /// <summary>A fixture in JSON.</summary>
    public static JsonElement Json(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path(name)));
        return document.RootElement.Clone();
    }

    /// <summary>An array of numbers.</summary>
    public static double[] Doubles(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>An array of rows of numbers.</summary>
    public static double[][] Rows(this JsonElement element) => [.. element.EnumerateArray().Select(Doubles)];
}
