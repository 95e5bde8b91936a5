using System.Diagnostics;

namespace Nabla.Peers;

/// <summary>Rates over five short windows after a warm-up.</summary>
internal static class Windows
{
    private const int Count = 5;

    /// <summary>How often in a second the action runs: in each window, ascending.</summary>
    public static double[] Rates(Action action, double seconds)
    {
        Rate(action, Math.Min(0.5, seconds));
        return [.. Enumerable.Range(0, Count).Select(_ => Rate(action, seconds / Count)).Order()];
    }

    private static double Rate(Action action, double seconds)
    {
        int runs = 0;
        long start = Stopwatch.GetTimestamp();
        double elapsed;
        do
        {
            action();
            runs++;
            elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        while (elapsed < seconds);
        return runs / elapsed;
    }
}
