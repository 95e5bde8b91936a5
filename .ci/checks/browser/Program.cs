using System.Runtime.InteropServices.JavaScript;
using Nabla.Inspection;

Console.WriteLine(GoldenRuns.Count());

/// <summary>What the page calls. A browser's page has one thread.</summary>
internal static partial class GoldenRuns
{
    private static readonly IReadOnlyList<GoldenRun> Runs = GoldenRun.All;

    [JSExport]
    internal static int Count() => Runs.Count;

    [JSExport]
    internal static string Run(int index) => $"{Runs[index].Run(threads: 1)} {Runs[index].Name}";

    [JSExport]
    internal static string MultiplyAddBits() => MultiplyAdd.Bits();

    [JSExport]
    internal static string MultiplyAddSpeed() => MultiplyAdd.Speed();
}
