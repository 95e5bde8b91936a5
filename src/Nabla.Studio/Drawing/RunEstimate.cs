using System.Diagnostics;
using Nabla.Models;

namespace Nabla.Studio;

/// <summary>Estimates a run's duration from a few of its steps, which are then undone.</summary>
internal static class RunEstimate
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(60);

    /// <summary>The estimated time of all epochs; null if the run ends before it can be measured.</summary>
    public static TimeSpan? Of(TrainingSession training)
    {
        if (!training.Advance())
            return null;
        var watch = Stopwatch.StartNew();
        int steps = 0;
        while (watch.Elapsed < Longest && training.Advance())
            steps++;
        TimeSpan spent = watch.Elapsed;
        training.GoTo(0);
        double all = (double)training.Plan.Settings.Training.Epochs!.Value * training.StepsPerEpoch;
        return steps == 0 ? null : TimeSpan.FromSeconds(Math.Min(spent.TotalSeconds / steps * all, TimeSpan.FromDays(30).TotalSeconds));
    }
}
