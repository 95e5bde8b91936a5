namespace Nabla.Numerics;

/// <summary>
/// A region with several phases. Each thread takes the share with its number, then any share that has not started, so that a late thread costs no
/// more than a missing one; then it waits until all shares of the phase are done.
/// </summary>
internal sealed unsafe class PhasedRegion
{
    private const int MostPhases = 4;

    // Numbers written by different threads are this far apart, so that they do not share a cache line.
    private const int Apart = 16;

    // The region that last took each share of each phase, and the number of finished shares of each phase.
    private readonly long[] takenBy = new long[MostPhases * WorkerPool.MostShares * Apart];
    private readonly long[] done = new long[(MostPhases + 2) * Apart];
    private delegate*<void*, int, int, void> run;
    private void* body;
    private int phases;
    private int shares;
    private long region;
    private bool isAbandoned;

    /// <summary>Whether threads work on this region.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Starts the next region.</summary>
    public void Begin(delegate*<void*, int, int, void> run, void* body, int phases, int shares)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(phases, MostPhases);
        this.run = run;
        this.body = body;
        (this.phases, this.shares, this.isAbandoned, this.IsOpen) = (phases, shares, false, true);
        this.region++;
        for (int phase = 0; phase < phases; phase++)
            this.Done(phase) = 0;
    }

    /// <summary>Ends the region.</summary>
    public void End() => this.IsOpen = false;

    /// <summary>Releases all waiting threads after a share has failed.</summary>
    public void Abandon() => Volatile.Write(ref this.isAbandoned, true);

    /// <summary>Runs shares of all phases.</summary>
    /// <param name="own">The share to start with.</param>
    public void Work(int own)
    {
        for (int phase = 0; phase < this.phases; phase++)
        {
            for (int i = 0; i < this.shares; i++)
            {
                int share = (own + i) % this.shares;
                if (!this.TryTake(phase, share))
                    continue;
                this.run(this.body, phase, share);
                Interlocked.Increment(ref this.Done(phase));
            }

            for (int turn = 0; Volatile.Read(ref this.Done(phase)) < this.shares; turn++)
            {
                if (Volatile.Read(ref this.isAbandoned))
                    return;
                Worker.Pause(turn < 1000);
            }
        }
    }

    private bool TryTake(int phase, int share)
    {
        ref long taken = ref this.takenBy[((phase * WorkerPool.MostShares) + share) * Apart];
        return Volatile.Read(ref taken) != this.region && Interlocked.Exchange(ref taken, this.region) != this.region;
    }

    private ref long Done(int phase) => ref this.done[(phase + 1) * Apart];
}
