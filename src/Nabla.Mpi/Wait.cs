using System.Diagnostics;

namespace Nabla.Mpi;

/// <summary>Waiting for a transfer: first without leaving the processor, then giving it to others, and at length asking whether the other rank lives.</summary>
internal struct Wait(Lifeline lifeline)
{
    private const int Spins = 200;

    private static readonly TimeSpan BeforeSleep = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan BeforeAsking = TimeSpan.FromSeconds(3);

    private readonly long began = Stopwatch.GetTimestamp();
    private int pauses;
    private bool asks;

    /// <summary>Waits for a moment.</summary>
    /// <param name="rank">The rank that is waited for.</param>
    /// <exception cref="IOException">It gives no sign of life.</exception>
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
