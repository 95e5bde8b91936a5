namespace Nabla.Training;

/// <summary>
/// Chooses whether steps use all threads or one, whichever is currently faster. Handing work to another processor and waiting for it can take longer
/// than the work itself: 2 to 12 µs each time on the same virtual machine at different times, several times a step. The model does not depend on the
/// choice, since no sum depends on the number of threads (docs/decisions/fork-join.md).
/// </summary>
internal sealed class StepThreads
{
    // A longer step always benefits from more processors.
    private const double LongStep = 2e-3;

    // The first steps of a trial do not count: sleeping threads have to wake up.
    private const int Settling = 4, TrialSteps = 16;

    // Seconds between two trials; longer while trials change nothing.
    private const double LeastHold = 0.05, MostHold = 1.6;

    // A smaller gain is not worth a change.
    private const double Better = 0.95;

    private readonly int most;
    private readonly TimeProvider time;
    private double hold = LeastHold;
    private double usual;
    private double seconds;
    private int steps;
    private bool isTrial;
    private long began;

    /// <param name="most">The maximum number of threads, 1 or more.</param>
    /// <param name="time">The clock.</param>
    public StepThreads(int most, TimeProvider time) => (this.most, this.time, this.Threads) = (most, time, most);

    /// <summary>The number of threads of the next step.</summary>
    public int Threads { get; private set; }

    /// <summary>Starts the measurement of a step.</summary>
    public void Begin() => this.began = this.time.GetTimestamp();

    /// <summary>Ends the measurement of a step.</summary>
    public void End()
    {
        if (this.most == 1 || ++this.steps <= Settling)
            return;
        this.seconds += this.time.GetElapsedTime(this.began).TotalSeconds;
        int counted = this.steps - Settling;
        if (counted < TrialSteps || (!this.isTrial && this.seconds < this.hold))
            return;
        double mean = this.seconds / counted;
        if (this.isTrial)
            this.Decide(mean);
        else if (mean < LongStep)
            (this.usual, this.isTrial, this.Threads) = (mean, true, this.Other);
        (this.seconds, this.steps) = (0, 0);
    }

    private int Other => this.Threads == this.most ? 1 : this.most;

    private void Decide(double mean)
    {
        bool isBetter = mean < Better * this.usual;
        if (!isBetter)
            this.Threads = this.Other;
        this.hold = isBetter ? LeastHold : Math.Min(2 * this.hold, MostHold);
        this.isTrial = false;
    }
}
