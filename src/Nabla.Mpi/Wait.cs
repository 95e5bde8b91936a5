using System.Diagnostics;

namespace Nabla.Mpi;

/// <summary>
/// Waits for a transfer: first by spinning, then by yielding, then by sleeping, and after three seconds asks whether the other rank is alive.
/// </summary>
internal struct Wait(Lifeline lifeline)
{
    private const int Spins = 200;

    private static readonly TimeSpan BeforeSleep = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan BeforeAsking = TimeSpan.FromSeconds(3);

    private readonly long began = Stopwatch.GetTimestamp();
    private int pauses;
    private bool asks;

    /// <summary>Waits briefly.</summary>
    /// <param name="rank">The rank to wait for.</param>
    /// <exception cref="IOException">The rank does not answer.</exception>
    public void Pause(int rank)
    {
        if (++this.pauses < Spins)
        {
            Thread.SpinWait(10);
            return;
        }

        TimeSpan waited = Stopwatch.GetElapsedTime(this.began);
        if (waited < BeforeSleep)
        {
            Thread.Yield();
            return;
        }

        if (waited > BeforeAsking)
        {
            if (!this.asks)
                lifeline.BeginAsking(rank);
            this.asks = true;
            lifeline.Ask(rank);
        }

        Thread.Sleep(1);
    }
}
