namespace Nabla.Tests;

/// <summary>What a thread allocates, as tests count it.</summary>
internal static class Allocated
{
    /// <summary>
    /// Bytes that the calling thread allocates while an action runs. A collection takes the thread's block of memory away, and the runtime counts what was
    /// free of it as allocated; so a run of the action in which the collector paused the process (for another test) tells nothing, and the action is run again.
    /// </summary>
    public static long By(Action action)
    {
        while (true)
        {
            TimeSpan pauses = GC.GetTotalPauseDuration();
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (GC.GetTotalPauseDuration() == pauses)
                return bytes;
        }
    }
}
