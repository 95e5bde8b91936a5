using System.Diagnostics;

namespace Nabla.Benchmarks.Verbs;

/// <summary>The best of a few short windows: what the machine can do when nobody disturbs it.</summary>
internal static class Window
{
    /// <summary>How often a measurement is taken.</summary>
    public const int Count = 7;

    /// <summary>How often in a second the action can run, over one window of so many runs.</summary>
    public static double Rate(Action action, int runs)
    {
        long start = Stopwatch.GetTimestamp();
        for (int run = 0; run < runs; run++)
            action();
        return runs / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The median of some measurements, the upper one of two in the middle.</summary>
    public static double Median(IReadOnlyCollection<double> measurements) => measurements.Order().ElementAt(measurements.Count / 2);
}
